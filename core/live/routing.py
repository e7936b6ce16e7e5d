"""All routes of the live floor. Each one checks for itself who is asking; a test walks this table."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from core.live import due, enter, feeds, files, hints
from core.live.socket import socket


async def health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


ROUTES: list[BaseRoute] = [
    Route("/live/health", health, methods=["GET"]),
    Route("/live/enter", enter.show, methods=["GET"]),
    Route("/live/enter", enter.enter, methods=["POST"]),
    Route("/live/assets/{file}", files.asset, methods=["GET"]),
    Route("/live/export/{name}", files.export, methods=["GET"]),
    Route("/live/feed/team/{key}.ics", feeds.team, methods=["GET"]),
    Route("/live/feed/owner/{key}.ics", feeds.owner, methods=["GET"]),
    Route("/live/hints/{pm_id}", hints.check, methods=["POST"]),
    Route("/live/hints/{pm_id}/dismiss", hints.dismiss, methods=["POST"]),
    Route("/live/hints/{pm_id}/accept", hints.accept, methods=["POST"]),
    Route("/live/due/{pm_id}", due.understand, methods=["POST"]),
    WebSocketRoute("/live/ws/{pm_id}", socket),
]
