"""``debrief people``: who signs in, and the operator's way to end it."""

import json
from pathlib import Path

import pytest

from core.cli import main
from core.services import access
from core.services.audit import reading
from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.support.sign_ins import SETTINGS, signed_in

Out = pytest.CaptureFixture[str]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("DATABASE_URL", "URL", "ACCESS"):
        monkeypatch.delenv(f"DEBRIEF_{name}", raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    return Settings(data=tmp_path / "data", **SETTINGS)


def people(capsys: Out, *texts: str) -> str:
    assert main(["people", *texts]) == 0
    return capsys.readouterr().out


def test_nobody_yet(settings: Settings, capsys: Out) -> None:
    """Said, in words."""
    close(open_app(settings, example=False))
    assert people(capsys) == "Nobody has signed in here yet.\n"
    assert people(capsys, "--json") == "[]\n"


def test_who_signs_in_is_listed(settings: Settings, capsys: Out) -> None:
    """With role and browsers; a name with a control in it stays one line."""
    app = open_app(settings, example=False)
    ada = signed_in(app, name="Ada")
    signed_in(app, name="Ada")
    signed_in(app, "grace", name="Grace\u202e")
    close(app)
    found = people(capsys)
    assert f"{ada.visitor.id}  participant" in found
    assert "2 browsers" in found
    assert "\u202e" not in found
    listed = {item["name"]: item for item in json.loads(people(capsys, "--json"))}
    assert listed["Ada"]["browsers"] == 2
    assert listed["Grace"]["subject"] == "grace"


@pytest.mark.parametrize("by", ["name", "id", "subject"])
def test_somebody_is_signed_out_everywhere(settings: Settings, capsys: Out, by: str) -> None:
    """And nobody else; the audit log says who did it."""
    app = open_app(settings, example=False)
    ada, grace = signed_in(app, "ada-1", name="Ada"), signed_in(app, "grace")
    people(capsys, "--sign-out", {"name": "ada", "id": ada.visitor.id, "subject": "ada-1"}[by])
    assert access.visitor(app, ada.token) is None
    assert access.visitor(app, grace.token) is not None
    (line,) = [line for line in reading.all_lines(app, None) if line.event == "signed_out"]
    assert (line.name, line.detail) == ("Ada", "by the operator")
    close(app)


def test_an_id_may_begin_with_a_dash(settings: Settings, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one in 64 did of those that earlier versions made; new ones do not."""
    app = open_app(settings, example=False)
    new = signed_in(app, "grace")
    monkeypatch.setattr("core.store.people.visitors.token_hex", lambda _: "-abcdefghijklmno")
    old = signed_in(app, "ada")
    people(capsys, "--sign-out", old.visitor.id, "--json")
    assert (access.visitor(app, old.token), access.visitor(app, new.token) is None) == (None, False)
    assert new.visitor.id.isalnum()
    close(app)


def test_everybody_is_signed_out(settings: Settings, capsys: Out) -> None:
    """After a provider was broken into."""
    app = open_app(settings, example=False)
    tokens = [signed_in(app, subject).token for subject in ("ada", "grace")]
    assert "1 browser" not in people(capsys, "--sign-out-everybody")
    assert [access.visitor(app, token) for token in tokens] == [None, None]
    close(app)


def test_who_is_not_known_or_not_one_is_said(settings: Settings, capsys: Out) -> None:
    """With the way to find out."""
    app = open_app(settings, example=False)
    signed_in(app, "1", name="Ada")
    signed_in(app, "2", name="Ada")
    close(app)
    for who, sentence in (("Eve", "Nobody called"), ("Ada", "Several people")):
        assert main(["people", "--sign-out", who]) == 1
        assert sentence in capsys.readouterr().err
    assert main(["people", "--sign-out", "Ada", "--sign-out-everybody"]) == 1
    assert "One at a time" in capsys.readouterr().err
