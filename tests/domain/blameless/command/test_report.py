"""``report FILE.jsonl``: what each rule does on labelled sentences, and which ones are marked."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from core.domain.blameless.__main__ import main

BLAME = "It was human error."
FINE = "The disk was full."


def lines_of(path: Path, *sentences: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(item) + "\n" for item in sentences), encoding="utf-8")
    return str(path)


def said(*arguments: str) -> str:
    out = io.StringIO()
    assert main(["report", *arguments], None, out) == 0
    return out.getvalue()


def counted(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(said("--format", "json", *arguments))
    return answer


def blame(organisation: str = "a", label: str = "human_error", **more: Any) -> dict[str, Any]:
    return {"text": BLAME, "section": "root_cause", "label": label, "organisation": organisation, **more}


def test_a_rule_is_counted_right_where_its_words_were_labelled(tmp_path: Path) -> None:
    """Hits, right and wrong ones, share, organisations, and whether the label is its category."""
    file = lines_of(
        tmp_path / "x.jsonl",
        *(blame("a") for _ in range(4)),
        blame("b", span="human error"),
        blame("b", label="judgement"),
        blame("c", label="ok"),
        {"text": f"{BLAME} Ana broke it.", "label": "person_blame", "span": "Ana broke it", "section": "root_cause"},
    )
    (rule,) = [item for item in counted(file)["rules"] if item["rule"] == "human-error"]
    assert (rule["hits"], rule["right"], rule["wrong"], rule["same_kind"]) == (8, 6, 2, 5)
    assert rule["share"] == 0.75
    assert rule["organisations"] == 4
    assert rule["marks"] == ["often wrong"]


def test_rules_with_few_hits_or_many_wrong_ones_are_marked(tmp_path: Path) -> None:
    """Four hits are few; five of which one is wrong are enough."""
    few = counted(lines_of(tmp_path / "few.jsonl", *(blame() for _ in range(4))))["rules"][0]
    assert few["marks"] == ["few hits"]
    enough = lines_of(tmp_path / "enough.jsonl", *(blame() for _ in range(4)), blame("b", label="ok"))
    assert counted(enough)["rules"][0]["marks"] == []
    wrong = lines_of(tmp_path / "wrong.jsonl", blame(), blame(), *(blame("b", label="ok") for _ in range(3)))
    assert counted(wrong)["rules"][0]["marks"] == ["often wrong"]


def test_an_organisation_left_out_shows_a_rule_that_was_written_for_it(tmp_path: Path) -> None:
    """Right in one place only: without that place there is nothing, or too much that is wrong."""
    one = lines_of(tmp_path / "one.jsonl", *(blame("a") for _ in range(9)))
    two = lines_of(tmp_path / "two.jsonl", *(blame("a") for _ in range(9)), blame("b", label="ok"), blame("b"))
    both = lines_of(tmp_path / "both.jsonl", *(blame("a") for _ in range(9)), blame("b"))
    for file, least, marks in ((one, None, ["one organisation"]), (two, 0.5, ["one organisation"]), (both, 1.0, [])):
        (rule,) = counted(file, "--leave-organisation-out")["rules"]
        assert (rule["share_without_one"], rule["marks"]) == (least, marks)
    assert "without one" in said(one, "--leave-organisation-out")
    assert "without one" not in said(one)


def test_the_totals_are_those_of_the_sentences(tmp_path: Path) -> None:
    """Precision and recall count sentences; the alarm rate those that were drawn at random."""
    file = lines_of(
        tmp_path / "x.jsonl",
        blame(),
        blame(label="ok", sampling="random"),
        {"text": FINE, "label": "ok", "sampling": "random"},
        {"text": FINE, "label": "judgement"},
    )
    text = said(file)
    assert "4 sentences, 2 to find; 2 flagged, 1 of them rightly: precision 50 %, recall 50 %." in text
    assert "Drawn at random and fine: 2, flagged 1: 50.00 per 100." in text
    assert "2 hits, 1 right: 50 %." in text
    assert "1 rules hit, 1 of them are marked" in text


def test_some_sentences_can_be_left_out(tmp_path: Path) -> None:
    """Ambiguous ones are, unless asked for; those that an engine chose when it is said."""
    file = lines_of(tmp_path / "x.jsonl", blame(ambiguous=True), blame(sampling="flagged"), blame())
    assert counted(file)["totals"]["sentences"] == 2
    assert counted(file, "--strict")["totals"]["sentences"] == 3
    assert counted(file, "--leave-sampling", "flagged")["totals"]["sentences"] == 1
    assert counted(file, file)["totals"]["sentences"] == 4


def test_a_team_s_rules_are_counted_too(tmp_path: Path) -> None:
    """And those without a hit are named."""
    rules = tmp_path / "rules.toml"
    rules.write_text('switch_off = ["human-error", "slip-as-cause", "only-human", "put-down-to-people"]\n')
    answer = counted("--rules", str(rules), lines_of(tmp_path / "x.jsonl", blame()))
    assert answer["rules"] == []
    assert "human-error" not in answer["without_hits"]
    assert answer["without_hits"]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"text": 3, "label": "ok"}', '{"text": "a"}', "[" * 9_999, '{"text": "\\ud800", "label": 1}']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With its number, and nothing is reported on half of a file."""
    path = tmp_path / "x.jsonl"
    path.write_text(f"{json.dumps(blame())}\n\n{line}\n", encoding="utf-8")
    out = io.StringIO()
    assert main(["report", str(path)], None, out) == 2
    assert out.getvalue() == ""
    assert f"{path}, line 3: this is no labelled sentence." in capsys.readouterr().err


def test_wrong_use_ends_with_two(tmp_path: Path) -> None:
    """No file, a missing file, bytes that are no text."""
    with pytest.raises(SystemExit) as ended:
        main(["report"], None, io.StringIO())
    assert ended.value.code == 2
    assert main(["report", str(tmp_path / "none.jsonl")], None, io.StringIO()) == 2
    (tmp_path / "x.jsonl").write_bytes(b"\xff\xff\n")
    assert main(["report", str(tmp_path / "x.jsonl")], None, io.StringIO()) == 2
