"""Whatever a provider may answer: the right answer lets somebody in, every other one is a sentence."""

import base64
import hashlib
import logging
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from core.errors import BadInput, DebriefError, NotAllowed
from core.services.oidc import provider as module
from core.services.oidc.provider import LEEWAY_SECONDS, Provider, ProviderDown
from tests.support.fake_provider import CLIENT_ID, CLIENT_SECRET, FakeProvider

BACK = "http://127.0.0.1:8501/live/signed-in"
NONCE, VERIFIER = "canary-nonce", "canary-verifier-0123456789012345678901234567890123"


@pytest.fixture
def ours(fake_provider: FakeProvider) -> Provider:
    fake_provider.claims["nonce"] = NONCE
    return Provider(fake_provider.of_debrief())


def arrive(ours: Provider) -> Any:
    return ours.arrival(BACK, "canary-code", NONCE, VERIFIER)


def test_the_way_there_has_state_nonce_and_a_challenge(ours: Provider, fake_provider: FakeProvider) -> None:
    """The verifier itself stays here; a query that the address has already stays in it."""
    url = urlsplit(ours.departure(BACK, "the-state", NONCE, VERIFIER).url)
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    assert asked == {
        "tenant": "a",
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": BACK,
        "scope": "openid profile email",
        "state": "the-state",
        "nonce": NONCE,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    assert url.netloc == urlsplit(fake_provider.issuer).netloc


def test_who_comes_back_is_who_the_token_says(ours: Provider, fake_provider: FakeProvider) -> None:
    """With what the userinfo endpoint adds; it replaces nothing that was signed."""
    fake_provider.claims["name"] = "Ada"
    fake_provider.userinfo = {"name": "Mallory", "groups": ["sre"]}
    arrival = arrive(ours)
    assert arrival.claims["iss"] == fake_provider.issuer
    assert (arrival.claims["sub"], arrival.claims["name"], arrival.claims["groups"]) == ("ada", "Ada", ["sre"])
    sent = next(body for path, _, body in fake_provider.asked if path == "/token")
    assert (sent["code"], sent["code_verifier"], sent["redirect_uri"]) == ("canary-code", VERIFIER, BACK)
    assert "client_secret" not in sent


def test_the_secret_goes_in_the_body_where_the_provider_wants_that(fake_provider: FakeProvider) -> None:
    """Some take no header."""
    fake_provider.claims["nonce"] = NONCE
    fake_provider.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    arrive(Provider(fake_provider.of_debrief()))
    headers, sent = next((headers, body) for path, headers, body in fake_provider.asked if path == "/token")
    assert sent["client_secret"] == CLIENT_SECRET
    assert "authorization" not in headers


WRONG_CLAIMS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another-client"},
    "no audience": {"aud": None},
    "two audiences without a party": {"aud": [CLIENT_ID, "other"]},
    "for another party": {"aud": [CLIENT_ID, "other"], "azp": "other"},
    "no subject": {"sub": None},
    "no nonce": {"nonce": None},
    "another nonce": {"nonce": "x"},
    "over": {"exp": 1_000_000_000},
    "no end": {"exp": None},
    "an end that is no number": {"exp": "tomorrow"},
    "no beginning": {"iat": None},
    "from the future": {"iat": 4_000_000_000},
    "not yet": {"nbf": 4_000_000_000},
    "another access token": {"at_hash": "x" * 22},
}


@pytest.mark.parametrize("wrong", WRONG_CLAIMS)
def test_a_token_that_is_not_for_us_now_is_refused(ours: Provider, fake_provider: FakeProvider, wrong: str) -> None:
    """A token stolen elsewhere, an old one, one that answers another question."""
    fake_provider.claims |= WRONG_CLAIMS[wrong]
    with pytest.raises(NotAllowed, match="Team login did not sign you in"):
        arrive(ours)


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_a_signature_that_anybody_can_make_is_refused(fake_provider: FakeProvider, alg: str) -> None:
    """Also where the provider's own list names it."""
    fake_provider.claims["nonce"] = NONCE
    fake_provider.metadata["id_token_signing_alg_values_supported"] = ["RS256", "HS256", "none"]
    fake_provider.header = {"alg": alg}
    with pytest.raises(NotAllowed):
        arrive(Provider(fake_provider.of_debrief()))


def test_another_key_under_the_same_name_is_refused(ours: Provider, fake_provider: FakeProvider) -> None:
    """Somebody signed it, and not the provider."""
    fake_provider.published = [RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)]
    with pytest.raises(NotAllowed):
        arrive(ours)


def test_a_new_key_of_the_provider_is_fetched(ours: Provider, fake_provider: FakeProvider) -> None:
    """Providers change their keys every few weeks; nobody restarts Debrief for it."""
    arrive(ours)
    fake_provider.key = RSAKey.generate_key(2048, {"kid": "two"}, auto_kid=False)
    fake_provider.header = {"kid": "two"}
    assert arrive(ours).claims["sub"] == "ada"
    fake_provider.header = {"kid": "three"}
    with pytest.raises(NotAllowed):
        arrive(ours)


@pytest.mark.parametrize("seconds", [-LEEWAY_SECONDS + 20, LEEWAY_SECONDS - 20])
def test_clocks_may_differ_by_two_minutes(fake_provider: FakeProvider, seconds: int) -> None:
    """Either way."""
    now = int(time.time())
    fake_provider.claims |= {"nonce": NONCE, "iat": now, "exp": now + 5}
    late = Provider(fake_provider.of_debrief(), clock=lambda: now + seconds)
    assert arrive(late).claims["sub"] == "ada"


@pytest.mark.parametrize("seconds", [-LEEWAY_SECONDS - 60, LEEWAY_SECONDS + 60])
def test_clocks_may_not_differ_by_more(fake_provider: FakeProvider, seconds: int) -> None:
    """A token may not be kept for later."""
    now = int(time.time())
    fake_provider.claims |= {"nonce": NONCE, "iat": now, "exp": now + 5}
    with pytest.raises(NotAllowed):
        arrive(Provider(fake_provider.of_debrief(), clock=lambda: now + seconds))


@pytest.mark.parametrize(
    "token",
    [
        *({"id_token": None}, {"id_token": ""}, {"id_token": "a.b.c"}, {"id_token": 7}, {"id_token": "ey" * 200}),
        *({"error": "invalid_grant"}, {"token_type": None}),
    ],
)
def test_an_answer_without_a_good_token_is_refused(
    ours: Provider, fake_provider: FakeProvider, token: dict[str, Any]
) -> None:
    """An access token alone says nothing about who somebody is."""
    fake_provider.token = token
    if token == {"token_type": None}:
        fake_provider.answers["/me"] = (401, {})
    with pytest.raises(DebriefError):
        arrive(ours)


def test_more_about_somebody_else_is_refused(ours: Provider, fake_provider: FakeProvider) -> None:
    """The userinfo endpoint must speak of the same subject."""
    fake_provider.userinfo = {"sub": "grace"}
    with pytest.raises(NotAllowed):
        arrive(ours)


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"oops"),
        (404, {}),
        (302, b""),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"x" * (1024 * 1024 + 1)),
        (200, b""),
    ],
)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token", "/me"])
def test_an_answer_that_is_none_lets_nobody_in(
    ours: Provider, fake_provider: FakeProvider, path: str, answer: tuple[int, Any]
) -> None:
    """A page of an outage, a redirect elsewhere, a body without end: a sentence, at once."""
    fake_provider.answers[path] = answer
    with pytest.raises((ProviderDown, NotAllowed)) as refused:
        arrive(ours)
    assert "Team login" in refused.value.sentence


def test_a_provider_that_is_down_is_said_with_what_still_works(fake_provider: FakeProvider) -> None:
    """Nobody signs in anew, and meetings go on; when it is back the next try works."""
    ours = Provider(fake_provider.of_debrief())
    fake_provider.answers["/.well-known/openid-configuration"] = (503, b"")
    with pytest.raises(ProviderDown, match="links and codes let people into meetings") as down:
        ours.departure(BACK, "s", NONCE, VERIFIER)
    assert down.value.status == 503
    del fake_provider.answers["/.well-known/openid-configuration"]
    assert ours.departure(BACK, "s", NONCE, VERIFIER).state == "s"


def test_nobody_listens_there(monkeypatch: pytest.MonkeyPatch, fake_provider: FakeProvider) -> None:
    """A wrong port, a firewall."""
    settings = fake_provider.of_debrief().model_copy(update={"oidc_issuer": "http://127.0.0.1:9"})
    with pytest.raises(ProviderDown):
        Provider(settings).metadata()


def test_a_wrong_issuer_is_for_the_operator(fake_provider: FakeProvider, caplog: pytest.LogCaptureFixture) -> None:
    """Who wants in reads that it does not work; the log says what to set."""
    fake_provider.metadata["issuer"] = "https://another.example"
    ours = Provider(fake_provider.of_debrief())
    with pytest.raises(ProviderDown):
        ours.departure(BACK, "s", NONCE, VERIFIER)
    assert "DEBRIEF_OIDC_ISSUER" in caplog.text
    with pytest.raises(BadInput, match=r"another\.example"):
        ours.metadata()


def test_it_is_asked_about_itself_once_an_hour(
    ours: Provider, fake_provider: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at each sign-in."""

    def asked() -> int:
        return sum(path.startswith("/.well-known") for path, _, _ in fake_provider.asked)

    for _ in range(3):
        arrive(ours)
    assert asked() == 1
    monkeypatch.setattr(module, "KEPT_SECONDS", 0.0)
    arrive(ours)
    assert asked() > 1


def test_the_way_out_names_client_and_token(ours: Provider, fake_provider: FakeProvider) -> None:
    """So that the provider need not ask; without a token it asks, without a page there is no way."""
    url = urlsplit(ours.sign_out_address("http://127.0.0.1:8501/live/enter", "the-token"))
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert asked == {
        "x": "1",
        "client_id": CLIENT_ID,
        "post_logout_redirect_uri": "http://127.0.0.1:8501/live/enter",
        "id_token_hint": "the-token",
    }
    assert "id_token_hint" not in ours.sign_out_address("http://x", "")
    for changed in ({"end_session_endpoint": None}, {"issuer": "https://another.example"}):
        fake_provider.metadata = changed
        assert Provider(fake_provider.of_debrief()).sign_out_address("http://x", "t") == ""


def test_no_secret_is_in_a_log_or_a_representation(
    fake_provider: FakeProvider, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither when it works nor when it fails, at debug too."""
    caplog.set_level(logging.DEBUG)
    for name in ("authlib", "urllib3", "requests", "core"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    fake_provider.claims["nonce"] = NONCE
    ours = Provider(fake_provider.of_debrief())
    said = [repr(ours.departure(BACK, "canary-state", NONCE, VERIFIER)), repr(fake_provider.of_debrief())]
    said.append(repr(arrive(ours)).replace(NONCE, ""))
    said += [str(ours.__dict__["_settings"])]
    for wrong in ({"nonce": "x"}, {"nonce": NONCE, "exp": 1}):
        fake_provider.claims |= wrong
        with pytest.raises(NotAllowed) as refused:
            arrive(ours)
        said.append(refused.value.sentence)
    everything = caplog.text + "".join(said)
    for secret in (CLIENT_SECRET, VERIFIER, "canary-code", "canary-access-token", fake_provider.id_token()[:60]):
        assert secret not in everything, secret
