"""To the provider and back: the cookie, where somebody wanted to go, and every answer that is not one."""

import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest

from core.errors import StorageTrouble
from core.live.http.sign_in import addresses, attempt
from core.live.limits import LIMITS, Limits
from core.services import access
from core.services.access import VISITOR_COOKIE
from core.settings import Settings
from tests.support.fake_provider import FakeProvider
from tests.support.live import House, Person
from tests.support.sign_ins import SETTINGS, signed_in

ADDRESS = "http://127.0.0.1:8501"


@pytest.fixture
async def house(open_house: Callable[..., Any], fake_provider: FakeProvider) -> House:
    settings = {**fake_provider.settings}
    settings.pop("url")
    opened: House = await open_house(address=ADDRESS, **settings)
    return opened


def cookies_of(answer: httpx.Response) -> SimpleCookie:
    found: SimpleCookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        found.load(header)
    return found


async def begin(browser: httpx.AsyncClient, fake: FakeProvider, to: str = "") -> dict[str, str]:
    """The way to the provider; what it was asked."""
    answer = await browser.get("/live/sign-in" + (f"?to={quote(to, safe='')}" if to else ""))
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"{fake.issuer}/auth?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    fake.claims["nonce"] = asked["nonce"]
    return asked


async def finish(browser: httpx.AsyncClient, asked: dict[str, str], **more: str) -> httpx.Response:
    params = {"code": "canary-code", "state": asked["state"], **more}
    return await browser.get("/live/signed-in", params={name: value for name, value in params.items() if value})


async def test_a_browser_goes_there_and_comes_back_signed_in(house: House, fake_provider: FakeProvider) -> None:
    """With a cookie that lasts as long as the sign-in, to the page that was asked for."""
    async with house.http() as browser:
        answer = await finish(browser, await begin(browser, fake_provider, "/archive?q=disk"))
    assert (answer.status_code, answer.headers["location"]) == (302, f"{ADDRESS}/archive?q=disk")
    assert answer.headers["cache-control"] == "no-store"
    found = cookies_of(answer)
    visitor = access.visitor(house.app, found[VISITOR_COOKIE].value)
    assert visitor is not None
    assert visitor.signed_in
    assert found[VISITOR_COOKIE]["max-age"] == str(12 * 3600)
    assert found[attempt.COOKIE]["max-age"] == "0"
    assert found[attempt.ID_TOKEN_COOKIE]["path"] == "/live/sign-out"
    for header in answer.headers.get_list("set-cookie"):
        assert "HttpOnly" in header
        assert "SameSite=Lax" in header


async def test_over_https_every_cookie_is_secure(open_house: Callable[..., Any], fake_provider: FakeProvider) -> None:
    """Behind a proxy too, which the address says."""
    settings = {name: value for name, value in fake_provider.settings.items() if name != "url"}
    house = await open_house(address="https://debrief.example.org/team", **settings)
    async with house.http(host="debrief.example.org") as browser:
        asked = await begin(browser, fake_provider)
        assert asked["redirect_uri"] == "https://debrief.example.org/team/live/signed-in"
        begun = await browser.get("/live/sign-in")
        sealed = cookies_of(begun)[attempt.COOKIE]
        assert sealed["path"] == "/team/live/signed-in"
        fake_provider.claims["nonce"] = parse_qs(urlsplit(begun.headers["location"]).query)["nonce"][0]
        state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
        answer = await browser.get(
            "/live/signed-in",
            params={"code": "c", "state": state},
            headers={"cookie": f"{attempt.COOKIE}={sealed.value}"},
        )
    assert answer.headers["location"] == "https://debrief.example.org/team/"
    for header in (*begun.headers.get_list("set-cookie"), *answer.headers.get_list("set-cookie")):
        assert "Secure" in header


@pytest.mark.parametrize(
    "to",
    [
        *(
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "\\\\evil.example",
            "evil",
        ),
        *(
            "/\t/evil.example",
            "/%0d%0aset-cookie: x=1\r\n",
            "/a b",
            "/a\\b",
            "/é",
            "/" + "a" * 1001,
            "",
            "/live/sign-out",
        ),
        *("/live/../..//evil.example", "/_stcore/health", "///evil.example", "/a\x00", "/a\u2028"),
    ],
)
async def test_nobody_is_sent_anywhere_else(house: House, fake_provider: FakeProvider, to: str) -> None:
    """Whatever the address of the way there says: Home, and never another site."""
    async with house.http() as browser:
        answer = await finish(browser, await begin(browser, fake_provider, to))
    assert answer.headers["location"] == f"{ADDRESS}/"


async def test_the_cookie_is_a_new_one(house: House, fake_provider: FakeProvider) -> None:
    """P17: what was planted before is worth nothing after, and nothing of it is the person's."""
    planted = house.person()
    async with house.http(planted) as browser:
        answer = await finish(browser, await begin(browser, fake_provider))
    token = cookies_of(answer)[VISITOR_COOKIE].value
    assert token != planted.token
    assert access.visitor(house.app, planted.token) is None


async def test_an_answer_counts_in_the_browser_that_asked(house: House, fake_provider: FakeProvider) -> None:
    """Somebody sends a victim the end of their own sign-in: the victim stays who they are."""
    async with house.http() as attacker, house.http(house.person()) as victim:
        asked = await begin(attacker, fake_provider)
        answer = await finish(victim, asked)
        assert answer.status_code == 422
        assert "begun in another browser" in answer.text
        await begin(victim, fake_provider)
        answer = await finish(victim, asked)
    assert answer.status_code == 422
    assert VISITOR_COOKIE not in cookies_of(answer)
    assert not any(path == "/token" for path, _, _ in fake_provider.asked)


@pytest.mark.parametrize("value", ["", ".", "x", "x.y", "e30.00", "é.é", "." + "0" * 64, "a" * 9000])
async def test_a_cookie_that_was_made_up_is_none(house: House, fake_provider: FakeProvider, value: str) -> None:
    """Only the server seals one."""
    async with house.http() as browser:
        header = f"{attempt.COOKIE}={value}".encode()
        answer = await browser.get("/live/signed-in?code=c&state=s", headers=[(b"cookie", header)])
    assert answer.status_code == 422


def test_an_attempt_is_over_after_ten_minutes() -> None:
    """And is opened by its own state alone, with the secret that sealed it."""
    begun = attempt.new_attempt("/archive", 1000.0)
    sealed = attempt.sealed(b"secret", begun)
    assert attempt.opened(b"secret", sealed, begun.state, 1000.0 + LIMITS.sign_in_attempt_seconds - 1) == begun
    assert attempt.opened(b"secret", sealed, begun.state, 1000.0 + LIMITS.sign_in_attempt_seconds) is None
    assert attempt.opened(b"other", sealed, begun.state, 1000.0) is None
    for state in (None, "", begun.state + "x", begun.state[:-1], "é"):
        assert attempt.opened(b"secret", sealed, state, 1000.0) is None
    assert attempt.opened(b"secret", None, begun.state, 1000.0) is None
    assert not {begun.state, begun.nonce, begun.verifier} & set(re.findall(r"[\w-]+", repr(begun)))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"error": "access_denied", "code": ""}, "You did not sign in at Team login"),
        ({"error": "server_error", "code": ""}, "Team login did not sign you in"),
        ({"error": "<script>alert(1)</script>", "code": "", "error_description": "<b>x</b>"}, "did not sign you in"),
        ({"code": ""}, "did not sign you in"),
        ({"iss": "https://evil.example"}, "did not sign you in"),
    ],
)
async def test_an_answer_that_is_a_refusal_is_a_page_with_the_way_back(
    house: House, fake_provider: FakeProvider, more: dict[str, str], sentence: str
) -> None:
    """What the provider wrote is not shown: anybody can write it into the address."""
    async with house.http() as browser:
        answer = await finish(browser, await begin(browser, fake_provider), **more)
    assert answer.status_code == 403
    assert sentence in answer.text
    assert 'href="/live/enter"' in answer.text
    for word in ("script>", "<b>", "canary"):
        assert word not in answer.text


async def test_a_provider_that_is_down_stops_nobody_who_is_in(house: House, fake_provider: FakeProvider) -> None:
    """503 with a sentence for who wants in; a guest comes in by link as before, and a room goes on."""
    pm_id = house.meeting()
    peer = await house.peer(pm_id)
    fake_provider.answers["/.well-known/openid-configuration"] = (500, b"")
    async with house.http() as browser:
        answer = await browser.get("/live/sign-in")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "links and codes let people into meetings as ever" in answer.text
    assert (await house.peer(pm_id)).closed is None
    assert peer.closed is None


async def test_who_may_not_come_in_reads_whom_to_ask(
    open_house: Callable[..., Any], fake_provider: FakeProvider
) -> None:
    """And gets no cookie of a person."""
    settings = {name: value for name, value in fake_provider.settings.items() if name != "url"}
    house = await open_house(address=ADDRESS, **settings, oidc_allowed_groups=("sre",))
    fake_provider.userinfo = {"groups": ["cooks"]}
    async with house.http() as browser:
        answer = await finish(browser, await begin(browser, fake_provider))
    assert answer.status_code == 403
    assert "not open to you" in answer.text
    assert VISITOR_COOKIE not in cookies_of(answer)


async def test_by_another_name_of_this_server_one_is_sent_to_its_address(house: House) -> None:
    """Once: the cookie must be where the answer comes to, and a proxy may change the Host for ever."""
    async with house.http(host="192.0.2.7:8501") as browser:
        first = await browser.get("/live/sign-in?to=/archive")
        assert first.headers["location"] == f"{ADDRESS}/live/sign-in?here=1&to=%2Farchive"
        assert "/auth?" in (await browser.get("/live/sign-in?here=1&to=%2Farchive")).headers["location"]


async def test_tries_are_counted_by_address(open_house: Callable[..., Any], fake_provider: FakeProvider) -> None:
    """Nobody makes the server ask the provider without end."""
    settings = {name: value for name, value in fake_provider.settings.items() if name != "url"}
    limits = Limits(sign_ins_per_second=0.001, sign_ins_burst=2_000.0)
    house = await open_house(limits, address=ADDRESS, **settings)
    async with house.http() as browser:
        statuses = [(await browser.get("/live/sign-in")).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]


@pytest.mark.parametrize("path", ["/live/sign-in", "/live/signed-in?code=c&state=s", "/live/sign-out"])
@pytest.mark.parametrize("mode", ["open", "key"])
async def test_where_nobody_signs_in_there_is_no_such_page(
    open_house: Callable[..., Any], path: str, mode: str
) -> None:
    """Nothing changes for those who have a key."""
    house = await open_house(access=mode)
    async with house.http() as browser:
        assert (await browser.get(path)).status_code == 404
        page = (await browser.get("/live/enter")).text
    assert "Sign in" not in page
    assert "{" not in page


class TestTheWayIn:
    async def test_it_has_one_button_and_the_code(self, house: House) -> None:
        """For people, and for guests; the button knows where somebody wanted to go."""
        async with house.http() as browser:
            page = (await browser.get("/live/enter?to=/archive%3Fq%3Ddisk%20full")).text
            plain = (await browser.get("/live/enter?to=//evil.example")).text
        assert page.count("Sign in with Team login") == 1
        assert 'href="sign-in"' in plain
        assert 'id="code"' in page
        assert "evil" not in plain

    async def test_a_name_of_the_provider_is_escaped(
        self, open_house: Callable[..., Any], fake_provider: FakeProvider
    ) -> None:
        """The operator set it, and may have pasted anything."""
        settings = {**fake_provider.settings, "oidc_name": "<script>alert(1)</script>"}
        settings.pop("url")
        house = await open_house(address=ADDRESS, **settings)
        async with house.http() as browser:
            assert "<script>alert" not in (await browser.get("/live/enter")).text

    @pytest.mark.parametrize(
        ("asked", "to"),
        [
            ("/", ""),
            ("/archive?q=a%20b", "?to=/archive%3Fq%3Da%2520b"),
            ("/room?pm=x", "?to=/room%3Fpm%3Dx"),
            ("//evil", ""),
        ],
    )
    async def test_a_stranger_is_shown_the_way_in(self, house: House, asked: str, to: str) -> None:
        """Instead of a page that refuses them."""
        async with house.http() as browser:
            answer = await browser.send(browser.build_request("GET", f"http://127.0.0.1:8501{asked}"))
        assert (answer.status_code, answer.headers["location"]) == (302, f"{ADDRESS}/live/enter{to}")

    async def test_who_belongs_here_is_not_sent_away(self, house: House) -> None:
        """A guest of a meeting, and somebody who signed in; the answer is the application's."""
        guest = house.person(house.meeting())
        signed = signed_in(house.app)
        for person in (guest, Person(signed.visitor, signed.token)):
            async with house.http(person) as browser:
                assert (await browser.get("/room")).status_code == 200
        async with house.http(house.person()) as browser:
            assert (await browser.get("/room")).status_code == 302

    async def test_nobody_is_sent_away_because_the_database_cannot_be_read(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The page itself says what is wrong; a way in would not help."""
        signed = signed_in(house.app)

        def broken(*_: object) -> None:
            raise StorageTrouble()

        monkeypatch.setattr(access, "visitor", broken)
        async with house.http(Person(signed.visitor, signed.token)) as browser:
            assert (await browser.get("/room")).status_code == 200


def test_addresses_know_the_folder_that_debrief_is_served_under() -> None:
    """Whether the proxy takes it away or not."""
    settings = Settings(**{**SETTINGS, "url": "https://example.org/team"})
    assert (
        addresses.enter_address(settings, "/team/archive", "q=x")
        == "https://example.org/team/live/enter?to=/archive%3Fq%3Dx"
    )
    assert addresses.enter_address(settings, "/archive", "") == "https://example.org/team/live/enter?to=/archive"
    assert addresses.redirect_uri(settings) == "https://example.org/team/live/signed-in"
