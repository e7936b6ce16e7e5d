"""``python -m core.domain.blameless FILE.md``: hints with line and column, in three formats, with an exit status."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.domain.blameless import check
from core.domain.blameless.__main__ import main
from core.domain.blameless.command.files import MOST_BYTES
from core.domain.content.passages import passages
from core.domain.guide.finished_example import finished_example
from core.domain.guide.rewritten_example import badly_written
from core.domain.postmortem import Postmortem
from core.export.markdown.writer import to_markdown
from tests.support.every_field import META

ROOT = Path(__file__).resolve().parents[4]
REPORT = "# Checkout down\n\n## Root cause\n\nIt was *human error*.\n\n## Action items\n\n- Improve monitoring\n"


def run(*arguments: str, given: str = "") -> tuple[int, str]:
    out = io.StringIO()
    return main(arguments, io.StringIO(given), out), out.getvalue()


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.md"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.md"
    path.write_text("# Checkout down\n\nThe disk was full at 14:02.\n", encoding="utf-8")
    return str(path)


def test_each_hint_is_told_with_its_place_and_explains_itself(bad: str) -> None:
    """Two lines each: where, what, why, what to ask; then the clause and a rewrite."""
    status, said = run(bad)
    lines = said.splitlines()
    assert status == 1
    assert [line.split(": ")[0] for line in lines[::2]] == [f"{bad}:5:9", f"{bad}:9:3"]
    assert "“human error”" in lines[0]
    assert lines[0].endswith("[human-error]")
    assert lines[1].startswith("    because “It was human error”")
    assert lines[3].startswith("    because “Improve monitoring”")


def test_the_section_decides_which_rules_hold(tmp_path: Path) -> None:
    """What is vague as an action item is fine in a summary, as it is in the room."""
    path = tmp_path / "a.md"
    path.write_text("## Summary\n\nImprove monitoring\n", encoding="utf-8")
    assert run(str(path)) == (0, "")
    path.write_text("## Next steps\n\nImprove monitoring\n", encoding="utf-8")
    assert run(str(path))[0] == 1


def test_json_has_every_file_and_every_hint(bad: str, good: str) -> None:
    """With all that the card in the room shows."""
    status, said = run("--format", "json", good, bad)
    answer = json.loads(said)
    assert (status, answer["version"]) == (1, 1)
    assert [(file["path"], file["error"], len(file["hints"])) for file in answer["files"]] == [
        (good, None, 0),
        (bad, None, 2),
    ]
    hint = answer["files"][1]["hints"][0]
    assert {key: hint[key] for key in ("line", "column", "end_line", "end_column", "section", "words", "rule")} == {
        "line": 5,
        "column": 9,
        "end_line": 5,
        "end_column": 20,
        "section": "root_cause",
        "words": "human error",
        "rule": "human-error",
    }
    assert set(hint) >= {"category", "message", "question", "suggestions", "because"}


def test_github_shows_a_warning_at_the_line(bad: str) -> None:
    """Workflow commands, one a hint, each on one line whatever stands in it."""
    status, said = run("--format", "github", bad)
    first, second = said.splitlines()
    assert status == 1
    assert first.startswith(
        f"::warning file={bad},line=5,endLine=5,col=9,endColumn=20,title=Blameless%3A human-error::"
    )
    assert "%0Abecause “It was human error”" in first
    assert "line=9" in second


def test_a_name_cannot_forge_a_command(tmp_path: Path) -> None:
    """A file's name and its words are escaped: no second command, no further property, no terminal code."""
    folder = tmp_path / "a,b:c%"
    folder.mkdir()
    path = folder / "x\n::error::boo\x1b[31m.md"
    path.write_text("It was human error\u2028::error::boo", encoding="utf-8")
    said = run("--format", "github", str(path))[1]
    assert len(said.split("\n")) == 2
    assert "/a%2Cb%3Ac%25/x%0A%3A%3Aerror%3A%3Aboo" in said
    text = run(str(path))[1]
    assert "\x1b" not in text
    assert len(text.split("\n")) == 3


def test_the_exit_status_says_what_happened(bad: str, good: str, capsys: pytest.CaptureFixture[str]) -> None:
    """0 nothing found, 1 hints, 2 something that cannot be read; what can be read is told all the same."""
    assert run(good)[0] == 0
    assert run(good, bad)[0] == 1
    assert run("--exit-zero", bad)[0] == 0
    status, said = run(bad, f"{good}.none")
    assert (status, said.count("because")) == (2, 2)
    assert f"{good}.none: It cannot be read: No such file or directory." in capsys.readouterr().err
    for wrong in (["--format", "xml", good], ["--fail", good], ["--plain", good], ["--nonsense"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong, io.StringIO(), io.StringIO())
        assert ended.value.code == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe\x00", "It is no text in UTF-8. Save it as UTF-8."),
        (b"a" * (MOST_BYTES + 1), "It is larger than 2,000,000 bytes. Split it."),
    ],
)
def test_a_file_that_is_no_text_is_refused(
    tmp_path: Path, data: bytes, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With one sentence that names it."""
    path = tmp_path / "x.md"
    path.write_bytes(data)
    assert run(str(path))[0] == 2
    assert f"{path}: {sentence}" in capsys.readouterr().err
    assert run(str(tmp_path))[0] == 2


def test_standard_input_is_a_file_too(bad: str) -> None:
    """``-``, as filters use it; a mark at its beginning is no letter."""
    assert run("-", given=REPORT)[1].startswith("-:5:9: ")
    assert run("-", given="\ufeffhuman error")[1].startswith("-:1:1: ")
    assert run(bad, "-", given=REPORT)[1].count("because") == 4


def test_people_and_rules_of_a_team_count(tmp_path: Path) -> None:
    """A name in small letters is known by ``--person``, a rule of the team by ``--rules``."""
    path, rules = tmp_path / "a.md", tmp_path / "rules.toml"
    path.write_text("because of zoltan the build broke.\n", encoding="utf-8")
    assert run("--person", "Zoltan Szabo", str(path))[0] == 1
    path.write_text("It was human error.\n", encoding="utf-8")
    rules.write_text('switch_off = ["human-error"]\n')
    assert run("--rules", str(rules), str(path))[0] == 0
    rules.write_text("nonsense")
    assert run("--rules", str(rules), str(path)) == (2, "")


def test_the_tuning_that_a_team_exported_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its rules, its mutes and its thresholds, for files and for lines; a bad file ends with 2 and a sentence."""
    path, team = tmp_path / "a.md", tmp_path / "team.json"
    path.write_text("It was human error. Somebody forgot the flag.\n", encoding="utf-8")

    def rules(**tuned: Any) -> list[str]:
        team.write_text(json.dumps({"debrief_hints": 1, **tuned}), encoding="utf-8")
        answer = json.loads(run("--format", "json", "--team", str(team), str(path))[1])
        return [hint["rule"] for hint in answer["files"][0]["hints"]]

    shown = rules()
    assert "human-error" in shown
    assert set(rules(threshold=0.3)) >= set(shown)
    assert rules(threshold=0.999) == []
    assert "human-error" not in rules(tuning={"human-error": {"threshold": 0.999}})
    assert "human-error" not in rules(tuning={"human-error": {"silent": "off"}})
    assert "human-error" not in rules(rules='switch_off = ["human-error"]')
    team.write_text('{"debrief_hints": 1, "threshold": 0.999}')
    line = json.dumps({"text": "It was human error."})
    assert json.loads(run("--team", str(team), given=line)[1]) == {"flagged": False, "spans": []}
    team.write_text("{}")
    assert run("--team", str(team), str(path)) == (2, "")
    assert "This file holds no tuning of hints." in capsys.readouterr().err
    assert run("--team", str(tmp_path / "none.json"), str(path))[0] == 2


def test_another_language_gets_no_hints(tmp_path: Path) -> None:
    """Also its short lines, which do not tell by themselves."""
    path = tmp_path / "de.md"
    german = "Wir haben den Alarm nicht gesehen, weil er im falschen Kanal war."
    path.write_text(f"# Ursache\n\n{german}\n\n- human error\n", encoding="utf-8")
    assert run(str(path)) == (0, "")


@pytest.mark.parametrize("written", [finished_example, badly_written])
def test_an_export_of_debrief_gets_the_hints_of_the_room(tmp_path: Path, written: Any) -> None:
    """The same rules at the same words, although the file has headings, tables and labels; and those of the title."""
    pm: Postmortem = written()
    path = tmp_path / "export.md"
    path.write_text(to_markdown(pm, META), encoding="utf-8")
    answer = json.loads(run("--format", "json", str(path))[1])
    in_file = sorted((hint["rule"], hint["words"]) for hint in answer["files"][0]["hints"])
    in_room = sorted(
        (hint.rule, " ".join(text[hint.start : hint.end].split()))
        for text, section in [(pm.title, None), *((passage.text, passage.section) for passage in passages(pm))]
        for hint in check(text, section)
    )
    assert in_file == in_room
    lines = path.read_text(encoding="utf-8").split("\n")
    for hint in answer["files"][0]["hints"]:
        assert hint["words"].split()[0] in lines[hint["line"] - 1][hint["column"] - 1 :]


def test_it_runs_as_a_module_without_the_server(bad: str) -> None:
    """With pydantic and markdown-it-py alone, from any folder, as hooks and checks call it."""
    code = (
        "import sys, runpy\n"
        "sys.argv = ['hints', sys.argv[1]]\n"
        "try: runpy.run_module('core.domain.blameless', run_name='__main__')\n"
        "except SystemExit as end: status = end.code\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(status, sorted(loaded & {'streamlit', 'starlette', 'sqlalchemy', 'pycrdt', 'numpy', 'markdown'}))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, bad], capture_output=True, encoding="utf-8", cwd=Path(bad).parent, env=env
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "1 []"
    assert re.search(r":5:9: ", done.stdout)


@pytest.fixture
def strict(tmp_path: Path) -> str:
    """A team for which hardly anything is sure enough."""
    path = tmp_path / "team.json"
    path.write_text(json.dumps({"debrief_hints": 1, "rules": "", "threshold": 0.999, "tuning": {}}), encoding="utf-8")
    return str(path)


def test_a_closer_look_tells_what_is_not_sure_and_stops_nothing(bad: str, strict: str) -> None:
    """Each says so in every format, and the exit status is that of the sure ones: nothing found."""
    assert run(bad, "--team", strict) == (0, "")
    status, text = run(bad, "--team", strict, "--closer")
    assert status == 0
    assert "“human error” (unsure): " in text
    status, github = run(bad, "--team", strict, "--closer", "--format", "github")
    assert status == 0
    assert [line.split()[0] for line in github.splitlines()] == ["::notice", "::notice"]
    found = json.loads(run(bad, "--team", strict, "--closer", "--format", "json")[1])["files"][0]["hints"]
    assert [hint["sure"] for hint in found] == [False, False]
    assert run(bad, "--closer")[0] == 1


def test_a_closer_look_at_lines_flags_none(strict: str) -> None:
    """The spans are there for who wants them."""
    status, out = run("--team", strict, "--closer", "--fail", given=json.dumps({"text": "It was human error."}))
    answer = json.loads(out)
    assert (status, answer["flagged"], [span["sure"] for span in answer["spans"]]) == (0, False, [False])
    status, out = run("--team", strict, "--closer", "--fail", "--plain", given="It was human error.")
    assert status == 0
    assert out.startswith("“human error” (unsure): ")
