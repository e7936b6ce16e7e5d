"""Calendars over HTTP: whoever has the key reads one calendar; everything else gets one and the same answer."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import vobject

from core.domain.postmortem import ActionRow, Postmortem
from core.live.server.request_id import HEADER
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.postmortems.creating import create_from
from tests.support.held import held_in
from tests.support.live import House
from tests.support.statements import asked

ROWS = (
    ActionRow(id="a1", text="Add an alert", owner="Ada Lovelace", due=date(2026, 12, 1)),
    ActionRow(id="a2", text="Write the page", owner="Ben & co", due=date(2026, 12, 2)),
)


@pytest.fixture
async def locked(house_url: str | None, open_house: Callable[..., Any]) -> House:
    """A house on a network, with two action items in it, on either database."""
    house: House = await open_house(url=house_url, access="key")
    with house.app.db.write() as tx:
        held_in(tx, create_from(tx, Postmortem(title="Disk full", actions=ROWS)))
    return house


def team(house: House) -> str:
    return f"/live/feed/team/{secret_links.key(house.app, Purpose.TEAM)}.ics"


def owners(house: House, owner: str, query: str | None = None) -> str:
    key = secret_links.key(house.app, Purpose.OWNER, owner)
    return f"/live/feed/owner/{key}.ics?owner={quote(owner if query is None else query, safe='')}"


async def get(house: House, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    async with house.http() as browser:
        return await browser.get(path, headers=headers)


def shown(answer: httpx.Response, kind: str = "vevent") -> list[str]:
    (calendar,) = vobject.readComponents(answer.text)
    return [item.summary.value for item in getattr(calendar, f"{kind}_list", [])]


async def test_a_calendar_app_reads_the_teams_calendar(locked: House) -> None:
    """It brings no cookie and gets none; the file is nobody's to keep on the way, and asked for anew by who has it."""
    answer = await get(locked, team(locked))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in answer.headers
    assert shown(answer) == ["Due: Add an alert", "Due: Write the page"]


async def test_an_owner_reads_their_own(locked: House) -> None:
    """However the name in the address is spelled."""
    assert shown(await get(locked, owners(locked, "Ben & co"))) == ["Due: Write the page"]
    assert shown(await get(locked, owners(locked, "ada lovelace"))) == ["Due: Add an alert"]


async def test_deadlines_are_events_and_todos_only_on_request(locked: House) -> None:
    """The big calendars show no to-dos of an address. Anything else that stands there changes nothing."""
    for query in ("", "?as=events", "?todos=0", "?todos=elephants&x=%00"):
        answer = await get(locked, f"{team(locked)}{query}")
        assert "VTODO" not in answer.text
        assert shown(answer) == ["Due: Add an alert", "Due: Write the page"]
    assert shown(await get(locked, f"{team(locked)}?todos=1"), "vtodo") == ["Add an alert", "Write the page"]
    assert shown(await get(locked, f"{owners(locked, 'Ben & co')}&todos=1"), "vtodo") == ["Write the page"]


def shape(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything that can be told apart from outside. Every answer has an id of its own."""
    return answer.status_code, answer.content, sorted(one for one in answer.headers.items() if one[0] != HEADER)


async def test_a_wrong_a_renewed_and_an_unknown_key_get_one_answer(locked: House) -> None:
    """Status, words and headers: nobody learns whether an address ever was one, or whose."""
    old_team, old_owner = team(locked), owners(locked, "Ben & co")
    secret_links.renew(locked.app, Purpose.TEAM, None)
    secret_links.renew(locked.app, Purpose.OWNER, None, "Ben & co")
    right = secret_links.key(locked.app, Purpose.TEAM)
    paths = [
        old_team,
        old_owner,
        "/live/feed/team/x.ics",
        f"/live/feed/team/{'a' * 26}.ics",
        f"/live/feed/team/{right.upper()}.ics",
        f"/live/feed/owner/{right}.ics?owner=Ben",
        owners(locked, "Ben & co", "Ada Lovelace"),
        f"/live/feed/owner/{'a' * 26}.ics",
    ]
    answers = [shape(await get(locked, path)) for path in paths]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)
    assert (await get(locked, team(locked))).status_code == 200


async def test_strange_addresses_are_wrong_ones(locked: House) -> None:
    """Whatever stands there: no error, and no calendar."""
    for path in ("%00", "%ff", "a%0d%0ab", "名前", "x" * 4_000, "..%5c", "%F0%9F%8E%89"):
        answer = await get(locked, f"/live/feed/team/{path}.ics")
        assert answer.status_code in (404, 429), path
    assert (await get(locked, f"/live/feed/owner/x.ics?owner={'x' * 5_000}")).status_code in (404, 429)


async def test_the_way_to_a_refusal_is_as_long_for_every_key(open_house: Callable[..., Any]) -> None:
    """A renewed key, a wrong one and a stranger's name all ask the database the same, once."""
    house: House = await open_house(access="key")
    old = secret_links.key(house.app, Purpose.TEAM)
    secret_links.renew(house.app, Purpose.TEAM, None)

    def way(key: str) -> list[str]:
        with asked(house.app.db) as statements:
            assert not secret_links.verify_key(house.app, Purpose.TEAM, key)
        return statements

    ways = [way(key) for key in (old, "a" * 26, "x")]
    assert [len(statements) for statements in ways] == [1, 1, 1]
    assert ways[0] == ways[1] == ways[2]


async def test_a_cookie_opens_no_calendar(locked: House) -> None:
    """Not even the cookie of somebody inside: the key is all that counts."""
    pm_id = locked.meeting()
    async with locked.http(locked.person(pm_id, "facilitator")) as browser:
        assert (await browser.get("/live/feed/team/x.ics")).status_code == 404


async def test_calendars_have_a_rate_and_so_have_wrong_keys(locked: House) -> None:
    """Ten a minute for one calendar; ten wrong tries, after which right ones still open."""
    codes = [(await get(locked, team(locked))).status_code for _ in range(12)]
    assert codes[:10] == [200] * 10
    assert codes[-1] == 429
    codes = [(await get(locked, f"/live/feed/team/{n}.ics")).status_code for n in range(12)]
    assert codes[:10] == [404] * 10
    assert codes[-1] == 429
    assert (await get(locked, owners(locked, "Ben & co"))).status_code == 200


async def test_the_open_mode_answers_only_this_computer(open_house: Callable[..., Any]) -> None:
    """The door stands before calendars too."""
    house: House = await open_house()
    assert (await get(house, team(house))).status_code == 200
    assert (await get(house, team(house), {"x-forwarded-for": "198.51.100.7"})).status_code == 403


async def test_links_in_a_calendar_lead_to_where_it_was_asked(open_house: Callable[..., Any]) -> None:
    """Or to the address that the team set."""
    house: House = await open_house(access="key", url=None)
    with house.app.db.write() as tx:
        held_in(tx, create_from(tx, Postmortem(title="Disk full", actions=ROWS)))
    assert "URL:http://127.0.0.1:8501/summary?pm=" in (await get(house, team(house))).text


async def test_a_calendar_app_that_has_the_file_is_not_sent_it_again(locked: House) -> None:
    """Every few hours, from each laptop and phone. Nothing is written for that answer."""
    for path in (f"{team(locked)}?todos=1", owners(locked, "Ben & co")):
        first = await get(locked, path)
        tag = first.headers["etag"]
        for version in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"x",{tag} , "y"'):
            again = await get(locked, path, {"if-none-match": version})
            assert (again.status_code, again.content) == (304, b"")
            assert (again.headers["etag"], again.headers["cache-control"]) == (tag, "private, no-cache")
        for version in ('"other", W/', tag[3:-1], "*" * 4_000):
            assert shown_lines(await get(locked, path, {"if-none-match": version})) == shown_lines(first)


def shown_lines(answer: httpx.Response) -> list[str]:
    """All but when the file was made."""
    return [line for line in answer.text.splitlines() if not line.startswith("DTSTAMP")]


async def test_a_file_that_changed_is_sent_whole(locked: House) -> None:
    """With its new version. A change that the calendar does not show need not make one."""
    first = await get(locked, team(locked))
    with locked.app.db.write() as tx:
        held_in(tx, create_from(tx, Postmortem(title="Queue", actions=ROWS[:1])))
    later = await get(locked, team(locked), {"if-none-match": first.headers["etag"]})
    assert (later.status_code, len(shown(later))) == (200, 3)
    assert later.headers["etag"] != first.headers["etag"]


async def test_a_wrong_key_with_a_right_version_is_a_wrong_key(locked: House) -> None:
    """Whoever once had the file learns nothing of it by its version."""
    tag = (await get(locked, team(locked))).headers["etag"]
    secret_links.renew(locked.app, Purpose.TEAM, None)
    for key in ("x", "a" * 26):
        answer = await get(locked, f"/live/feed/team/{key}.ics", {"if-none-match": tag})
        assert (answer.status_code, "etag" in answer.headers) == (404, False)
