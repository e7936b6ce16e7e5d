"""The log as JSON: one object a line whatever is logged, with the ids by which a fault is found, and without a key."""

import contextlib
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import streamlit.logger
from starlette.requests import HTTPConnection

from core.live.limits import LIMITS
from core.live.server import json_log
from core.live.server.json_log import JsonFormatter, use_json
from core.live.server.request_id import id_for, request_id
from tests.support.live import House
from tests.support.server import PATIENCE, ROOT, free_port
from tests.support.tied import start

KEY = "abcdefghijklmnopqrstuvwxyz"


def line(message: object = "hello", *args: object, name: str = "core.of_a_test", **more: Any) -> dict[str, Any]:
    """What one record becomes."""
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, more.pop("exc_info", None))
    for key, value in more.items():
        setattr(record, key, value)
    text = JsonFormatter().format(record)
    assert text.isascii()
    assert len(text.splitlines()) == 1
    found: dict[str, Any] = json.loads(text)
    return found


def caught(error: Exception) -> Any:
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_the_keys_of_a_line() -> None:
    """Those that have something to say; the time in UTC, as everywhere."""
    found = line("%d rooms", 3)
    assert set(found) == {"time", "level", "logger", "message"}
    assert (found["level"], found["logger"], found["message"]) == ("warning", "core.of_a_test", "3 rooms")
    assert found["time"].endswith("Z")
    assert len(found["time"]) == len("2026-11-30T15:00:00.000Z")


@pytest.mark.parametrize(
    "text", ["two\nlines", "a\u2028separator", "half \ud83d of a pair", 'quotes " and \\', "\x00\x1b[31m", "é😀"]
)
def test_whatever_is_logged_is_one_line(text: str) -> None:
    """No text can make a second line that looks like one of ours."""
    assert line("%s", text)["message"] == text


def test_an_error_has_its_id_its_kind_and_where_it_happened() -> None:
    """The id is the one that the page showed."""
    found = line("error %s", "0a1b", exc_info=caught(ValueError("no such thing")), error_id="0a1b")
    assert (found["error_id"], found["error"]) == ("0a1b", "ValueError")
    assert "no such thing" in found["traceback"]
    assert "test_json_log.py" in found["traceback"]


def test_keys_in_addresses_are_hidden_in_every_part() -> None:
    """The message, the traceback, and the parts of an access log."""
    address = f"/live/feed/team/{KEY}.ics"
    found = line("asked for %s", address, exc_info=caught(RuntimeError(address)))
    assert KEY not in json.dumps(found)
    access = line('%s - "%s %s HTTP/%s" %d', "127.0.0.1:5", "GET", address, "1.1", 200, name="uvicorn.access")
    assert KEY not in json.dumps(access)
    assert (access["method"], access["path"], access["status"]) == ("GET", "/live/feed/team/…", 200)


def test_a_very_long_text_is_cut() -> None:
    """Collectors drop lines of a megabyte."""
    assert len(line("x" * 1_000_000)["message"]) == LIMITS.log_text_characters


def test_a_record_whose_arguments_do_not_fit_breaks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Python's own way: it says so on the standard error, and the program goes on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    handler.handle(logging.LogRecord("core", logging.INFO, __file__, 1, "%d", ("x",), None))
    assert "Logging error" in capsys.readouterr().err


@pytest.fixture
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What `use_json` changes for the whole process is put back."""
    loggers = [logging.getLogger(), *json_log._known_loggers()]
    before = [(logger, list(logger.handlers), logger.propagate, logger.level) for logger in loggers]
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "disabled", False)  # as in a process of its own
    logging.getLogger("uvicorn.error").setLevel(logging.NOTSET)
    monkeypatch.setattr(streamlit.logger, "setup_formatter", streamlit.logger.setup_formatter)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield
    logging.captureWarnings(False)
    for logger, handlers, propagate, level in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


@pytest.mark.usefixtures("as_before")
def test_every_logger_of_the_process_writes_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Ours, the pages', uvicorn's, and Streamlit's: those that it has, and those that it makes later."""
    early = streamlit.logger.get_logger("streamlit.early_in_a_test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", sys.stderr)
        use_json("info")
    late = streamlit.logger.get_logger("streamlit.late_in_a_test")
    names = ("core.x", "debrief.pages", "uvicorn.error", "asyncio")
    for logger in (early, late, *(logging.getLogger(name) for name in names)):
        logger.error("told by %s", logger.name)
    logging.getLogger("core.x").info("also this")
    logging.getLogger("somebody").info("not this")
    lines = [json.loads(text) for text in capsys.readouterr().err.splitlines()]
    assert [found["logger"] for found in lines] == [
        "streamlit.early_in_a_test",
        "streamlit.late_in_a_test",
        *names,
        "core.x",
    ]


@pytest.mark.usefixtures("as_before")
def test_what_nobody_caught_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    """A thread that ends with an error, and the process itself."""
    use_json("info")

    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    sys.excepthook(*caught(KeyError("at the end")))
    first, second = (json.loads(text) for text in capsys.readouterr().err.splitlines())
    assert (first["error"], second["error"]) == ("ValueError", "KeyError")
    assert "in a thread" in first["traceback"]


@pytest.mark.parametrize(
    ("brought", "trusted", "taken"),
    [
        ("proxy-0123456789", ("127.0.0.1",), True),
        ("proxy-0123456789", (), False),
        ("short", ("127.0.0.1",), False),
        ("has a space in it", ("127.0.0.1",), False),
        ('"}\n{"level":"critical', ("127.0.0.1",), False),
        ("x" * 65, ("127.0.0.1",), False),
        ("", ("127.0.0.1",), False),
    ],
)
def test_whose_id_of_a_request_counts(brought: str, trusted: tuple[str, ...], taken: bool) -> None:
    """A trusted proxy's, where it is short and plain; nobody else writes into the log."""
    headers = [(b"x-request-id", brought.encode())]
    connection = HTTPConnection({"type": "http", "headers": headers, "client": ("127.0.0.1", 5), "path": "/"})
    found = id_for(connection, trusted)
    assert (found == brought) == taken
    assert 8 <= len(found) <= 64


async def test_an_error_of_a_request_is_found_by_its_id(
    open_house: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer, its header and the line of the log name the same; also what a thread logs for a request."""
    house: House = await open_house(access="key")
    seen: list[str] = []

    def fail(*_: Any, **__: Any) -> Any:
        seen.append(request_id.get())
        raise RuntimeError("on purpose")

    monkeypatch.setattr("core.services.access.visitor", fail)
    person = house.person()
    async with house.http(person) as browser:
        answer = await browser.get("/live/export/x.md")
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] == seen[-1]
    (record,) = [item for item in caplog.records if hasattr(item, "error_id")]
    assert record.error_id in answer.json()["sentence"]


def test_a_served_page_is_logged_as_json(tmp_path: Path) -> None:
    """`debrief serve` from first to last, both outputs in one file: each line is an object, none has the key."""
    port, log_path = free_port(), tmp_path / "log"
    env = {
        **os.environ,
        "DEBRIEF_DATA": str(tmp_path / "data"),
        "DEBRIEF_PORT": str(port),
        "DEBRIEF_ACCESS": "key",
        "DEBRIEF_LOG_FORMAT": "json",
        "DEBRIEF_LOG_LEVEL": "debug",
    }
    with log_path.open("wb") as log:
        process = start([sys.executable, "-m", "core.cli", "serve"], cwd=ROOT, env=env, log=log)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=5, trust_env=False) as client:
            deadline = time.monotonic() + PATIENCE
            while time.monotonic() < deadline and not _answers(client):
                time.sleep(0.1)
            for path in ("/", "/live/ready", "/live/nowhere"):
                client.get(path)
    finally:
        process.terminate()
        assert process.wait(30) in (0, -15)
    lines = [json.loads(text) for text in log_path.read_text().splitlines()]
    messages = [found["message"] for found in lines]
    assert any("Debrief is ready for other laptops at http" in message for message in messages)
    assert not any("/live/enter#k=" in message for message in messages)
    assert all({"time", "level", "logger", "message"} <= set(found) for found in lines)


def _answers(client: httpx.Client) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return client.get("/live/health").status_code == 200
    return False
