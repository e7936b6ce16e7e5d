"""``python -m core.domain.blameless``: JSON lines in, JSON lines out."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.domain.blameless.__main__ import main


def run(*lines: str, arguments: tuple[str, ...] = ()) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    status = main(arguments, io.StringIO("\n".join(lines)), out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_gets_its_answer_in_order() -> None:
    """With the words, the category and a kind sentence."""
    status, answers = run(
        json.dumps({"text": "All quiet.", "section": "summary"}),
        "",
        json.dumps({"text": "😀 Root cause: human error.", "section": "root_cause", "people": []}),
    )
    assert status == 0
    assert [answer["flagged"] for answer in answers] == [False, True]
    (span,) = answers[1]["spans"]
    assert (span["start"], span["end"], span["category"]) == (14, 25, "human_error")
    assert span["message"]
    assert span["suggestions"]


@pytest.mark.parametrize(
    "line", ["{", "3", '{"section": "x"}', '{"text": 3}', '{"text": "a", "people": "Ana"}', "[" * 9999]
)
def test_a_bad_line_says_what_is_wrong(line: str) -> None:
    """And the lines after it are still answered."""
    status, answers = run(line, json.dumps({"text": "Human error.", "section": None}))
    assert status == 2
    assert "error" in answers[0]
    assert answers[1]["flagged"]


def test_a_commit_hook_can_fail() -> None:
    """With ``--fail`` a flagged line ends with status 1, a clean one with 0."""
    assert run(json.dumps({"text": "Human error."}), arguments=("--fail",))[0] == 1
    assert run(json.dumps({"text": "The lease was 90 s."}), arguments=("--fail",))[0] == 0


def test_a_teams_rules_join_in(tmp_path: Path) -> None:
    """And a bad or missing file is said in one line."""
    rules = tmp_path / "rules.toml"
    rules.write_text(
        'switch_off = ["human-error", "slip-as-cause", "only-human", "put-down-to-people"]\n', encoding="utf-8"
    )
    assert run(json.dumps({"text": "Human error."}), arguments=("--rules", str(rules)))[1] == [
        {"flagged": False, "spans": []}
    ]
    rules.write_text("nonsense", encoding="utf-8")
    status, answers = run("", arguments=("--rules", str(rules)))
    assert (status, "line 1" in answers[0]["error"]) == (2, True)
    assert run("", arguments=("--rules", str(tmp_path / "none.toml")))[0] == 2


def test_it_runs_as_a_module() -> None:
    """As a commit hook calls it."""
    done = subprocess.run(
        [sys.executable, "-m", "core.domain.blameless"],
        input=json.dumps({"text": "Bad deploy by Ana 😀", "section": "root_cause"}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).resolve().parents[4],
    )
    assert json.loads(done.stdout)["flagged"]
