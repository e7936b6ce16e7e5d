"""``debrief similar``: a list for people and for programs, and a sentence for what is no date."""

import json
from pathlib import Path

import pytest

from core.cli import main
from core.services import postmortems
from core.services.documents import document_store
from core.services.lifecycle import close, open_app
from tests.support.apps import BEGIN
from tests.support.edits import set_text

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one earlier incident."""
    for name in ("DEBRIEF_DATABASE_URL", "DEBRIEF_URL", "DEBRIEF_PORT", "DEBRIEF_ACCESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    app = open_app()
    pm_id = postmortems.create(app, "Shop certificates expired", started_at=BEGIN)
    document_store.edit(app, pm_id, set_text("summary.what_happened", "Nobody renewed the certificates."), None)
    close(app)
    return pm_id


def run(capsys: Out, *text: str) -> str:
    assert main(("similar", *text)) == 0
    message = capsys.readouterr()
    assert message.err == ""
    return message.out


def test_json_says_what_was_found_and_why(capsys: Out, earlier: str) -> None:
    """The fields that programs rely on."""
    line = ("--title", "Certificate expired", "--summary", "The shop is not trusted", "--services", "shop, till")
    (found,) = json.loads(run(capsys, *line, "--json"))
    assert set(found) == {"id", "title", "score", "strength", "why"}
    assert (found["id"], found["title"]) == (earlier, "Shop certificates expired")
    assert 0 < found["score"] <= 1
    assert found["strength"] in ("likely", "related")
    assert {"certificates", "expired"} <= set(found["why"])


def test_people_get_a_line_for_each(capsys: Out, earlier: str) -> None:
    """With its id, to open it."""
    (line,) = run(capsys, "--title", "Certificate expired").splitlines()
    assert line.startswith(earlier)
    assert "Shop certificates expired" in line


def test_only_what_began_before_counts(capsys: Out) -> None:
    """Nothing is an empty list, or a sentence."""
    line = ("--title", "Certificate expired", "--before", BEGIN.date().isoformat())
    assert json.loads(run(capsys, *line, "--json")) == []
    assert run(capsys, *line) == "No earlier incident is like this one.\n"


def test_what_is_no_date_is_refused(capsys: Out) -> None:
    """With how to write one."""
    assert main(("similar", "--title", "x", "--before", "last week")) == 1
    assert "Write it as 2026-11-23" in capsys.readouterr().err
