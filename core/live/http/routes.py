"""All routes of the live floor. Each one checks for itself who is asking; a test walks this table."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.errors import DebriefError
from core.live.context import live_of
from core.live.http import (
    assets,
    calendar_feeds,
    due_dates,
    enter,
    evidence,
    exports,
    hints,
    meeting_commands,
    memory,
    quiet_minutes,
    review_answers,
    timelines,
    votes,
)
from core.live.http.html_pages import retry_after, sentence_as_json
from core.live.http.inbound import receive as inbound
from core.live.http.mail import links as mail_links
from core.live.http.operators.metrics import metrics
from core.live.http.sign_in import routes as sign_in
from core.live.http.sign_in import sign_out
from core.live.http.tracker import new_issue
from core.live.room.socket_door import ROUTE
from core.services.operations.readiness import OK, STOPPING


async def health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Whether it can do its work now; ``health`` only says that it answers."""
    try:
        live = live_of(request)
        # Whoever asks over a connection from before: a new one is refused already.
        checks = {"server": STOPPING} if live.rooms.closed else await live.readiness.checks()
    except DebriefError as error:
        return sentence_as_json(error.sentence, error.status)
    well = set(checks.values()) <= {OK}
    body = {"status": "ready" if well else "not ready", "checks": checks}
    status = 200 if well else 503
    return JSONResponse(body, status, {"cache-control": "no-store", **retry_after(status)})


ROUTES: list[BaseRoute] = [
    Route("/live/health", health, methods=["GET"]),
    Route("/live/ready", ready, methods=["GET"]),
    Route("/live/metrics", metrics, methods=["GET"]),
    Route("/live/enter", enter.show_enter_page, methods=["GET"]),
    Route("/live/enter", enter.enter, methods=["POST"]),
    Route("/live/enter#{given}", enter.show_encoded_link, methods=["GET"]),
    Route("/live/sign-in", sign_in.leave, methods=["GET"]),
    Route("/live/signed-in", sign_in.arrive, methods=["GET"]),
    Route("/live/sign-out", sign_out.show_sign_out, methods=["GET"]),
    Route("/live/sign-out", sign_out.sign_out, methods=["POST"]),
    Route("/live/assets/{file}", assets.asset, methods=["GET"]),
    Route("/live/export/{name}", exports.export, methods=["GET"]),
    Route("/live/feed/team/{key}.ics", calendar_feeds.team, methods=["GET"]),
    Route("/live/feed/owner/{key}.ics", calendar_feeds.owner, methods=["GET"]),
    Route("/live/mail/confirm/{token}", mail_links.show_confirm, methods=["GET"]),
    Route("/live/mail/confirm/{token}", mail_links.confirm, methods=["POST"]),
    Route("/live/mail/stop/{token}", mail_links.show_stop, methods=["GET"]),
    Route("/live/mail/stop/{token}", mail_links.stop, methods=["POST"]),
    Route("/live/hints/{pm_id}", hints.check, methods=["POST"]),
    Route("/live/hints/{pm_id}/dismiss", hints.dismiss, methods=["POST"]),
    Route("/live/hints/{pm_id}/accept", hints.accept, methods=["POST"]),
    Route("/live/due/{pm_id}", due_dates.read_due_date, methods=["POST"]),
    Route("/live/timeline/{pm_id}", timelines.read_text, methods=["POST"]),
    Route("/live/evidence/{pm_id}", evidence.add, methods=["POST"]),
    Route("/live/evidence/{pm_id}/{picture_id}", evidence.show, methods=["GET"]),
    Route("/live/clock/{pm_id}", meeting_commands.press_route, methods=["POST"]),
    Route("/live/skip/{pm_id}", meeting_commands.skip, methods=["POST"]),
    Route("/live/lead/{pm_id}", meeting_commands.take_over, methods=["POST"]),
    Route("/live/quiet/{pm_id}", quiet_minutes.press, methods=["POST"]),
    Route("/live/day-order/{pm_id}", due_dates.remember_order, methods=["POST"]),
    Route("/live/vote/{pm_id}", votes.press, methods=["POST"]),
    Route("/live/seen/{pm_id}", memory.ask, methods=["POST"]),
    Route("/live/review/{pm_id}", review_answers.save_answer, methods=["POST"]),
    Route("/live/in/{source}", inbound.receive, methods=["POST"]),
    Route("/live/in/{source}/{key}", inbound.receive_with_key, methods=["POST"]),
    Route("/live/issue/{pm_id}/{action_id}", new_issue.open_form, methods=["GET"]),
    Route("/live/issue/{pm_id}/{action_id}/text", new_issue.text, methods=["GET"]),
    ROUTE,
]
