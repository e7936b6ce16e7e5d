"""``docs/webhooks.md`` is true: its examples are what is sent, and its way to check a signature works."""

import json
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from core.cli.remind import OVERDUE_CODE
from core.domain.webhook import MOST_PROMISES, Event, Notice, Owed, Shape, Subject, body
from core.domain.webhook_sending import DELIVERY_HEADER, EVENT_HEADER, PAUSES, SIGNATURE_HEADER, signature
from core.services.deliveries import KEPT
from core.services.outgoing import DEADLINE_SECONDS

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
DISK = Subject("k3v9", "Disk full", "P1", "https://debrief.example.org/…")


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def shape_of(value: Any) -> Any:
    """The names of the fields, whatever stands in them."""
    if isinstance(value, dict):
        return {name: shape_of(each) for name, each in value.items()}
    return [shape_of(each) for each in value] if isinstance(value, list) else None


@pytest.mark.parametrize("event", [Event.PUBLISHED, Event.OVERDUE])
def test_the_examples_have_the_fields_that_are_sent(event: Event) -> None:
    """Whoever writes a receiver reads the page, not the code."""
    owed = Owed(DISK, "a1", "Alert", "Mira", date(2026, 11, 23), 1)
    about = (
        {"subject": DISK, "facts": {"by": "Mira"}}
        if event is Event.PUBLISHED
        else {"promises": (owed,), "link": "https://d"}
    )
    sent = json.loads(body(Notice(event, "id", datetime(2026, 11, 24, tzinfo=UTC), **about), Shape.JSON))
    (example,) = [each for each in map(json.loads, examples("json")) if each["event"] == event]
    assert shape_of(example) == shape_of(sent)
    assert example["version"] == sent["version"]


def test_the_way_to_check_a_signature_works() -> None:
    """The very lines of the page, run."""
    (code,) = examples("python")
    said: dict[str, Any] = {}
    exec(code, said)  # noqa: S102 - our own page
    check, now = said["came_from_debrief"], time.time()
    assert check("secret", signature("secret", b"body", now), b"body")
    assert not check("other", signature("secret", b"body", now), b"body")
    assert not check("secret", signature("secret", b"body", now), b"bodY")
    assert not check("secret", signature("secret", b"body", now - 3_600), b"body")


def test_the_numbers_and_names_are_those_of_the_code() -> None:
    """Pauses, time-out, headers, events, codes."""
    for header in (SIGNATURE_HEADER, EVENT_HEADER, DELIVERY_HEADER):
        assert f"`{header}`" in PAGE
    for event in Event:
        assert f"`{event}`" in PAGE
    minutes = [int(pause.total_seconds()) // 60 for pause in PAUSES]
    assert minutes == [1, 5, 30, 120, 360]
    assert "1 minute, 5 minutes, 30 minutes, 2 hours and 6 hours" in PAGE
    assert f"has {DEADLINE_SECONDS:.0f} seconds" in PAGE
    assert f"first {MOST_PROMISES}" in PAGE
    assert f"| {OVERDUE_CODE} | something is overdue |" in PAGE
    assert KEPT.days == 30
