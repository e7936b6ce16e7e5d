"""The command line: what a bot and an operator can rely on, and what they are told when it does not work."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli import main
from core.domain.permissions import Role
from core.export.pdf.typeset import fonts
from core.export.pdf.typeset.scripts import SCRIPTS
from core.services import access, postmortems
from core.services.app import App
from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.support.apps import newcomer

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a folder of its own, as DEBRIEF_DATA says."""
    for name in ("DEBRIEF_DATABASE_URL", "DEBRIEF_URL", "DEBRIEF_PORT", "DEBRIEF_ACCESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture
def database(own_database: Path) -> Path:
    """There is a database with the example, as after the first start of the server."""
    close(open_app(Settings(data=own_database)))
    return own_database


@pytest.fixture
def app(own_database: Path) -> App:
    opened = open_app(Settings(data=own_database), example=False)
    return opened


def run(capsys: Out, *text: str) -> str:
    """The output of a command that works."""
    assert main(text) == 0
    message = capsys.readouterr()
    assert message.err == ""
    return message.out


def fails(capsys: Out, *text: str) -> str:
    """The one sentence of a command that does not."""
    assert main(text) == 1
    message = capsys.readouterr()
    assert message.out == ""
    assert message.err.startswith("debrief: ")
    assert message.err.count("\n") == 1
    assert "Traceback" not in message.err
    return message.err


def test_new_prints_links_that_let_a_stranger_in(capsys: Out, app: App) -> None:
    """A chat bot opens the room and posts the links; they work in a browser with no cookie."""
    made = json.loads(run(capsys, "new", "Disk full", "--severity", "p1", "--json"))
    assert set(made) == {"id", "code", "links"}
    roles = {"facilitator": Role.FACILITATOR, "join": Role.PARTICIPANT, "present": Role.VIEWER, "summary": Role.VIEWER}
    assert set(made["links"]) == set(roles)
    for name, role in roles.items():
        address, fragment = made["links"][name].split("#")
        assert address == "http://localhost:8501/live/enter"
        messages = dict(part.split("=") for part in fragment.split("&"))
        entered = access.enter_link(app, newcomer(app), messages["m"], messages["r"], messages["t"])
        assert entered.member is not None
        assert (entered.member.role, entered.postmortem_id) == (role, made["id"])
    assert access.enter_code(app, newcomer(app), "::1", made["code"]).postmortem_id == made["id"]
    close(app)


def test_new_takes_severity_start_and_zone(capsys: Out, app: App) -> None:
    """What the alert knows is in the postmortem; a time without an offset is meant in the zone."""
    texts = ("new", "Disk full", "--severity", "P2", "--started", "2026-11-23T03:14", "--zone", "Europe/Berlin")
    printed = run(capsys, *texts)
    assert [line.split()[0] for line in printed.splitlines()] == [
        "id",
        "code",
        "facilitator",
        "join",
        "present",
        "summary",
    ]
    postmortem = postmortems.summary(app, printed.split()[1]).postmortem
    assert (postmortem.severity, postmortem.zone) == ("P2", "Europe/Berlin")
    assert postmortem.timeline[0].at is not None
    assert postmortem.timeline[0].at.isoformat() == "2026-11-23T02:14:00+00:00"
    close(app)


@pytest.mark.usefixtures("database")
def test_links_begin_with_the_address_that_was_set(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy the team's own address, otherwise this computer's with the port."""
    monkeypatch.setenv("DEBRIEF_PORT", "9000")
    assert "http://localhost:9000/live/enter#k=" in run(capsys, "key")
    monkeypatch.setenv("DEBRIEF_URL", "https://debrief.example.org/")
    assert run(capsys, "key").startswith("https://debrief.example.org/live/enter#k=")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (("new", ""), "title"),
        (("new", "x" * 121), "120"),
        (("new", "x", "--started", "yesterday"), "2026-11-23T03:14+01:00"),
        (("new", "x", "--zone", "Mars/Olympus"), "Europe/Berlin"),
        (("new", "x", "--started", "2026-11-23T03:14", "--zone", "Mars/Olympus"), "Europe/Berlin"),
        (("export", "nothing"), "no postmortem nothing"),
        (("export", "nothing", "--format", "exe"), "pdf, docx, md, html, csv, todo.ics, ics, json, slack"),
        (("import", "nothing.json"), "nothing.json"),
    ],
)
def test_what_does_not_work_is_one_sentence(capsys: Out, texts: tuple[str, ...], sentence: str) -> None:
    """On the standard error, with a code that scripts can see."""
    assert sentence in fails(capsys, *texts)


@pytest.mark.parametrize("texts", [(), ("fly",), ("new",), ("new", "x", "--severity", "P9"), ("export",)])
def test_a_command_that_is_none_shows_how_it_is_used(capsys: Out, texts: tuple[str, ...]) -> None:
    """The usage, and code 2."""
    with pytest.raises(SystemExit) as ending:
        main(texts)
    assert ending.value.code == 2
    assert "usage: debrief" in capsys.readouterr().err


def test_help_names_every_command(capsys: Out) -> None:
    """Nobody has to read the source."""
    with pytest.raises(SystemExit) as ending:
        main(["--help"])
    assert ending.value.code == 0
    message = capsys.readouterr().out
    assert all(verb in message for verb in ("new", "list", "demo", "export", "import", "doctor", "key"))


def test_the_example_is_there_once_and_demo_makes_it_again(capsys: Out, own_database: Path) -> None:
    """On a fresh database demo makes one, not two."""
    assert "/summary?pm=" in run(capsys, "demo")
    (only,) = json.loads(run(capsys, "list", "--json"))
    assert only["example"]
    assert (only["severity"], only["status"]) == ("P1", "finished")
    app = open_app(Settings(data=own_database))
    postmortems.trash(app, only["id"], None)
    close(app)
    run(capsys, "demo")
    (again,) = json.loads(run(capsys, "list", "--json"))
    assert again["id"] != only["id"]


def test_list_shows_the_newest_incident_first(capsys: Out) -> None:
    """One line each, for people; an odd title stays one line."""
    run(capsys, "new", "Older", "--started", "2026-11-20T00:00Z")
    run(capsys, "new", "Newer 😀", "--started", "2026-11-22T00:00Z", "--severity", "P3")
    lines = run(capsys, "list").splitlines()
    assert [line.split(maxsplit=3)[1:] for line in lines[:2]] == [["P3", "lobby", "Newer 😀"], ["--", "lobby", "Older"]]


def test_more_than_a_page_is_listed_whole(capsys: Out, app: App) -> None:
    """A script that lists sees everything."""
    for number in range(53):
        postmortems.create(app, f"Incident {number}")
    close(app)
    titles = [card["title"] for card in json.loads(run(capsys, "list", "--json"))]
    assert {f"Incident {number}" for number in range(53)} <= set(titles)


def test_export_and_import_give_an_equal_postmortem(capsys: Out, tmp_path: Path) -> None:
    """Through a file and back."""
    run(capsys, "demo")
    (example,) = json.loads(run(capsys, "list", "--json"))
    file = tmp_path / "example.json"
    assert "Written to" in run(capsys, "export", example["id"], "--format", "JSON", "-o", str(file))
    made = json.loads(run(capsys, "import", str(file), "--json"))
    run(capsys, "export", made["id"], "--format", "json", "-o", str(tmp_path / "again.json"))
    item, other = (json.loads((tmp_path / name).read_bytes()) for name in ("example.json", "again.json"))
    assert item["postmortem"] == other["postmortem"]
    assert item["schema_version"] == 1


@pytest.mark.parametrize(("fmt", "begins"), [("md", "# "), ("html", "<!doctype html>"), ("json", "{")])
def test_export_without_a_file_goes_to_the_output(
    capsysbinary: pytest.CaptureFixture[bytes], fmt: str, begins: str
) -> None:
    """For pipes."""
    assert main(["demo"]) == 0
    pm_id = capsysbinary.readouterr().out.decode().strip().rsplit("=", 1)[1]
    assert main(["export", pm_id, "--format", fmt]) == 0
    assert capsysbinary.readouterr().out.decode().lower().startswith(begins)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("fmt", "begins"),
    [
        ("pdf", b"%PDF-"),
        ("docx", b"PK"),
        ("Word", b"PK"),
        ("csv", b"\xef\xbb\xbf"),
        ("todo", b"BEGIN:VCALENDAR"),
        ("todo.ics", b"BEGIN:VCALENDAR"),
        ("slack", b"*Postmortem*"),
    ],
)
def test_every_format_can_be_written_into_a_file(capsys: Out, tmp_path: Path, fmt: str, begins: bytes) -> None:
    """Also under the name that people type instead."""
    (example,) = json.loads(run(capsys, "list", "--json"))
    run(capsys, "export", example["id"], "--format", fmt, "-o", str(tmp_path / "x"))
    assert (tmp_path / "x").read_bytes().startswith(begins)


@pytest.mark.usefixtures("database")
def test_a_message_links_to_where_the_team_finds_it(
    capsys: Out, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the address that was set, and to none without one."""
    (example,) = json.loads(run(capsys, "list", "--json"))
    run(capsys, "export", example["id"], "--format", "slack", "-o", str(tmp_path / "x"))
    assert "http" not in (tmp_path / "x").read_text()
    monkeypatch.setenv("DEBRIEF_URL", "https://debrief.example.org")
    run(capsys, "export", example["id"], "--format", "slack", "-o", str(tmp_path / "x"))
    assert f"https://debrief.example.org/summary?pm={example['id']}" in (tmp_path / "x").read_text()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_a_terminal_is_spared_what_it_cannot_show(capsys: Out, monkeypatch: pytest.MonkeyPatch, fmt: str) -> None:
    """A sentence that says how, instead of bells and boxes."""
    (example,) = json.loads(run(capsys, "list", "--json"))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "-o FILE" in fails(capsys, "export", example["id"], "--format", fmt)


def test_export_into_a_place_that_cannot_be_written_says_so(capsys: Out, tmp_path: Path) -> None:
    """With the name of the place."""
    pm_id = run(capsys, "demo").strip().rsplit("=", 1)[1]
    assert str(tmp_path / "no" / "x.md") in fails(capsys, "export", pm_id, "-o", str(tmp_path / "no" / "x.md"))


def test_import_of_a_file_that_is_none_of_ours(capsys: Out, tmp_path: Path) -> None:
    """Nothing is made, and the sentence says what to bring."""
    (tmp_path / "x.json").write_text("{}")
    fails(capsys, "import", str(tmp_path / "x.json"))


def test_doctor_says_that_all_is_well(capsys: Out, own_database: Path) -> None:
    """And makes the records again when asked."""
    run(capsys, "new", "Disk full")
    message = run(capsys, "doctor", "--reproject")
    assert "Everything can be read." in message
    assert "Records made again: 2" in message
    assert f"Database: {own_database / 'debrief.db'}\n" in message
    assert "Server: none has run" in message


@pytest.mark.usefixtures("database")
def test_doctor_says_what_the_pdf_cannot_show(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """And how to mend it; it is nothing that breaks a script which asks whether all is well."""
    monkeypatch.setattr(fonts, "_known", {script.name: script.name != "Korean" for script in SCRIPTS})
    monkeypatch.setattr(fonts, "_folder", lambda wheel: "")
    message = run(capsys, "doctor")
    assert re.search(r"^warn +fonts +No font on this server has Korean", message, flags=re.MULTILINE)
    assert "pip install 'debrief[fonts]'" in message
    monkeypatch.setattr(fonts, "_known", dict.fromkeys((script.name for script in SCRIPTS), True))
    assert re.search(r"^ok +fonts +A PDF can show every script", run(capsys, "doctor"), flags=re.MULTILINE)


def test_doctor_names_what_was_not_understood(capsys: Out, app: App) -> None:
    """A bad value in a document is named with its place, and the code is 1."""
    from core.document.edit import set_fact
    from core.services.documents import document_store

    pm_id = postmortems.create(app, "Disk full")
    document_store.edit(app, pm_id, set_fact("severity", "P9"), None)
    close(app)
    assert main(["doctor"]) == 1
    message = capsys.readouterr().out
    assert f"{pm_id} Disk full: facts.severity holds 'P9'" in message


def test_a_database_that_cannot_be_opened_is_one_sentence(
    capsys: Out, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No traceback, and never the password."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "file"))
    assert "DEBRIEF_DATA" in fails(capsys, "list")
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", "postgresql://u:s3cret@127.0.0.1:1/x")
    assert "s3cret" not in fails(capsys, "list")


def test_a_setting_that_cannot_be_used_is_named(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of its variable."""
    monkeypatch.setenv("DEBRIEF_PORT", "many")
    assert "DEBRIEF_PORT" in fails(capsys, "list")


def test_the_command_runs_as_a_program(own_database: Path) -> None:
    """As installed: its own process, and a reader that has seen enough ends it quietly."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "new", "Disk full", "--json"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"]
