"""The log as one JSON object a line, for programs that collect logs: ours, Streamlit's, uvicorn's, Python's warnings.

Every text passes the redaction of `log_redaction` on its way, tracebacks too. docs/monitoring.md lists the keys.
"""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

from core.live.limits import LIMITS
from core.live.server.log_redaction import redacted
from core.live.server.request_id import request_id

_ACCESS_ARGUMENTS: Final = 5
_log = logging.getLogger(__name__)


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """One line. Keys without a value are left out."""
        found = {
            "time": datetime.fromtimestamp(record.created, UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _text(record.getMessage()),
            "request": request_id.get(),
            "error_id": str(getattr(record, "error_id", "")),
            **_access(record),
            **self._exception(record),
        }
        # In ASCII: no line separator of Unicode ends a line early, and half of a surrogate pair is no error.
        return json.dumps({key: value for key, value in found.items() if value != ""})

    def _exception(self, record: logging.LogRecord) -> dict[str, Any]:
        if not record.exc_info or record.exc_info[0] is None:
            return {}
        return {"error": record.exc_info[0].__name__, "traceback": _text(self.formatException(record.exc_info))}


def _access(record: logging.LogRecord) -> dict[str, Any]:
    """uvicorn's access log has its parts as arguments."""
    if record.name != "uvicorn.access" or not isinstance(record.args, tuple) or len(record.args) != _ACCESS_ARGUMENTS:
        return {}
    client, method, path, _, status = record.args
    return {"client": str(client), "method": str(method), "path": _text(str(path)), "status": status}


def _text(value: str) -> str:
    return redacted(value)[: LIMITS.log_text_characters]


def use_json(level: str) -> None:
    """From now on every line that the process logs is JSON on the standard error. Once for the process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    for logger in (root, *_known_loggers()):
        _take_over(logger)
    root.addHandler(handler)
    for name in ("core", "debrief"):
        logging.getLogger(name).setLevel(level.upper())
    _take_over_later_ones()
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _known_loggers() -> list[logging.Logger]:
    return [item for item in logging.Logger.manager.loggerDict.values() if isinstance(item, logging.Logger)]


def _take_over(logger: logging.Logger) -> None:
    """What it would print itself, it hands up to ours. One that prints nothing stays silent."""
    if not logger.propagate and not logger.handlers:  # an access log that is switched off
        return
    _hand_up(logger)


def _hand_up(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
            logger.removeHandler(handler)
    logger.propagate = True


def _take_over_later_ones() -> None:
    """Streamlit gives each logger that it makes a handler of its own; tests/live/server/test_json_log.py holds how."""
    module: Any = sys.modules.get("streamlit.logger")
    if module is not None:
        module.setup_formatter = _hand_up


def _log_uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    _log.critical("uncaught: %s", kind.__name__, exc_info=(kind, error, where))


def _log_uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_type is SystemExit:
        return
    error = found.exc_value or found.exc_type()
    _log.error("a thread ended: %s", found.exc_type.__name__, exc_info=(found.exc_type, error, found.exc_traceback))
