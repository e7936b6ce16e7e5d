"""``debrief import`` of old reports: files, folders and archives; a line or an object for each."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from core.cli import main
from core.services import postmortems
from core.services.lifecycle import close, open_app
from core.settings import Settings

Out = pytest.CaptureFixture[str]
TEXT = """# Mail late on 2024-02-05

## Timeline (UTC)

- 10:00 Queue grows
- 11:00 Resolved

## Action items

- [x] Larger queue (@mara)
"""
KEYS = {
    *("file", "id", "title", "date", "severity", "started", "detected", "resolved", "timeline", "root_cause"),
    *("actions", "other_words", "marks"),
}


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DEBRIEF_DATABASE_URL", "DEBRIEF_URL", "DEBRIEF_PORT", "DEBRIEF_ACCESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, a picture, a README, something hidden, and a link out of it."""
    made = tmp_path / "old"
    (made / "sub").mkdir(parents=True)
    (made / "mail.md").write_text(TEXT)
    (made / "sub" / "disk.txt").write_text("Disk full on 2023-01-01\n\nRoot cause\n\nExports.\n")
    (made / "graph.png").write_bytes(b"\x89PNG")
    (made / "README.md").write_text("# All reports")
    (made / ".hidden.md").write_text("# No")
    (tmp_path / "secret.md").write_text("# Secret")
    (made / "link.md").symlink_to(tmp_path / "secret.md")
    return made


def run(capsys: Out, *given: str, code: int = 0) -> str:
    assert main(["import", *given]) == code
    message = capsys.readouterr()
    assert message.err == ""
    return message.out


def titles(data: Path) -> list[str]:
    app = open_app(Settings(data=data), example=False)
    try:
        return sorted(row.card.title for row in postmortems.archive(app).rows if not row.card.example)
    finally:
        close(app)


def test_a_folder_comes_in_and_each_file_is_told(capsys: Out, folder: Path, own_database: Path) -> None:
    """What is no report has its sentence, and stops nothing."""
    found = {Path(one["file"]).name: one for one in json.loads(run(capsys, str(folder), "--json"))}
    assert all(KEYS.issubset(one) for one in found.values())
    assert set(found) == {"mail.md", "disk.txt", "graph.png", "README.md", "link.md"}
    mail = found["mail.md"]
    assert (mail["title"], mail["date"], mail["started"]) == (
        "Mail late on 2024-02-05",
        "2024-02-05",
        "2024-02-05T10:00:00+00:00",
    )
    assert mail["actions"] == [
        {"text": "Larger queue (@mara)", "owner": "@mara", "due": None, "link": None, "done": True, "given_up": None}
    ]
    assert [row["text"] for row in mail["timeline"]] == ["Queue grows", "Resolved"]
    assert "not followed" in found["link.md"]["marks"][0]
    assert titles(own_database) == ["Disk full on 2023-01-01", "Mail late on 2024-02-05"]


def test_twice_makes_no_doubles(capsys: Out, folder: Path, own_database: Path) -> None:
    """The second time each says that it is there, with the same id."""
    first = json.loads(run(capsys, str(folder), "--json"))
    again = json.loads(run(capsys, str(folder), "--json"))
    assert [one["id"] for one in first] == [one["id"] for one in again]
    assert {one["status"] for one in again} == {"there", "refused"}
    assert len(titles(own_database)) == 2


def test_a_dry_run_stores_nothing_and_makes_no_database(capsys: Out, folder: Path, own_database: Path) -> None:
    """It says the same about each file, without an id."""
    found = json.loads(run(capsys, str(folder), "--dry-run", "--json"))
    assert [one["id"] for one in found] == [None] * 5
    assert not own_database.exists()


def test_an_archive_and_a_file_together(capsys: Out, tmp_path: Path, own_database: Path) -> None:
    """Without --json there is a line for people."""
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        archive.writestr("a/mail.md", TEXT)
    (tmp_path / "two.md").write_text("# Two\n\n## Root cause\n\nNobody knows.\n")
    text = run(capsys, "old.zip", "two.md", "--zone", "Europe/Berlin")
    assert "old.zip/a/mail.md: 2 rows, 1 actions" in text
    assert text.endswith("2 came in, 0 there before, 0 not read.\n")
    assert titles(own_database) == ["Mail late on 2024-02-05", "Two"]


def test_killed_half_way_it_leaves_whole_postmortems_and_goes_on_later(
    capsys: Out, tmp_path: Path, own_database: Path
) -> None:
    """By the system, without a chance to tidy up; the second start brings in the rest and no double."""
    close(open_app(Settings(data=own_database), example=False))
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.md").write_text(TEXT.replace("Mail late", f"Mail {number} late"))
    command = [sys.executable, "-m", "core.cli", "import", str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, env={**os.environ}) as running:
        assert running.stdout is not None
        for _ in range(9):
            running.stdout.readline()
        running.kill()
    before = len(titles(own_database))
    assert 0 < before < 60
    assert main(["doctor"]) == 0
    assert "Everything can be read." in capsys.readouterr().out
    run(capsys, str(folder))
    assert main(["list", "--json"]) == 0
    assert sum(not row["example"] for row in json.loads(capsys.readouterr().out)) == 60


def test_when_nothing_can_be_read_the_exit_code_says_so(capsys: Out, tmp_path: Path) -> None:
    """For scripts."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert "Export this document" in run(capsys, "a.pdf", code=1)


@pytest.mark.parametrize("given", [("nowhere",), ("old", "--zone", "Nowhere/City"), ("a.json", "--dry-run")])
def test_a_mistake_is_told_before_anything_is_stored(capsys: Out, folder: Path, given: tuple[str, ...]) -> None:
    """A path that is not there, a zone that is none, a dry run of an export."""
    assert main(["import", *given]) == 1
    assert capsys.readouterr().err.startswith("debrief: ")
