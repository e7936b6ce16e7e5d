"""What whoever runs the server is told: where things are, what is wrong with them, and what to do."""

import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cli import main, serve
from core.errors import BadInput
from core.services import postmortems
from core.services.documents import document_store
from core.services.lifecycle import close, open_app
from core.services.operations import descriptors
from core.services.operations.server_address import note_server
from core.settings import Settings
from tests.support.edits import set_text

Out = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "URL", "PORT", "HOST", "ACCESS", "LOG_LEVEL"):
        monkeypatch.delenv(f"DEBRIEF_{name}", raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def database(here: Path) -> Path:
    close(open_app(Settings(data=here / "data"), example=False))
    return here / "data" / "debrief.db"


def fails(capsys: Out, *text: str) -> str:
    assert main(text) == 1
    message = capsys.readouterr()
    assert (message.out, message.err.count("\n")) == ("", 1)
    return message.err


@pytest.mark.parametrize("texts", [["list"], ["remind"], ["doctor"], ["key"], ["export", "x"], ["backup", "x"]])
def test_a_command_that_looks_makes_no_database(capsys: Out, here: Path, texts: list[str]) -> None:
    """Run from another folder it would else say for ever that nothing is overdue. The path is named, whole."""
    assert f"no Debrief database at {here / 'data' / 'debrief.db'}" in fails(capsys, *texts)
    assert list(here.iterdir()) == []


def test_a_relative_folder_is_named_whole(capsys: Out, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cron does not run where somebody tried the command."""
    monkeypatch.setenv("DEBRIEF_DATA", "somewhere")
    assert str(here / "somewhere" / "debrief.db") in fails(capsys, "list")


@pytest.mark.parametrize("texts", [["list"], ["doctor"], ["key"], ["remind"]])
def test_looking_leaves_no_trace(capsys: Out, database: Path, texts: list[str]) -> None:
    """Not a byte of the file changes, and no file is left beside it."""
    before = database.read_bytes()
    assert main(texts) == 0
    assert database.read_bytes() == before
    capsys.readouterr()


def test_an_unknown_postmortem_is_told_before_anything_about_formats(
    capsys: Out, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that lists them, and not with a page of the browser."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "`debrief list`" in fails(capsys, "export", "nosuch", "--format", "pdf")


def test_links_lead_to_where_the_server_is(capsys: Out, here: Path, database: Path) -> None:
    """Without DEBRIEF_URL; and the doctor tells the mode of the server, not of the command's own environment."""
    app = open_app(Settings(data=here / "data", access="key"), example=False)
    note_server(app, "http://192.0.2.7:8600")
    close(app)
    assert main(["key"]) == 0
    assert capsys.readouterr().out.startswith("http://192.0.2.7:8600/live/enter#k=")
    assert main(["doctor"]) == 0
    assert "Server: with the workspace key, last at http://192.0.2.7:8600" in capsys.readouterr().out


def test_the_doctor_says_how_many_files_the_server_may_open(
    capsys: Out, here: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a server that would be started here, then of the one that was: the doctor's own process does not count."""
    monkeypatch.setattr(descriptors, "_limits", lambda: (1024, 4096))
    assert main(["doctor"]) == 0
    assert "A server started here can hold 4,096 at once, enough for about 815 " in capsys.readouterr().out
    app = open_app(Settings(data=here / "data"), example=False)
    monkeypatch.setattr(descriptors, "_limits", lambda: (1024, 1024))
    note_server(app, "http://127.0.0.1:8501")
    close(app)
    monkeypatch.setattr(descriptors, "_limits", lambda: (None, None))
    assert main(["doctor"]) == 0
    message = capsys.readouterr().out
    assert "The server at its last start could hold 1,024 at once, too few for a server" in message
    assert "Set LimitNOFILE=8192" in message


def test_a_database_of_an_older_version_says_what_to_do(capsys: Out, database: Path) -> None:
    """Looking does not migrate."""
    with sqlite3.connect(database) as plain:
        plain.execute("UPDATE alembic_version SET version_num = '0002'")
    plain.close()
    assert "Start the server of this version once" in fails(capsys, "list")


@pytest.mark.parametrize(
    ("schema", "says"), [("0002", "Start the server of this version once"), ("9999", "newer Debrief")]
)
def test_the_doctor_calls_another_version_by_its_name(capsys: Out, database: Path, schema: str, says: str) -> None:
    """Its tables are not broken: nobody is told so before an upgrade."""
    with sqlite3.connect(database) as plain:
        plain.execute("UPDATE alembic_version SET version_num = ?", (schema,))
    plain.close()
    assert main(["doctor"]) == 1
    message = capsys.readouterr()
    assert says in message.out
    assert "keep a copy of what is there" not in message.out
    assert "Things to look at: 1" in message.out
    assert f"schema {schema}; this version has" in message.out
    assert message.err == ""


@pytest.mark.parametrize(
    ("harm", "phrase"),
    [
        ("DROP TABLE hint_rule", "tables are not those of this version"),
        ("DROP INDEX ix_review_postmortem_id_id", "tables are not those of this version"),
        ("DELETE FROM doc_update WHERE id = (SELECT max(id) FROM doc_update)", "words are missing"),
        ("DELETE FROM doc_update WHERE id = (SELECT min(id) FROM doc_update)", "a part of the log may be missing"),
    ],
)
def test_the_doctor_finds_what_is_broken(capsys: Out, here: Path, database: Path, harm: str, phrase: str) -> None:
    """A table, an index, the last update and one in the middle: none of it is "everything can be read"."""
    app = open_app(Settings(data=here / "data"), example=False)
    pm_id = postmortems.create(app, "Disk full")
    for text in ("one", "one two", "one two three"):
        document_store.edit(app, pm_id, set_text("summary.impact", text), None)
    close(app)
    assert main(["doctor"]) == 0
    with sqlite3.connect(database) as plain:
        plain.execute(harm)
    plain.close()
    capsys.readouterr()
    assert main(["doctor"]) == 1
    message = capsys.readouterr().out
    assert phrase in message
    assert "Everything can be read" not in message


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def test_a_taken_port_is_one_sentence_before_anything_else(here: Path, taken: int) -> None:
    """No banner, no traceback, and a port to try instead."""
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "serve"],
        cwd=ROOT,
        env={"DEBRIEF_PORT": str(taken), "DEBRIEF_DATA": str(here / "data"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"DEBRIEF_PORT={taken + 1}" in done.stderr


def test_an_address_of_another_computer_is_one_sentence() -> None:
    """And a name that nobody knows."""
    for host in ("203.0.113.7", "no-such-host.invalid"):
        with pytest.raises(BadInput, match=r"\.$"):
            serve.check_address(host, 0)


def test_the_server_is_started_at_the_address_of_the_settings() -> None:
    """DEBRIEF_HOST and DEBRIEF_PORT do what docs/settings.md says."""
    text = serve.command(Settings(host="0.0.0.0", port=9_123))  # noqa: S104 - named, not bound
    assert text[text.index("--server.address") + 1] == "0.0.0.0"  # noqa: S104
    assert text[text.index("--server.port") + 1] == "9123"
    assert Path(text[4]).is_file()


def test_the_version_is_told(capsys: Out) -> None:
    """For a report of a fault."""
    with pytest.raises(SystemExit) as ending:
        main(["--version"])
    assert ending.value.code == 0
    assert capsys.readouterr().out.startswith("debrief 0.")
