"""``debrief closed``, ``audit``, ``purge`` and ``forget-person``, as somebody at a terminal uses them."""

import json
from pathlib import Path

import pytest

from core.cli import main
from core.errors import NotAdmitted
from core.services import access, postmortems
from core.services.access import closing
from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.support.apps import insider, newcomer, open_room


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path))
    monkeypatch.delenv("DEBRIEF_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def pm_id(data: Path) -> str:
    app = open_app(Settings(data=data), example=False)
    room = open_room(app, "Vault was open")
    closing.close(app, room.pm_id, [], room.maker)
    close(app)
    return room.pm_id


def said(capsys: pytest.CaptureFixture[str], *line: str, code: int = 0) -> str:
    assert main(list(line)) == code
    found = capsys.readouterr()
    return found.out + found.err


def test_who_may_know_of_it(pm_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "may read it" in said(capsys, "closed", pm_id)
    found = json.loads(said(capsys, "closed", pm_id, "--json"))
    assert (found["closed"], [person["name"] for person in found["named"]]) == (True, ["Ada"])
    assert "closed: 1 person" in said(capsys, "list")
    assert json.loads(said(capsys, "list", "--json"))[0]["closed"] is True
    assert "Vault was open" in said(capsys, "export", pm_id)


def test_letting_in_when_all_are_gone(pm_id: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = said(capsys, "closed", pm_id, "--remove", "Ada")
    assert "/live/enter#m=" in alone
    assert "Ben" in said(capsys, "closed", pm_id, "--add", "ben")
    found = json.loads(said(capsys, "closed", pm_id, "--json"))
    assert [(person["name"], person["role"]) for person in found["named"]] == [("Ben", "facilitator")]
    assert "Nobody called" in said(capsys, "closed", pm_id, "--add", "Zoe", code=1)
    assert "One at a time" in said(capsys, "closed", pm_id, "--add", "Ada", "--remove", "Ben", code=1)


def test_two_of_a_name_are_told_apart(pm_id: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = open_app(Settings(data=data), example=False)
    link = access.links(app.reading_for(access.UNRESTRICTED), pm_id, "http://x").viewer
    for _ in range(2):
        with pytest.raises(NotAdmitted):
            access.enter_link(app, newcomer(app, "Eve"), pm_id, "viewer", link.split("&t=")[1].split("&")[0])
    close(app)
    assert "Several people" in said(capsys, "closed", pm_id, "--add", "Eve", code=1)
    asking = json.loads(said(capsys, "closed", pm_id, "--json"))["asking"]
    assert "Eve" in said(capsys, "closed", pm_id, "--add", asking[0]["id"])


def test_opening_it_again(pm_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "not closed" in said(capsys, "closed", pm_id, "--open-again")
    assert "There is no such" in said(capsys, "closed", "nothing-like-it", code=1)


def test_the_audit_log(pm_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "audit")
    assert f"Ada closed it to all but named people  {pm_id}" in text
    assert "Vault" not in text
    lines = json.loads(said(capsys, "audit", "--json"))
    assert [line["event"] for line in lines] == ["opened", "closed"]
    assert json.loads(said(capsys, "audit", "--since", "2099-01-01", "--json")) == []
    assert "is no date" in said(capsys, "audit", "--since", "soon", code=1)


def test_deleting_what_is_in_the_trash(pm_id: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = open_app(Settings(data=data), example=False)
    postmortems.trash(app, pm_id, None)
    close(app)
    assert "old enough" in said(capsys, "purge")
    assert f"would delete  {pm_id}  Vault was open" in said(capsys, "purge", "--all", "--dry-run")
    assert json.loads(said(capsys, "purge", "--all", "--json")) == {"deleted": [pm_id], "dry_run": False}
    assert "empty" in said(capsys, "purge", "--all")


def test_forgetting_a_person(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = open_app(Settings(data=data), example=False)
    made = postmortems.create(app, "Mara Okafor restarted it", by=insider(app, "Mara Okafor"))
    close(app)
    tried = said(capsys, "forget-person", "Mara Okafor", "--dry-run")
    assert "This would change:" in tried
    assert "Mara Okafor" in said(capsys, "list")
    done = said(capsys, "forget-person", "Mara Okafor", "--as", "somebody")
    assert f"{made}  somebody restarted it: the text" in done
    assert "backups that were made before" in done
    assert "Mara" not in said(capsys, "list") + said(capsys, "audit") + done
    assert "Nothing here holds this name." in said(capsys, "forget-person", "Mara Okafor")
    assert json.loads(said(capsys, "forget-person", "Mara Okafor", "--json"))["visitors"] == 0
    assert "is empty" in said(capsys, "forget-person", " ", code=1)
