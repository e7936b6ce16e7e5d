"""All routes of the live floor. Each one checks for itself who is asking; a test walks this table."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from core.live.socket import socket


async def health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


ROUTES: list[BaseRoute] = [
    Route("/live/health", health, methods=["GET"]),
    WebSocketRoute("/live/ws/{pm_id}", socket),
]
