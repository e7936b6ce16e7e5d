"""P19: Secrets stay secret: what passes between provider, browser and server at a sign-in is in no log."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from core.live.http.sign_in.attempt import COOKIE, ID_TOKEN_COOKIE
from core.services.access import VISITOR_COOKIE
from tests.promises.test_p19_a_secret_gets_out import Canaries, Loud
from tests.support.fake_provider import CLIENT_SECRET, FakeProvider
from tests.support.server import free_port


@pytest.fixture
def server(tmp_path: Path, fake_provider: FakeProvider) -> Iterator[Loud]:
    port = free_port()
    settings = {f"DEBRIEF_{name.upper()}": str(value) for name, value in fake_provider.settings.items()}
    address = f"http://127.0.0.1:{port}"
    loud = Loud(tmp_path / "data", {**settings, "DEBRIEF_URL": address, "DEBRIEF_LOG_LEVEL": "debug"}, port=port)
    loud.start()
    yield loud
    loud.stop()


def test_no_part_of_a_sign_in_is_in_the_log(server: Loud, fake_provider: FakeProvider) -> None:
    """There and back, refused, signed out; the provider's errors, too."""
    canaries = Canaries()
    canaries.note("the client's secret", CLIENT_SECRET)
    canaries.note("the access token", "canary-access-token")
    with httpx.Client(base_url=server.url, trust_env=False, headers={"origin": server.url}) as browser:
        for wrong in ({}, {"nonce": "another"}, {"exp": 1}, {"aud": "another"}):
            asked = begin(browser, canaries)
            fake_provider.claims = {"nonce": asked["nonce"], **wrong}
            finish(browser, canaries, asked["state"])
        for name, claims in (("/token", {"error": "canary-error"}), ("/me", {})):
            asked = begin(browser, canaries)
            fake_provider.claims = {"nonce": asked["nonce"]}
            fake_provider.answers[name] = (400, claims)
            finish(browser, canaries, asked["state"])
            del fake_provider.answers[name]
        canaries.note("the ID token", fake_provider.id_token())
        browser.get("/live/signed-in", params={"error": "access_denied", "state": asked["state"]})
        for page in ("/", "/settings", "/live/sign-out"):
            browser.get(page)
        browser.post("/live/sign-out", json={"everywhere": True})
    log = server.log
    assert "/live/signed-in?…" in log, "the access log is not on, so this proves nothing"
    assert canaries.found_in(log) == [], [line[:300] for line in log.splitlines() if canaries.found_in(line)][:20]


def begin(browser: httpx.Client, canaries: Canaries) -> dict[str, str]:
    answer = browser.get("/live/sign-in?to=/archive")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    number = len(canaries.known)
    canaries.note(f"state {number}", asked["state"])
    canaries.note(f"nonce {number}", asked["nonce"])
    canaries.note(f"the sealed cookie {number}", browser.cookies[COOKIE].strip('"'))
    return asked


def finish(browser: httpx.Client, canaries: Canaries, state: str) -> None:
    code = canaries.note(f"code {len(canaries.known)}", f"4/canary-code-{len(canaries.known)}")
    answer = browser.get("/live/signed-in", params={"code": code, "state": state})
    for name in (VISITOR_COOKIE, ID_TOKEN_COOKIE):
        if name in answer.cookies:
            canaries.note(f"{name} {len(canaries.known)}", answer.cookies[name].strip('"'))
