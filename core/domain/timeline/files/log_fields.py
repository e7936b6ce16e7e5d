"""One record of a structured log as a row says it: "error api: db down". JSON of common loggers, and logfmt.

What else a record holds (process, caller, trace) does not belong into a timeline. A record without words is none of
this kind, and stays as it is written. Not here: which of the lines of a text are records (``own_role``).
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from core.domain.timeline.lines.text_cleaning import clean_text

Fields = Mapping[str, Any]

_TIME_KEYS = """
    time timestamp ts @timestamp t @t date datetime at created_at createdat start startsat eventtime event_time
    when asctime timegenerated timeunixnano __realtime_timestamp
"""
_TIMES: Final = tuple(_TIME_KEYS.split())
_WORD_KEYS = """
    message msg @message @m @mt short_message event log text textpayload jsonpayload.message jsonpayload.msg
    body.stringvalue body line content eventname summary description what
"""
_WORDS: Final = tuple(_WORD_KEYS.split())
_LEVEL_KEYS = "level severity lvl loglevel log.level log_level levelname severitytext @l priority"
_LEVELS: Final = tuple(_LEVEL_KEYS.split())
_SERVICE_KEYS = """
    service.name service app application component kubernetes.container.name kubernetes.container_name container_name
    resource.labels.container_name resource.labels.pod_name _systemd_unit syslog_identifier
"""
_SERVICES: Final = tuple(_SERVICE_KEYS.split())
_ERRORS: Final = ("error.message", "err.message", "exception.message", "error", "err", "exception")
_PEOPLE: Final = ("user", "author", "username", "from", "sender", "actor", "who", "useridentity.username")
_MONGO: Final = frozenset(("t", "s", "c", "ctx", "msg"))
"""The short names of a record of MongoDB, whose level is one letter."""
_NUMBERED: Final = {10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal"}
_SYSLOG: Final = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
_LONGEST_NAME: Final = 60
_LONGEST_ERROR: Final = 400
# What stands before the object: "api-1 | {", "[pod/cart-1/app] {".
_PREFIX = re.compile(r"(?:\[?[\w./:-]{1,80}\]?[ \t]{0,9}\|?[ \t]{1,9})?(?=\{)")
_PAIR = re.compile(r"[ \t]*(?P<key>[A-Za-z_@][\w.@-]{0,60})=(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^\s\"]*))")
_LEAST_PAIRS: Final = 3


class LogRecord:
    """The fields of one record, found whatever their case and however deep ("service": {"name": …})."""

    def __init__(self, fields: Fields, prefix: str = "") -> None:
        self._fields = {str(key).lower(): value for key, value in fields.items()}
        self._prefix = prefix

    @property
    def times(self) -> Iterator[str]:
        """What may be its moment, as it is written, the likeliest first."""
        for key in _TIMES:
            value = dated_value(self._fields.get(key))
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                yield str(value)[:60]

    @property
    def who(self) -> str:
        """Who wrote it, where it is a message. The user in the record of a program is a customer."""
        return "" if self._level or self._service else self._first(_PEOPLE)[:_LONGEST_NAME]

    @property
    def is_log(self) -> bool:
        """A program wrote it: it says how grave it is, or which service it was, and it has a message."""
        return bool((self._level or self._service) and self.shown)

    @property
    def shown(self) -> str:
        """Level, service and message; "" when it has no message."""
        message, error = _without_wrapping(self._first(_WORDS)), self._first(_ERRORS)
        if error and error not in message:
            message = f"{message}: {error[:_LONGEST_ERROR]}" if message else error
        if not message:
            return ""
        head = " ".join(part for part in (self._level, self._service) if part)
        return self._prefix + (f"{head}: {message}" if head else message)

    @property
    def _level(self) -> str:
        found = self._first(_LEVELS) or (self._first(("s",)) if self._fields.keys() >= _MONGO else "")
        if not found.isdigit():
            return found[:_LONGEST_NAME]
        number = int(found[:4])
        return _NUMBERED.get(number) or (_SYSLOG[number] if number < len(_SYSLOG) else "")

    @property
    def _service(self) -> str:
        # Bunyan calls the program "name", and stands the machine beside it.
        keys = (*_SERVICES, "name") if "hostname" in self._fields else _SERVICES
        return self._first(keys)[:_LONGEST_NAME]

    def _first(self, keys: tuple[str, ...]) -> str:
        return next((value for key in keys if (value := self._value(key))), "")

    def _value(self, key: str) -> str:
        """A text or a whole number under a key, or under its parts where a dot divides it."""
        value = self._fields.get(key)
        if value is None and "." in key:
            value = self._fields
            for part in key.split("."):
                value = _under(value, part)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, list):
            return _of_bytes(value)
        return value.strip() if isinstance(value, str) else ""


def dated_value(value: object) -> object:
    """What a time holds: MongoDB writes ``{"$date": "2026-…"}``, and older ones ``{"$date": {"$numberLong": "…"}}``."""
    for name in ("$date", "$numberLong"):
        if isinstance(value, Mapping) and len(value) == 1 and name in value:
            value = value[name]
    return value


def _of_bytes(value: list[Any]) -> str:
    """The journal writes a message that holds colours, or is no UTF-8, as a list of its bytes."""
    if not all(isinstance(part, int) and 0 <= part < 256 for part in value):
        return ""
    return clean_text(bytes(value).decode("utf-8", "replace")).strip()


def _without_wrapping(message: str) -> str:
    """Containers and collectors put the record of a program into one of their own, as a text."""
    inner = _json_record(message, 0) if message.startswith("{") and message.endswith("}") else None
    return (inner.shown if inner else "") or message


def _under(value: object, part: str) -> object:
    if not isinstance(value, Mapping):
        return None
    return next((item for key, item in value.items() if str(key).lower() == part), None)


def record_in(line: str) -> LogRecord | None:
    """The record that a line is, with what a program put before it. None when it is none."""
    if line.endswith("}") and (prefix := _PREFIX.match(line)):
        return _json_record(line, prefix.end())
    return _logfmt_record(line) if "=" in line else None


def plain_words(text: str) -> str:
    """What follows a moment, said plainly where it is a record; as it stands where it is none."""
    record = record_in(text) if text.endswith("}") or "=" in text else None
    return (record.shown if record else "") or text


def _json_record(line: str, start: int) -> LogRecord | None:
    try:
        fields = json.loads(line[start:])
    except (ValueError, RecursionError):
        return None
    return LogRecord(fields, line[:start]) if isinstance(fields, dict) else None


def _logfmt_record(line: str) -> LogRecord | None:
    """All of the line is ``key=value``, at least three times, and one of them is the message."""
    fields: dict[str, str] = {}
    at = 0
    while found := _PAIR.match(line, at):
        quoted = found["quoted"]
        value = found["bare"] if quoted is None else quoted.replace('\\"', '"').replace("\\n", "\n")
        fields.setdefault(found["key"], value)
        at = found.end()
    if line[at:].strip() or len(fields) < _LEAST_PAIRS or not fields.keys() & {"msg", "message"}:
        return None
    return LogRecord(fields)
