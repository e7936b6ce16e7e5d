"""No key in a log: what our own process, and what the server that carries it, write down about an address."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
import uvicorn

from core.live.server.log_redaction import LOGGERS, RedactingFilter, install_redaction, redacted
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.app import App
from core.services.exchange import calendar_feeds
from tests.support.live import House, application

KEY = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"/live/feed/team/{KEY}.ics", "/live/feed/team/…"),
        (f"/live/feed/owner/{KEY}.ics?owner=Ada", "/live/feed/owner/…?owner=Ada"),
        (f"GET /base/live/feed/team/{KEY}.ics HTTP/1.1", "GET /base/live/feed/team/… HTTP/1.1"),
        (f"//live//feed//team//{KEY}.ics", "//live//feed//team//…"),
        (f"/LIVE/FEED/TEAM/{KEY}", "/LIVE/FEED/TEAM/…"),
        (f"/live/feed%2Fteam%2f{KEY}.ics", "/live/feed%2Fteam%2f…"),
        (f"< cookie: x=1; debrief_visitor={KEY}; y=2", "< cookie: x=1; debrief_visitor=…; y=2"),
        (f"/live/in/alertmanager/{KEY}", "/live/in/alertmanager/…"),
        (f"POST /base/live//in//sns/{KEY}?x=1 HTTP/1.1", "POST /base/live//in//sns/…?x=1 HTTP/1.1"),
        (f"/live/in%2Fsns%2f{KEY}", "/live/in%2Fsns%2f…"),
        (f"/live%2fin/any-name.x/{KEY}/more", "/live%2fin/any-name.x/…/more"),
        ("/live/in/alertmanager", "/live/in/alertmanager"),
        (f"GET /live/signed-in?code=4/0{KEY}&state={KEY} HTTP/1.1", "GET /live/signed-in?… HTTP/1.1"),
        (f"/base/live/signed-in?error=x&state={KEY}", "/base/live/signed-in?…"),
        ("/live/signed-in", "/live/signed-in"),
        (f"GET /live/enter%23m=x&r=viewer&t={KEY} HTTP/1.1", "GET /live/enter%23… HTTP/1.1"),
        (f"/base/live/enter%23k%3D{KEY}", "/base/live/enter%23…"),
        ("/live/enter?to=/archive", "/live/enter?to=/archive"),
        ("/live/sign-in?to=/archive", "/live/sign-in?to=/archive"),
        (f"debrief_sign_in={KEY}.{KEY}; debrief_id_token={KEY}.{KEY}", "debrief_sign_in=…; debrief_id_token=…"),
        ("/live/export/abc.md", "/live/export/abc.md"),
        ("/follow_up?owner=x", "/follow_up?owner=x"),
    ],
)
def test_the_key_is_what_is_hidden_and_nothing_else(written: str, shown: str) -> None:
    """A log stays a log: which address, which owner, when."""
    assert redacted(written) == shown


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ('%s - "%s %s HTTP/%s" %d', ("127.0.0.1:1", "GET", f"/live/feed/team/{KEY}.ics", "1.1", 200)),
        (f"GET /live/feed/team/{KEY}.ics", ()),
        ("%(path)s", ({"path": f"/live/feed/owner/{KEY}.ics"},)),
        ("%s", ({"raw_path": f"/live/feed/owner/{KEY}.ics".encode()},)),
        ("%s %r", (b"/live/feed/team/" + KEY.encode(), ["/live/feed/team/" + KEY])),
    ],
)
def test_whatever_way_a_record_carries_it(message: str, args: tuple[object, ...]) -> None:
    """As text, as bytes, inside a scope; numbers stay numbers."""
    record = logging.LogRecord("x", logging.INFO, "", 0, message, args, None)
    assert RedactingFilter().filter(record)
    assert KEY not in record.getMessage()
    assert "feed" in record.getMessage()


def test_being_quiet_twice_is_being_quiet_once() -> None:
    """A server that is opened again in one process does not pile filters up."""
    install_redaction()
    install_redaction()
    for name in LOGGERS:
        assert sum(isinstance(item, RedactingFilter) for item in logging.getLogger(name).filters) == 1


async def test_an_error_in_our_own_code_names_no_key(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log of an error names the place and keeps the secret."""
    key = secret_links.key(house.app, Purpose.TEAM)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the calendar fell off the wall")

    monkeypatch.setattr(calendar_feeds, "team_feed", broken)
    async with house.http() as browser:
        answer = await browser.get(f"/live/feed/team/{key}.ics")
    assert answer.status_code == 500
    assert "the calendar fell off the wall" in caplog.text
    assert "/live/feed/team/…" in caplog.text
    assert key not in caplog.text
    assert key not in answer.text


class Written(logging.Handler):
    """Everything that a log would hold, as it would stand there."""

    def __init__(self) -> None:
        super().__init__(5)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def written() -> Iterator[list[str]]:
    """The whole log of the server, down to what only its own makers read."""
    handler = Written()
    loggers = [logging.getLogger(name) for name in ("uvicorn.access", "uvicorn.error", "uvicorn.asgi")]
    before = [(logger.level, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.disabled = False
    yield handler.lines
    for logger, (level, disabled) in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.disabled = disabled


def test_the_servers_access_log_names_no_key(sqlite_app: App, written: list[str]) -> None:
    """Also where somebody runs it with an access log, which names every other path in full."""
    install_redaction()
    key = secret_links.key(sqlite_app, Purpose.TEAM)
    with socket.socket() as listening, suppress(ConnectionError):
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(application(sqlite_app), log_config=None, log_level="trace", lifespan="on", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        answers = [
            httpx.get(f"{base}{path}").status_code
            for path in (f"/live/feed/team/{key}.ics", f"/live/feed/team/{key[::-1]}.ics", "/live/health")
        ]
        server.should_exit = True
        thread.join(20)
    log = "\n".join(written)
    assert answers == [200, 404, 200]
    assert '"GET /live/health HTTP/1.1" 200' in log
    assert log.count('"GET /live/feed/team/… HTTP/1.1"') == 2
    assert key not in log
    assert key[::-1] not in log
