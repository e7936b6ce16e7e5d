"""``debrief timeline``: files and pipes become rows, printed or added, and nothing is guessed in silence."""

import io
import json
import sys
from pathlib import Path

import pytest

from core.cli import main
from core.cli.timeline import LARGEST, text_of
from core.services import postmortems
from core.services.exchange import exports
from core.services.lifecycle import close, open_app

Out = pytest.CaptureFixture[str]
CHAT = "gwen  10:02 AM\nmail is late\nola  10:20 AM\nworker added\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DEBRIEF_DATABASE_URL", "DEBRIEF_URL", "DEBRIEF_PORT", "DEBRIEF_ACCESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: Out, *text: str) -> str:
    assert main(("timeline", *text)) == 0
    message = capsys.readouterr()
    assert message.err == ""
    return message.out


def refused(capsys: Out, *text: str) -> str:
    assert main(("timeline", *text)) == 1
    message = capsys.readouterr()
    assert message.out == ""
    return message.err


def test_a_file_is_printed_as_rows(capsys: Out, own_folder: Path) -> None:
    """One line a row with its instant, then what is no row with its number; no database is made."""
    (own_folder / "chat.txt").write_text(CHAT + "\n\n", encoding="utf-8")
    printed = run(capsys, "chat.txt", "--zone", "Europe/Berlin", "--reference", "2026-11-02")
    assert printed.splitlines() == [
        "2026-11-02T10:02:00+01:00  gwen: mail is late",
        "2026-11-02T10:20:00+01:00  ola: worker added",
    ]
    assert not (own_folder / "data").exists()


def test_a_pipe_is_read_and_json_holds_what_is_doubtful(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows, alternatives, what is asked, and the lines that are none."""
    text = "~10:02-10:20 IST mail late\nno time here\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    found = json.loads(run(capsys, "-", "--zone", "UTC", "--reference", "2026-11-02", "--json"))
    (row,) = found["rows"]
    assert row == {
        "at": "2026-11-02T10:02:00+05:30",
        "who": "",
        "text": "mail late",
        "line": 1,
        "until": "2026-11-02T10:20:00+05:30",
        "approx": True,
        "ask": "IST is the name of several zones",
        "note": "(until 10:20; time approximate; check the time: IST is the name of several zones)",
        "alternatives": ["2026-11-02T10:02:00+01:00", "2026-11-02T10:02:00+02:00"],
    }
    assert found["unparsed"] == ["no time here"]
    assert found["unparsed_lines"] == [{"line": 2, "text": "no time here"}]
    assert [question["key"] for question in found["questions"]] == ["zone IST"]


def test_yesterday_and_t_plus_count_from_what_is_said(capsys: Out, own_folder: Path) -> None:
    """A moment without an offset is meant in the zone."""
    (own_folder / "chat.txt").write_text("Yesterday at 10:02 - mail late\nT+5m - worker added\n", encoding="utf-8")
    words = ("--zone", "Europe/Berlin", "--pasted-at", "2026-11-03T09:00", "--t0", "2026-11-02T09:00Z", "--json")
    found = json.loads(run(capsys, "chat.txt", *words))
    assert [row["at"] for row in found["rows"]] == ["2026-11-02T10:02:00+01:00", "2026-11-02T10:05:00+01:00"]


def test_rows_are_added_to_a_postmortem(capsys: Out, own_folder: Path) -> None:
    """Behind those that are there, with people and kinds; the zone and the day are the postmortem's own."""
    app = open_app(example=False)
    pm_id = postmortems.create(app, "Mail is late", zone="Europe/Berlin")
    close(app)
    (own_folder / "chat.txt").write_text("2026-11-02 10:02 Alert: mail late\n10:20 worker added\n", encoding="utf-8")
    assert "Rows added: 2" in run(capsys, "chat.txt", "--add", pm_id)
    found = json.loads(run(capsys, "chat.txt", "--add", pm_id, "--json"))
    assert found["added"] == 2
    app = open_app(example=False)
    exported = json.loads(exports.export(app, pm_id, "json").data)
    close(app)
    rows = exported["postmortem"]["timeline"] if "postmortem" in exported else exported["timeline"]
    assert [(row["at"], row["text"]) for row in rows] == [
        ("2026-11-02T09:02:00Z", "Alert: mail late"),
        ("2026-11-02T09:20:00Z", "worker added"),
    ] * 2 or sorted(row["text"] for row in rows) == ["Alert: mail late"] * 2 + ["worker added"] * 2
    assert {row["kind"] for row in rows} == {"detected", "other"}


def test_what_cannot_be_used_is_one_sentence(capsys: Out, own_folder: Path) -> None:
    """A file that is not there, a zone, a day, a postmortem that nobody knows."""
    (own_folder / "chat.txt").write_text(CHAT, encoding="utf-8")
    close(open_app(example=False))
    assert "missing.txt" in refused(capsys, "missing.txt")
    assert "time zone" in refused(capsys, "chat.txt", "--zone", "Mars")
    assert "no day" in refused(capsys, "chat.txt", "--reference", "02.11.2026")
    assert "--t0" in refused(capsys, "chat.txt", "--t0", "noon")
    assert "debrief list" in refused(capsys, "chat.txt", "--add", "nothing")


def test_a_file_that_is_too_large_is_refused(capsys: Out, own_folder: Path) -> None:
    """Before it is read to its end."""
    (own_folder / "log.txt").write_bytes(b"a" * (LARGEST + 1))
    assert "8 MB" in refused(capsys, "log.txt")


def test_too_many_rows_are_not_added(capsys: Out, own_folder: Path) -> None:
    """None of them is, then."""
    app = open_app(example=False)
    pm_id = postmortems.create(app, "Mail is late")
    close(app)
    (own_folder / "log.txt").write_text("".join(f"10:{i % 60:02} row {i}\n" for i in range(501)), encoding="utf-8")
    assert "500 rows" in refused(capsys, "log.txt", "--add", pm_id)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_spreadsheets_are_read_in_their_encoding(encoding: str) -> None:
    """What Excel saves as CSV, and as Unicode text."""
    assert text_of("10:02 Störung".encode(encoding)) == "10:02 Störung"
