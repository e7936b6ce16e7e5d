"""``POST /live/in/<source>``: a body of another system, stored before it is answered.

The answer is the postmortem's id and nothing else, or null where there is none (yet): ``{"id": …}``. What cannot be
understood but could be meant is answered as stored, because a sender that is refused sends it for ever or stops
sending. A busy database holds up no sender: the body is then kept in a file, and the answer is 202.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.errors import BadInput, DebriefError, NoSender, NotFound, StorageTrouble, TooLarge
from core.live.context import LiveContext, live_of
from core.live.http import html_pages
from core.live.http.inbound.sent_body import read_body
from core.live.http.origin import address_of
from core.live.http.requests import json_errors
from core.services.inbound import keys, signing, spool
from core.services.inbound.source import Incoming, Source
from core.services.inbound.sources import source_named
from core.services.inbound.taking_in import Arrived

T = TypeVar("T")
ASK = {"www-authenticate": 'Basic realm="debrief", charset="UTF-8"'}
"""Some senders bring their password only after they were asked for it."""


@json_errors
async def receive(request: Request) -> Response:
    """With the key in a header, or signed."""
    return await _answered(request, _key_of(request), in_address=False)


@json_errors
async def receive_with_key(request: Request) -> Response:
    """With the key in the address, for a sender that can set no header."""
    return await _answered(request, request.path_params["key"], in_address=True)


async def _answered(request: Request, key: str, *, in_address: bool) -> Response:
    live = live_of(request)
    name = "an unknown source"
    try:
        source = source_named(request.path_params["source"])
        name = source.name
        address = address_of(request, live.settings.trusted_proxies)
        live.inbound_rates.check(f"address {address}")
        async with live.inbound_places.turn(address):
            return await _Request(live, request, source, address, key, in_address).answer()
    except BadInput as error:
        status = error.status if isinstance(error, TooLarge) else 400
        return _refused(live, name, status, error.sentence)
    except (NoSender, NotFound) as error:
        return _refused(live, name, error.status, error.sentence)
    except DebriefError as error:
        live.inbound_refusals.note(name, error.status, error.sentence)
        raise


def _refused(live: LiveContext, name: str, status: int, sentence: str) -> Response:
    live.inbound_refusals.note(name, status, sentence)
    answer = html_pages.sentence_as_json(sentence, status)
    answer.headers.update(ASK if status == NoSender.status else {})
    return answer


@dataclass(frozen=True)
class _Request:
    live: LiveContext
    request: Request
    source: Source
    address: str
    key: str
    in_address: bool

    async def answer(self) -> Response:
        limits = self.live.limits
        body = await read_body(self.request, limits)
        came_at = await self._check_sender(body)
        self.live.inbound_rates.check(f"source {self.source.name}")
        self.live.inbound_byte_rates.check(f"source {self.source.name}", amount=len(body))
        return await self._stored(body, came_at)

    async def _check_sender(self, body: bytes) -> datetime:
        """Returns when it came, by the database's clock."""
        app, headers = self.live.app, {name.lower(): value for name, value in self.request.headers.items()}

        def check() -> datetime:
            return signing.require_sender(app, self.source, body, headers, self.key, in_address=self.in_address)

        try:
            return await self._run(check)
        except NoSender:
            self.live.wrong_key_rates.check(self.address)
            raise

    async def _stored(self, body: bytes, came_at: datetime) -> Response:
        app, limits = self.live.app, self.live.limits
        kept = {name: self.request.headers.get(name, "") for name in self.source.headers}
        headers = {name: value[: limits.inbound_header_characters] for name, value in kept.items() if value}

        incoming = Incoming(self.source.name, body, headers, came_at)
        prepared = await self._run(lambda: self.source.receiver.prepare(app, incoming))
        arrived = Arrived(self.source, incoming, prepared)
        try:
            pm_id = await asyncio.wait_for(self.live.inbound_queue.put(arrived), limits.inbound_answer_seconds)
        except (TimeoutError, StorageTrouble):
            # The database may take it after all. Then it is stored twice, and the second time changes nothing.
            await asyncio.to_thread(spool.keep, app, incoming)
            return JSONResponse({"id": None}, 202)
        return JSONResponse({"id": pm_id})

    async def _run(self, work: Callable[[], T]) -> T:
        return await self.live.threads.run_inbound(work)


def _key_of(request: Request) -> str:
    """The key of ``Authorization: Bearer …``, or the password of basic authentication; empty without."""
    return keys.given_in(request.headers.get("authorization", ""))
