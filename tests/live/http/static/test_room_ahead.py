"""What stands in the head of a room's page for one person: for whom, how it is written, and who is told nothing."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from core.errors import StorageTrouble
from core.live.http.static import room_ahead
from core.live.http.static.room_ahead import as_json, elements
from core.services import access
from core.services.access import closing
from core.services.meetings import room_data
from core.services.operations import browser_bundle
from core.store import settings_kv
from core.store.people import visitors
from tests.support.live import House, Person

TITLE = "Secret words in the title"
HOSTILE = "</script><script>alert(1)</script><!-- <script> \u2028\u2029 ]]> &lt;/script&gt; 😀"


class _Head(HTMLParser):
    """What a browser makes of the page: its scripts with their content, and the page's data."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.data = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs))
        self._inside = tag == "script" and dict(attrs).get("id") == room_ahead.ELEMENT

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data += data


def read(page: str) -> _Head:
    head = _Head()
    head.feed(page)
    head.close()
    return head


async def page_of(house: House, pm_id: str, person: Person | None, page: str = "room", **headers: str) -> Any:
    async with house.http(person, **headers) as browser:
        return await browser.get(f"/{page}", params={"pm": pm_id})


async def data_of(house: House, pm_id: str, person: Person | None) -> dict[str, Any] | None:
    answer = await page_of(house, pm_id, person)
    assert answer.status_code == 200
    found = read(answer.text).data
    assert (TITLE in answer.text) is bool(found)
    return json.loads(found) if found else None


async def test_a_member_gets_the_data_and_the_script_that_reads_them(house: House) -> None:
    """The same that the page's components get, before anything of Streamlit has run."""
    pm_id = house.meeting(TITLE)
    person = house.person(pm_id)
    answer = await page_of(house, pm_id, person)
    head = read(answer.text)
    expected = room_data.data_before_page(house.app, person.visitor, pm_id, inside=True)
    assert expected is not None
    themes: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    assert json.loads(head.data) == json.loads(json.dumps({**expected, "themes": themes}))
    script = f"./live/assets/{browser_bundle.script_of('board')}"
    assert {"type": "module", "async": None, "src": script} in head.scripts
    assert answer.text.index(room_ahead.ELEMENT) < answer.text.index("</head>")


async def test_a_page_with_data_is_kept_nowhere(house: House) -> None:
    """Neither by a browser nor by a proxy; compressed or not it has its right length."""
    pm_id = house.meeting(TITLE)
    for encoding in ("gzip", "identity"):
        answer = await page_of(house, pm_id, house.person(pm_id), **{"accept-encoding": encoding})
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert answer.headers.get("content-encoding", "identity") == encoding
        assert TITLE in answer.text


async def test_one_persons_data_are_never_in_another_ones_page(house: House) -> None:
    """The page without data is made once for all; what is put into it for one is not kept."""
    pm_id = house.meeting(TITLE)
    reader, writer = house.person(pm_id, "viewer"), house.person(pm_id)
    for _ in range(2):
        for person, readonly in ((writer, False), (reader, True)):
            data = await data_of(house, pm_id, person)
            assert data is not None
            assert data["board"]["readonly"] is readonly
        assert await data_of(house, pm_id, None) is None
        assert await data_of(house, pm_id, house.person()) is None


@pytest.mark.parametrize("access_mode", ["key", "open"])
async def test_who_may_not_come_in_gets_the_bare_page(open_house: Callable[..., Any], access_mode: str) -> None:
    """Strangers, members of another meeting, who was removed, and a made-up cookie; and for no meeting that is none."""
    house: House = await open_house(access=access_mode)
    pm_id = house.meeting(TITLE)
    removed, lead = house.person(pm_id), house.person(pm_id, "facilitator")
    access.remove(house.app, house.member(lead, pm_id), pm_id, removed.id)
    invented = Person(lead.visitor, "A" * 22)
    for person in (None, house.person(), house.person(house.meeting("Another one")), removed, invented):
        assert await data_of(house, pm_id, person) is None
    for nothing in ("", "nothing-like-it", "x" * 10_000, "' OR 1=1", "\x00"):
        assert await data_of(house, nothing, lead) is None
    assert await data_of(house, pm_id, lead) is not None


async def test_only_the_workspace_is_told_of_other_incidents(open_house: Callable[..., Any]) -> None:
    """A guest's board does not look for them."""
    house: House = await open_house(access="key")
    pm_id = house.meeting(TITLE)
    guest, insider = house.person(pm_id), house.person(pm_id)
    with house.app.db.write() as tx:
        visitors.grant_workspace(tx, insider.id, settings_kv.workspace_generation(tx))
    for person, told in ((guest, False), (insider, True)):
        data = await data_of(house, pm_id, person)
        assert data is not None
        assert data["board"]["seen"] is told
        assert data["board"]["labels"] == {}


async def test_what_is_closed_is_told_to_those_who_were_named(house: House) -> None:
    pm_id = house.meeting(TITLE)
    lead, named, other = house.person(pm_id, "facilitator"), house.person(pm_id), house.person(pm_id)
    closing.close(house.app, pm_id, [named.id], lead.visitor)
    assert await data_of(house, pm_id, named) is not None
    assert await data_of(house, pm_id, other) is None


async def test_other_pages_and_other_methods_tell_nothing(house: House) -> None:
    """The shared screen has an address of its own; a question for the headers alone has no body."""
    pm_id = house.meeting(TITLE)
    person = house.person(pm_id)
    assert read((await page_of(house, pm_id, person, "present")).text).data == ""
    async with house.http(person) as browser:
        assert (await browser.head("/room", params={"pm": pm_id})).content == b""


async def test_hostile_words_stay_words(house: House) -> None:
    """A title cannot end its element, begin a comment or add a script; it arrives as it was typed."""
    title = "</script><script>alert(1)</script><!-- <script> ]]> &lt;/script&gt;"
    pm_id = house.meeting(title)
    answer = await page_of(house, pm_id, house.person(pm_id))
    head = read(answer.text)
    assert json.loads(head.data)["clock"]["title"] == title
    bare = read((await page_of(house, pm_id, None)).text)
    assert len(head.scripts) == len(bare.scripts) + 2
    between = re.search(rf'id="{room_ahead.ELEMENT}">(.*?)</script>', answer.text, re.DOTALL)
    assert between is not None
    assert between[1] == head.data
    assert not re.search(r"[<>&\u2028\u2029]", between[1])


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "</SCRIPT >", "<!--", "-->", "]]>", "\u2028", "\x00", "\ud800", '"\\', "&amp;"],
    ids=["all", "end", "comment", "comment end", "cdata", "line", "null", "half", "quotes", "entity"],
)
def test_json_in_an_element_is_read_back_whole(text: str) -> None:
    """In ASCII, without one sign that HTML knows."""
    written = as_json({text: [text]})
    assert written.isascii()
    assert not re.search("[<>&]", written)
    assert json.loads(written) == {text: [text]}
    assert read(f"<head>{elements({text: text}).decode()}</head>").data == as_json({text: text})


async def test_a_failure_leaves_the_page_as_it_was(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that cannot be read, or anything that nobody thought of: the page goes on and says what is wrong."""
    pm_id = house.meeting(TITLE)
    person = house.person(pm_id)
    for error in (StorageTrouble(), RuntimeError("nobody thought of it")):

        def fails(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(room_data, "data_before_page", fails)
            assert await data_of(house, pm_id, person) is None
    with monkeypatch.context() as patch:
        patch.setattr(browser_bundle, "script_of", lambda _: (_ for _ in ()).throw(FileNotFoundError()))
        answer = await page_of(house, pm_id, person)
        assert (answer.status_code, read(answer.text).data) == (200, "")


async def test_reading_the_page_makes_nobody_a_member(house: House) -> None:
    """Also where the workspace is open: a preview of a link is no visit."""
    pm_id = house.meeting(TITLE)
    await data_of(house, pm_id, house.person())
    assert access.people(house.app, pm_id) == []
