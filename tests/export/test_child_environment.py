"""A child that makes documents finds its programs and fonts, and learns no secret of the server."""

import pytest

from core.export.child_environment import child_environment


def test_no_secret_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEBRIEF_DATABASE_URL", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    found = child_environment(PYTHONPATH="here")
    assert "secret" not in found.values()
    assert (found["PATH"], found["TZ"], found["PYTHONPATH"]) == ("/usr/bin", "Asia/Tokyo", "here")


def test_what_is_not_set_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    assert "LC_ALL" not in child_environment()
