"""``POST /live/in/<tracker>``: signed or with a key, answered at once, and nothing told to whoever sends."""

import hashlib
import hmac
import json
from typing import Any

import httpx
import pytest

from core.domain.inbound.signed_body import SigningSecret
from core.domain.tracker.answers.registry import READERS
from core.services.documents import document_store
from core.services.inbound import keys, signing
from core.services.tracker import answers
from tests.domain.tracker.answers import bodies
from tests.support.alerts import bearer, stored, work
from tests.support.edits import add_row
from tests.support.live import House

SECRET = "a shared secret of ours"
ISSUE = "https://github.com/acme/shop/issues/123"


async def send(house: House, path: str, body: dict[str, Any] | bytes, **headers: str) -> httpx.Response:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with house.http() as sender:
        return await sender.post(f"/live/in/{path}", content=data, headers={"content-type": "application/json"} | named)


def with_action(house: House) -> str:
    pm_id = house.meeting()
    document_store.edit(house.app, pm_id, add_row("actions", "a", "Page on-call", "V", link=ISSUE), None)
    return pm_id


async def test_a_signed_message_is_proposed(house: House) -> None:
    """Without a key beside its signature; wrong ones are refused, and nothing of theirs is kept."""
    with_action(house)
    signing.set_secret(house.app, "github", SigningSecret(SECRET), None)
    data = json.dumps(bodies.github()).encode()
    good = "sha256=" + hmac.new(SECRET.encode(), data, hashlib.sha256).hexdigest()
    for wrong in ("", "sha256=", good[:-1] + "0", good.removeprefix("sha256=")):
        assert (await send(house, "github", data, x_hub_signature_256=wrong)).status_code == 401
    assert stored(house.app) == []
    answer = await send(house, "github", data, x_hub_signature_256=good, x_github_event="issues")
    assert (answer.status_code, answer.json()) == (200, {"id": None})
    work(house.app)
    assert len(answers.proposed(house.app, None).rows) == 1


@pytest.mark.parametrize("source", READERS)
async def test_without_a_secret_the_key_lets_it_send(house: House, source: str) -> None:
    """In a header, as the password of basic authentication, or in the address; never without."""
    body = {"anything": 1}
    assert (await send(house, source, body)).status_code == 401
    assert (await send(house, source, body, **bearer(house.app))).status_code == 200
    assert (await send(house, f"{source}/{keys.key(house.app, source)}", body)).status_code == 200


async def test_known_and_unknown_issues_get_the_same_answer(house: House) -> None:
    """Whoever may send learns nothing about what is written here."""
    with_action(house)
    known = await send(house, "github", bodies.github(), **bearer(house.app))
    unknown = await send(house, "github", bodies.github(html_url=ISSUE + "4"), **bearer(house.app))
    assert known.text == unknown.text == '{"id":null}'


async def test_test_messages_are_answered_well(house: House) -> None:
    """Else the tracker would show its webhook as broken."""
    ping = await send(house, "github", {"zen": "x", "hook_id": 1}, x_github_event="ping", **bearer(house.app))
    test = await send(house, "gitlab", bodies.gitlab(None), **bearer(house.app))
    assert (ping.status_code, test.status_code) == (200, 200)
    assert [item.note for item in stored(house.app)] == ["A test message."] * 2


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
async def test_what_is_no_message_is_refused(house: House, data: bytes) -> None:
    """With a reason, and stored nowhere."""
    for source in READERS:
        answer = await send(house, source, data, **bearer(house.app))
        assert answer.status_code == 400
        assert set(answer.json()) == {"sentence"}
    assert stored(house.app) == []
