"""``debrief hints``: a team's tuning of hints goes into a file and comes back, without a server."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cli import main
from core.services.app import App
from core.services.hints import hint_rules, hint_thresholds
from core.services.lifecycle import close, open_app
from core.settings import Settings

Out = pytest.CaptureFixture[str]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The database that the command opens, too."""
    for name in ("DEBRIEF_DATABASE_URL", "DEBRIEF_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    opened = open_app(Settings(), example=False)
    yield opened
    close(opened)


def test_what_is_exported_is_imported_again(app: App, tmp_path: Path, capsys: Out) -> None:
    """Into a file, out of it, and what it did is said."""
    hint_rules.mute(app, "human-error", None)
    hint_thresholds.set_threshold(app, 0.8, None)
    path = tmp_path / "hints.json"
    assert main(["hints", "export", str(path)]) == 0
    assert capsys.readouterr().out == f"Written to {path}.\n"
    hint_rules.unmute(app, "human-error", None)
    hint_thresholds.set_threshold(app, None, None)
    assert main(["hints", "import", str(path)]) == 0
    assert capsys.readouterr().out == "In use now: 0 rules of your own, 1 silent rules, 1 thresholds.\n"
    team = hint_rules.team_rules(app)
    assert team.threshold == 0.8
    assert [rule.id for rule in team.rules if rule.silent] == ["human-error"]


def test_the_input_and_the_output_do_as_files(
    app: App, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``-`` for both, as a pipe uses it."""
    hint_thresholds.set_threshold(app, 0.8, None)
    assert main(["hints", "export", "-"]) == 0
    data = capfdbinary.readouterr().out
    assert json.loads(data)["threshold"] == 0.8
    hint_thresholds.set_threshold(app, None, None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["hints", "import", "-"]) == 0
    assert hint_rules.team_rules(app).threshold == 0.8


def test_a_bad_file_is_one_sentence_and_code_1(app: App, tmp_path: Path, capsys: Out) -> None:
    """And nothing has changed; a missing file and a wrong word are told as everywhere."""
    hint_thresholds.set_threshold(app, 0.8, None)
    path = tmp_path / "x.json"
    path.write_text('{"debrief_hints": 9}')
    assert main(["hints", "import", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("debrief: This file was written by a newer Debrief.")
    assert told.count("\n") == 1
    assert main(["hints", "import", str(tmp_path / "none.json")]) == 1
    assert hint_rules.team_rules(app).threshold == 0.8
    with pytest.raises(SystemExit) as ended:
        main(["hints", "burn", str(path)])
    assert ended.value.code == 2


def test_it_makes_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    """Where there is none there is nothing to tune."""
    monkeypatch.delenv("DEBRIEF_DATABASE_URL", raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "none"))
    assert main(["hints", "export", str(tmp_path / "x.json")]) == 1
    assert not (tmp_path / "none").exists()
    assert not (tmp_path / "x.json").exists()
    assert capsys.readouterr().err.startswith("debrief: ")
