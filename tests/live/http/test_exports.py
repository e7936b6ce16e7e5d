"""A postmortem as a file, for whoever may read it."""

from collections.abc import Callable
from typing import Any

import pytest

from core.live.http.exports import download
from core.live.server import request_id
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.exchange.exports import Export
from tests.support.files import words_of
from tests.support.live import House


@pytest.mark.parametrize("fmt", ["md", "html", "json"])
async def test_a_member_takes_the_postmortem_home(house: House, fmt: str) -> None:
    """At any moment, as a download and never shown in place."""
    pm_id = house.meeting("The queue stood still")
    async with house.http(house.person(pm_id, "viewer")) as browser:
        answer = await browser.get(f"/live/export/{pm_id}.{fmt}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["cache-control"] == "no-store"
    assert "The queue stood still" in answer.text


async def test_a_format_that_does_not_exist_gets_a_sentence(house: House) -> None:
    """And so does a name without one."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        for name in (f"{pm_id}.exe", pm_id, f"{pm_id}."):
            answer = await browser.get(f"/live/export/{name}")
            assert answer.status_code in (403, 404, 422)
            assert "sentence" in answer.json()


async def test_the_workspace_reads_everything_and_a_stranger_nothing(open_house: Callable[..., Any]) -> None:
    """Home links to the invite of a meeting its reader is not in."""
    house: House = await open_house()
    pm_id = house.meeting()
    async with house.http(house.person()) as browser:
        assert (await browser.get(f"/live/export/{pm_id}.md")).status_code == 200
    locked: House = await open_house(access="key")
    async with locked.http(locked.person()) as browser:
        assert (await browser.get(f"/live/export/{pm_id}.md")).status_code == 403


async def test_exports_have_a_rate(house: House) -> None:
    """Ten a minute are plenty for a person."""
    pm_id = house.meeting()
    async with house.http(house.person(pm_id)) as browser:
        codes = [(await browser.get(f"/live/export/{pm_id}.json")).status_code for _ in range(12)]
    assert codes[:10] == [200] * 10
    assert codes[-1] == 429


@pytest.mark.parametrize("fmt", ["md", "pdf", "docx", "csv", "todo.ics", "slack"])
async def test_a_script_takes_any_postmortem_with_the_key(open_house: Callable[..., Any], fmt: str) -> None:
    """From a stable address, without a browser; the file's name says what it is."""
    house: House = await open_house(access="key")
    pm_id = house.meeting("The queue stood still")
    bearer = f"Bearer {secret_links.key(house.app, Purpose.EXPORT)}"
    async with house.http(authorization=bearer) as script:
        answer = await script.get(f"/live/export/{pm_id}.{fmt}")
        unknown = await script.get(f"/live/export/nothing.{fmt}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="postmortem-the-queue-stood-still')
    assert "set-cookie" not in answer.headers
    assert "The queue stood still" in words_of(answer.content, fmt) or fmt in ("csv", "todo.ics")
    assert unknown.status_code == 404


async def test_a_wrong_key_is_worth_as_much_as_none(open_house: Callable[..., Any]) -> None:
    """Wrong, renewed, another purpose's, malformed: one answer, the same for a postmortem that does not exist."""
    house: House = await open_house(access="key")
    pm_id = house.meeting("The queue stood still")
    renewed = secret_links.key(house.app, Purpose.EXPORT)
    secret_links.renew(house.app, Purpose.EXPORT, None)
    right = secret_links.key(house.app, Purpose.EXPORT)
    tried = [
        f"Bearer {renewed}",
        "Bearer x",
        "Bearer",
        f"Bearer {secret_links.key(house.app, Purpose.TEAM)}",
        f"Basic {right}",
        right,
        "",
    ]
    answers = []
    for authorization in tried:
        async with house.http(authorization=authorization) as script:
            for name in (f"{pm_id}.md", "nothing.md"):
                answer = await script.get(f"/live/export/{name}")
                headers = sorted(one for one in answer.headers.items() if one[0] != request_id.HEADER)
                answers.append((answer.status_code, answer.content, headers))
    assert answers[0][0] == 403
    assert all(answer == answers[0] for answer in answers)
    assert "the key which Settings shows now: Authorization: Bearer KEY" in answers[0][1].decode()


async def test_somebody_of_another_meeting_is_told_of_the_join_link(open_house: Callable[..., Any]) -> None:
    """A person with a browser has no use for a sentence about scripts."""
    house: House = await open_house(access="key")
    mine, other = house.meeting(), house.meeting()
    async with house.http(house.person(mine)) as browser:
        answer = await browser.get(f"/live/export/{other}.md")
    assert answer.status_code == 403
    assert "Open the join link" in answer.text


async def test_wrong_keys_have_a_rate_that_says_nothing(open_house: Callable[..., Any]) -> None:
    """Ten a minute; somebody with the right one, or with a cookie, goes on."""
    house: House = await open_house(access="key")
    pm_id = house.meeting()
    async with house.http(authorization="Bearer x") as script:
        codes = [(await script.get(f"/live/export/{pm_id}.md")).status_code for _ in range(12)]
    assert codes[:10] == [403] * 10
    assert codes[-1] == 429
    async with house.http(authorization=f"Bearer {secret_links.key(house.app, Purpose.EXPORT)}") as script:
        assert (await script.get(f"/live/export/{pm_id}.md")).status_code == 200
    async with house.http(house.person(pm_id)) as browser:
        assert (await browser.get(f"/live/export/{pm_id}.md")).status_code == 200


async def test_scripts_have_the_rate_of_exports(open_house: Callable[..., Any]) -> None:
    """Ten a minute from one address."""
    house: House = await open_house(access="key")
    pm_id = house.meeting()
    async with house.http(authorization=f"bearer {secret_links.key(house.app, Purpose.EXPORT)}") as script:
        codes = [(await script.get(f"/live/export/{pm_id}.json")).status_code for _ in range(12)]
    assert codes[:10] == [200] * 10
    assert codes[-1] == 429


def test_a_file_name_is_never_a_header_of_its_own() -> None:
    """Quotes, line breaks and other alphabets are encoded."""
    made = Export('Ausfall "DB"\r\nX: y – 日本.md', "text/markdown", b"")
    header = download(made).headers["content-disposition"]
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2
    assert "filename*=UTF-8''Ausfall%20%22DB%22" in header
