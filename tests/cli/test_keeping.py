"""`debrief backup` and `debrief restore`: what an operator types and is told."""

import json
import stat
from pathlib import Path

import pytest

from core.cli import main

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One Debrief in a folder of its own, as DEBRIEF_DATA says."""
    for name in ("DEBRIEF_DATABASE_URL", "DEBRIEF_URL", "DEBRIEF_PORT", "DEBRIEF_ACCESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: Out, *words: str) -> str:
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def fails(capsys: Out, *words: str) -> str:
    """One sentence, and the code that scripts see."""
    assert main(words) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("debrief: ")
    return said.err


def test_one_command_each(capsys: Out, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a file, and from it into an empty place: the same list."""
    made = json.loads(run(capsys, "new", "Disk full", "--json"))
    before = run(capsys, "list", "--json")
    said = run(capsys, "backup", "all.debrief")
    assert "2 postmortems in all.debrief" in said
    assert "as you keep a password" in said
    assert stat.S_IMODE((here / "all.debrief").stat().st_mode) == 0o600

    monkeypatch.setenv("DEBRIEF_DATA", str(here / "new"))
    said = run(capsys, "restore", "all.debrief")
    assert said.startswith("2 postmortems restored, as of 20")
    assert run(capsys, "list", "--json") == before
    assert made["id"] in before


def test_what_is_there_is_thrown_away_only_when_asked(capsys: Out, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    """The sentence names the word to say."""
    run(capsys, "new", "Disk full")
    run(capsys, "backup", "all.debrief")
    monkeypatch.setenv("DEBRIEF_DATA", str(here / "new"))
    run(capsys, "new", "Something else")
    assert "--replace" in fails(capsys, "restore", "all.debrief")
    assert "Something else" in run(capsys, "list")
    run(capsys, "restore", "--replace", "all.debrief")
    said = run(capsys, "list")
    assert "Disk full" in said
    assert "Something else" not in said


def test_what_does_not_work_is_one_sentence(capsys: Out, here: Path) -> None:
    """A place that is not there, a file of something else, nothing to back up."""
    assert "Start Debrief once" in fails(capsys, "backup", "all.debrief")
    assert not (here / "data").exists()
    run(capsys, "new", "Disk full")
    assert "nowhere" in fails(capsys, "backup", str(here / "nowhere" / "all.debrief"))
    assert "missing.debrief" in fails(capsys, "restore", "missing.debrief")
    (here / "notes.txt").write_text("not a backup")
    assert "no backup of Debrief" in fails(capsys, "restore", "notes.txt")


def test_help_names_both(capsys: Out) -> None:
    """Nobody has to read the source."""
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert "backup" in said
    assert "restore" in said
