"""Calendars read back by programs that did not write them, and the file that a third one reads under Node.

``python -m tests.support.calendars`` writes that file anew, after the writer changed on purpose.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import vobject

from core.domain.actions.action_view import ActionView
from core.export.calendar.deadlines import ReviewDay, actions_calendar
from core.export.calendar.meeting_invite import meeting_invite

FOR_NODE = Path(__file__).parents[2] / "tests/cases/calendar_texts.json"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
START = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
TEXTS = (
    "Plain words",
    "C:\\Network\\new",
    "Ask DOMAIN\\Nora and DOMAIN\\nils",
    "\\N \\n \\\\N \\\\n \\, \\; \\",
    "one, two; three: four",
    'She said "restart", then ‘wait’',
    "Größe, 容量; سعة 😀",
    "BEGIN:VALARM",
    "a=b;c=d,e^n^'",
    "x" * 74 + "\\N" + "漢" * 30,
)


def file_of(texts: tuple[str, ...] = TEXTS) -> bytes:
    """One action for each text, everywhere it can stand; calendar and review are called by the second."""
    actions = [
        ActionView("pm", text, None, f"a{at}", text, text, date(2026, 12, 1), None, text, "moved", text)
        for at, text in enumerate(texts)
    ]
    review = ReviewDay("pm", texts[1], date(2026, 12, 7))
    return actions_calendar(name=texts[1], actions=actions, reviews=[review], now=NOW, as_events=True)


def expected(texts: tuple[str, ...] = TEXTS) -> dict[str, dict[str, str]]:
    """Summary and description of each entry, by its name."""
    found = {
        f"a{at}.pm.day@debrief": {
            "summary": f"Due: {text}",
            "description": f"Incident: {text}\nOwner: {text}\nDone when: {text}\nMoved: {text}",
        }
        for at, text in enumerate(texts)
    }
    found["review.pm@debrief"] = {
        "summary": f"Review: {texts[1]}",
        "description": "Five minutes: what became of each action item, and would it happen again today?",
    }
    return found


def by_icalendar(data: bytes) -> dict[str, dict[str, str]]:
    read = icalendar.Calendar.from_ical(data)
    return {
        str(subcomponent["uid"]): {name: str(subcomponent[name]) for name in ("summary", "description")}
        for subcomponent in read.subcomponents
    }


def by_vobject(data: bytes) -> dict[str, dict[str, str]]:
    (read,) = vobject.readComponents(data.decode())
    return {
        component.uid.value: {"summary": component.summary.value, "description": component.description.value}
        for component in read.components()
    }


def starts(data: bytes) -> tuple[Any, Any]:
    """When the first event begins, as two readers say."""
    (read,) = vobject.readComponents(data.decode())
    return icalendar.Calendar.from_ical(data).walk("VEVENT")[0].decoded("dtstart"), read.vevent.dtstart.value


def for_node() -> dict[str, Any]:
    """What the third reader is given, and what it should find."""
    invite = meeting_invite(pm_id="pm", title=TEXTS[2], start=START, minutes=20, now=NOW)
    return {
        "about": "Made by `python -m tests.support.calendars`; tests/export/calendar/test_ics_text.py compares it.",
        "name": TEXTS[1],
        "file": file_of().decode(),
        "entries": expected(),
        "invite": invite.decode(),
        "starts": START.isoformat().replace("+00:00", "Z"),
    }


def as_json() -> str:
    return json.dumps(for_node(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FOR_NODE.write_text(as_json(), encoding="utf-8")
