"""``GET /live/metrics``: for this computer itself, or for whoever sends the metrics key; for nobody else.

The key is the operator's own, ``DEBRIEF_METRICS_KEY``, as ``Authorization: Bearer``. Without one set, only this
computer is answered, without a proxy between. A wrong key is counted as any other is.
"""

import hmac
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotAllowed
from core.live.context import live_of
from core.live.http.origin import address_of, from_this_computer
from core.live.http.requests import json_errors
from core.live.metrics.exposition import CONTENT_TYPE, exposition

NOT_FOR_YOU: Final = (
    "The figures are for the computer that Debrief runs on, or for a request with the metrics key. "
    "docs/monitoring.md says how a key is set and sent."
)


@json_errors
async def metrics(request: Request) -> Response:
    live = live_of(request)
    sent = request.headers.get("authorization")
    if sent is not None and not _is_key(sent, live.settings.metrics_key):
        live.wrong_key_rates.check(address_of(request, live.settings.trusted_proxies))
        raise NotAllowed(NOT_FOR_YOU)
    if sent is None and not from_this_computer(request):
        raise NotAllowed(NOT_FOR_YOU)
    return Response(await exposition(live), headers={"content-type": CONTENT_TYPE, "cache-control": "no-store"})


def _is_key(sent: str, key: str) -> bool:
    """In the same time for every wrong one. Nothing fits when no key is set."""
    scheme, _, given = sent.partition(" ")
    fits = hmac.compare_digest(given.strip().encode("utf-8", "replace"), key.encode())
    return fits and bool(key) and scheme.lower() == "bearer"
