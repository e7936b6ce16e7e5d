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


def run(capsys: Out, *text: str) -> str:
    assert main(text) == 0
    message = capsys.readouterr()
    assert message.err == ""
    return message.out


def fails(capsys: Out, *text: str) -> str:
    """One sentence, and the code that scripts see."""
    assert main(text) == 1
    message = capsys.readouterr()
    assert (message.out, message.err.count("\n")) == ("", 1)
    assert message.err.startswith("debrief: ")
    return message.err


def test_one_command_each(capsys: Out, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a file, and from it into an empty place: the same list."""
    made = json.loads(run(capsys, "new", "Disk full", "--json"))
    before = run(capsys, "list", "--json")
    message = run(capsys, "backup", "all.debrief")
    assert f"2 postmortems in {here / 'all.debrief'}" in message
    assert "as you keep a password" in message
    assert stat.S_IMODE((here / "all.debrief").stat().st_mode) == 0o600

    monkeypatch.setenv("DEBRIEF_DATA", str(here / "new"))
    message = run(capsys, "restore", "all.debrief")
    assert message.startswith("2 postmortems restored, as of 20")
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
    message = run(capsys, "list")
    assert "Disk full" in message
    assert "Something else" not in message


def test_what_does_not_work_is_one_sentence(capsys: Out, here: Path) -> None:
    """A place that is not there, a file of something else, nothing to back up."""
    assert f"no Debrief database at {here / 'data' / 'debrief.db'}" in fails(capsys, "backup", "all.debrief")
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
    message = capsys.readouterr().out
    assert "backup" in message
    assert "restore" in message


def test_a_folder_keeps_the_newest(capsys: Out, here: Path) -> None:
    """For cron: what was made, that it was tried, how many are there, and which one went."""
    run(capsys, "new", "Disk full")
    (here / "kept").mkdir()
    (here / "kept" / "debrief-20200101T000000Z.debrief").write_text("an old one")
    message = run(capsys, "backup", "--keep", "1", "kept")
    assert "2 postmortems in " in message
    assert "Verified: restored for a try, all " in message
    assert "removed: debrief-20200101T000000Z.debrief" in message
    assert len(list((here / "kept").iterdir())) == 1


def test_without_a_folder_they_lie_beside_the_data(capsys: Out, here: Path) -> None:
    """As the unit for systemd calls it."""
    run(capsys, "new", "Disk full")
    run(capsys, "backup", "--keep", "14")
    (made,) = (here / "data" / "backups").iterdir()
    message = run(capsys, "backup", "--verify", str(made))
    assert message.startswith("2 postmortems, as of 20")
    assert "Verified" in message


def test_a_backup_that_is_not_good_ends_with_one(capsys: Out, here: Path) -> None:
    """What cron and systemd see. Nothing is written by a try."""
    run(capsys, "new", "Disk full")
    run(capsys, "backup", "all.debrief")
    whole = (here / "all.debrief").read_bytes()
    (here / "half.debrief").write_bytes(whole[: len(whole) // 2])
    before = sorted(here.rglob("*"))
    assert "no backup" in fails(capsys, "backup", "--verify", "half.debrief")
    assert "missing.debrief" in fails(capsys, "backup", "--verify", "missing.debrief")
    assert sorted(here.rglob("*")) == before


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["backup"], "debrief backup FILE"),
        (["backup", "--verify"], "--verify FILE"),
        (["backup", "--verify", "--keep", "3", "x"], "--verify FILE"),
        (["backup", "--keep", "0"], "at least one"),
        (["backup", "."], "is a folder"),
        (["backup", "--keep", "3", "notes.txt"], "is a file"),
    ],
)
def test_what_does_not_fit_together_is_one_sentence(capsys: Out, here: Path, texts: list[str], says: str) -> None:
    """With what to type instead."""
    run(capsys, "new", "Disk full")
    (here / "notes.txt").write_text("x")
    assert says in fails(capsys, *texts)
