"""What `debrief doctor` says about signing in: how it is, or what to do."""

import time
from pathlib import Path
from typing import Any

import pytest

from core.services.operations.checks import sign_in
from core.services.operations.checks.all_checks import run_checks
from core.services.operations.checks.check import Level
from core.settings import Settings
from tests.support.apps import Opener
from tests.support.fake_provider import FakeProvider


def test_nothing_is_said_where_nobody_signs_in(tmp_path: Path) -> None:
    """And nobody is asked."""
    assert sign_in.provider(Settings(data=tmp_path)) is None


def test_a_provider_that_works_is_one_line(fake_provider: FakeProvider) -> None:
    """With the redirect address that has to be entered there."""
    found = sign_in.provider(fake_provider.of_debrief())
    assert found is not None
    assert found.level is Level.OK
    for part in ("Team login", "keys: 1", "RS256", "http://127.0.0.1:8501/live/signed-in"):
        assert part in found.sentence
    fake_provider.metadata["end_session_endpoint"] = None
    again = sign_in.provider(fake_provider.of_debrief())
    assert again is not None
    assert "no page that ends its own session" in again.sentence


@pytest.mark.parametrize(
    ("path", "answer", "sentence"),
    [
        ("/.well-known/openid-configuration", (500, b""), "cannot be reached"),
        ("/.well-known/openid-configuration", (200, {"issuer": "https://x"}), "calls itself https://x"),
        ("/jwks", (404, b""), "cannot be reached"),
        ("/jwks", (200, {"no": "keys"}), "cannot be reached"),
    ],
)
def test_what_does_not_work_is_a_sentence(
    fake_provider: FakeProvider, path: str, answer: tuple[int, Any], sentence: str
) -> None:
    """For whoever set it up."""
    fake_provider.answers[path] = answer
    found = sign_in.provider(fake_provider.of_debrief())
    assert found is not None
    assert found.level is Level.FAIL
    assert sentence in found.sentence


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_clock_that_is_wrong_is_said(fake_provider: FakeProvider, seconds: int) -> None:
    """Otherwise every sign-in is refused, and nobody knows why."""
    now = time.time()
    found = sign_in.provider(fake_provider.of_debrief(), clock=lambda: now + seconds)
    assert found is not None
    assert found.level is Level.FAIL
    assert "differ by" in found.sentence


@pytest.mark.parametrize(("more", "level"), [({}, Level.WARN), ({"oidc_allowed_domains": ("example.org",)}, Level.OK)])
def test_google_without_a_domain_is_said(
    fake_provider: FakeProvider, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any], level: Level
) -> None:
    """Everybody has an account there."""
    monkeypatch.setattr(sign_in, "GOOGLE", fake_provider.issuer)
    found = sign_in.provider(fake_provider.of_debrief(**more))
    assert found is not None
    assert found.level is level


def test_it_is_among_the_checks_of_the_doctor(
    sqlite_url: str, open_test_app: Opener, fake_provider: FakeProvider
) -> None:
    """Last, beside the address."""
    app = open_test_app(sqlite_url, **fake_provider.settings)
    assert run_checks(app)[-1].name == sign_in.SIGN_IN
