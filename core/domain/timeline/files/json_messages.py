"""Exports of chats and logs as JSON: a list of objects with a time, a person and words. Slack's is known by name.

People and threads are resolved: a user id becomes the name that the export gives it, an answer stands after its
question. Not here: one JSON object a line (``line_roles``).
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from core.domain.timeline.drafts import Draft, Form, RowDraft
from core.domain.timeline.files.html_text import without_tags
from core.domain.timeline.files.log_fields import LogRecord, dated_value
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_scanner import scan_stamp

_TIME_KEYS = """
    ts timestamp time date datetime display_at created_at createdAt createdDateTime created create_at startsAt startTime
    start at eventTime EventTime lastTimestamp firstTimestamp when sent_at occurred_at updated_at
"""
_TIMES: Final = tuple(_TIME_KEYS.split())
_PEOPLE_KEYS = """
    user_profile from author user sender actor agent by who username Username owner person member created_by
    userIdentity
"""
_PEOPLE: Final = tuple(_PEOPLE_KEYS.split())
_NAME_KEYS = """
    real_name display_name displayName global_name nickname name username userName login summary email user
    sessionContext sessionIssuer invokedBy arn
"""
_NAMES: Final = tuple(_NAME_KEYS.split())
_WORD_KEYS = """
    text content message msg body summary description title event note comment reason name
"""
_WORDS: Final = tuple(_WORD_KEYS.split())
_LIST_KEYS = """
    messages items events Events log_entries incident_updates incidents data value logs annotations alerts Records hits
    entries results updates timeline
"""
_LISTS: Final = tuple(_LIST_KEYS.split())
_NEXT_OBJECT = re.compile(r"[\s,]*(?=\{)")
_NOISE_SUBTYPES = """
    channel_join channel_leave channel_topic channel_purpose channel_name group_join group_leave bot_add
    pinned_item
"""
_NOISE: Final = frozenset(_NOISE_SUBTYPES.split())
_MENTION = re.compile(r"<@([UWB][A-Z0-9]{2,20})(?:\|([^<>]{0,80}))?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]{2,20}\|([^<>]{0,80})>")
_LINK = re.compile(r"<((?:https?|mailto):[^<>|]{1,2000})(?:\|([^<>]{0,500}))?>")
_GROUP = re.compile(r"<!(?:subteam\^[A-Z0-9]+\|)?@?([a-z]{2,20})(?:\|[^<>]{0,80})?>")

Fields = Mapping[str, Any]


def json_drafts(text: str) -> list[Draft] | None:
    """The messages of a JSON text in its order, answers after their question. None when it holds no messages."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        found = json.loads(text)
    except ValueError:
        found = _in_a_row(text)
    except RecursionError:
        return None
    messages = _messages(found)
    if not messages or not any(_moment(item) for item in messages):
        return None
    reader = _Messages(_people(found, messages))
    lines = _line_numbers(text)
    return [draft for place, item in enumerate(_threaded(messages)) for draft in reader.read(item, lines(item, place))]


def _messages(found: object) -> list[Fields]:
    if isinstance(found, list):
        # What a search engine found stands one level deeper.
        return [_source(item) for item in found if isinstance(item, dict)]
    if isinstance(found, dict):
        for key in _LISTS:
            if isinstance(found.get(key), list) and found[key]:
                return _messages(found[key])
        for key in ("hits", "incident"):
            if isinstance(found.get(key), dict) and (inner := _messages(found[key])):
                return inner
        return [found] if LogRecord(found).shown else []
    return []


def _source(item: Fields) -> Fields:
    source = item.get("_source")
    return source if isinstance(source, dict) else item


def _in_a_row(text: str) -> list[Any] | None:
    """Objects that take several lines each, one behind the other, as jq and viewers of logs print them.

    None when something else stands between them, or when each has a line of its own: those are read as lines.
    """
    decoder, found, at = json.JSONDecoder(), [], 0
    while opening := _NEXT_OBJECT.match(text, at):
        try:
            item, at = decoder.raw_decode(text, opening.end())
        except (ValueError, RecursionError):
            return None
        found.append(item)
    if text[at:].strip() or len(found) >= sum(bool(line.strip()) for line in text.split("\n")):
        return None
    return found


def _people(found: object, messages: Iterable[Fields]) -> dict[str, str]:
    """Names by user id, from a list of users and from what stands beside the messages."""
    people: dict[str, str] = {}
    listed = found.get("users") if isinstance(found, dict) else None
    for user in listed if isinstance(listed, list) else ():
        if isinstance(user, dict) and isinstance(user.get("id"), str):
            profile = user.get("profile")
            people[user["id"]] = (_name(profile) if isinstance(profile, dict) else "") or _name(user)
    for item in messages:
        profile, user = item.get("user_profile"), item.get("user")
        if isinstance(profile, dict) and isinstance(user, str):
            people.setdefault(user, _name(profile))
    return people


def _name(fields: Fields) -> str:
    for key in _NAMES:
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, dict) and (inner := _name(value)):
            return inner
    return ""


def _threaded(messages: list[Fields]) -> list[Fields]:
    """Answers behind their question, where the question is in the export; all else as it stands."""
    roots = {item.get("ts"): item for item in messages if isinstance(item.get("ts"), str)}
    answers: dict[str, list[Fields]] = {}
    others: list[Fields] = []
    for item in messages:
        thread = item.get("thread_ts")
        if isinstance(thread, str) and thread != item.get("ts") and thread in roots:
            answers.setdefault(thread, []).append(item)
        else:
            others.append(item)
    return [part for item in others for part in (item, *answers.get(str(item.get("ts")), ()))]


def _moment(fields: Fields) -> Stamp | None:
    written = [dated_value(fields.get(key)) for key in _TIMES]
    for value in (*written, *LogRecord(fields).times):
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        stamp = scan_stamp(str(value)[:60])
        if stamp and not stamp.problem and (stamp.instant or (stamp.clock and stamp.day)):
            return stamp
        if isinstance(value, int) and 10**12 <= value < 10**13:
            return Stamp(0, 0, instant=datetime.fromtimestamp(value / 1000, UTC))
    return None


def _line_numbers(text: str) -> Any:
    """Where a message begins in the text, as far as that can be said: by its time."""
    positions: dict[str, int] = {}
    last = text.count("\n")
    for number, line in enumerate(text.split("\n"), 1):
        for found in re.finditer(r'"(?:ts|id|timestamp)"\s*:\s*"([^"]{1,40})"', line):
            positions.setdefault(found[1], number)

    def number_of(item: Fields, place: int) -> int:
        for key in ("ts", "id", "timestamp"):
            if str(item.get(key)) in positions:
                return positions[str(item.get(key))]
        return min(place, last) + 1

    return number_of


def _call(item: Fields) -> str:
    """A call of a cloud's API, as its audit log has it: the service, the call, and why it was refused."""
    source, name = item.get("eventSource") or item.get("EventSource"), item.get("eventName") or item.get("EventName")
    if not isinstance(source, str) or not isinstance(name, str):
        return ""
    call = f"{source} {name}"
    refused = item.get("errorCode")
    return f"{call}: {refused}" if isinstance(refused, str) and refused else call


def _status_update(item: Fields) -> str:
    """An update of a status page: its state and its words."""
    status, body = item.get("status"), item.get("body")
    told = isinstance(status, str) and isinstance(body, str) and "display_at" in item
    return f"{status}: {body}" if told and status and body else ""


def _content(body: Fields) -> object:
    """The words of a body that says in which form they are."""
    value = body.get("content") or body.get("text")
    is_html = str(body.get("contentType")).lower() in ("html", "text/html")
    return without_tags(value) if is_html and isinstance(value, str) else value


class _Messages:
    def __init__(self, people: Mapping[str, str]) -> None:
        self._known = people

    def read(self, item: Fields, line: int) -> list[Draft]:
        record = LogRecord(item)
        stamp, text = _moment(item), record.shown if record.is_log else self._text(item)
        if stamp is None or item.get("subtype") in _NOISE:
            return [UnparsedLine(line, json.dumps(item, ensure_ascii=False))]
        if stamp.instant and isinstance(item.get("ts"), str):
            # Behind the dot of Slack's ``ts`` stands a counter.
            stamp.instant = stamp.instant.replace(microsecond=0)
        who: str
        form: Form
        who, form = ("", "log") if record.is_log else (self._who(item), "chat")
        return [RowDraft(stamp, line, who, [text], form, source=[(line, text)])]

    def _who(self, item: Fields) -> str:
        user = item.get("user")
        if isinstance(user, str) and self._known.get(user):
            return self._known[user]
        for key in _PEOPLE:
            value = item.get(key)
            if isinstance(value, dict) and (name := _name(value)):
                return name
            if isinstance(value, str) and value.strip():
                return value.strip()
        bot = item.get("bot_profile")
        return _name(bot) if isinstance(bot, dict) else ""

    def _text(self, item: Fields) -> str:
        if shown := _call(item) or _status_update(item):
            return shown
        for key in _WORDS:
            value = item.get(key)
            if isinstance(value, dict):
                value = _content(value)
            if isinstance(value, list):
                value = "".join(
                    part if isinstance(part, str) else str(part.get("text", ""))
                    for part in value
                    if isinstance(part, str | dict)
                )
            if isinstance(value, str) and value.strip():
                return self._plain(value.strip()) if "ts" in item else value.strip()
        return LogRecord(item).shown or json.dumps(item, ensure_ascii=False)

    def _plain(self, text: str) -> str:
        """Slack's marks as people see them: names, channels, links."""
        named = _MENTION.sub(lambda found: "@" + (self._known.get(found[1]) or found[2] or found[1]), text)
        linked = _LINK.sub(
            lambda found: f"[{found[2]}]({found[1]})" if found[2] and found[2] != found[1] else found[1], named
        )
        return html.unescape(_GROUP.sub(r"@\1", _CHANNEL.sub(r"#\1", linked)))
