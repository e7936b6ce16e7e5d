"""``docs/webhooks.md`` is true: its examples are what is sent, and its way to check a signature works."""

import json
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from core.cli.remind import OVERDUE_CODE
from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.domain.webhook.delivery import DELIVERY_HEADER, EVENT_HEADER, PAUSES, SIGNATURE_HEADER, signature
from core.domain.webhook.events import Event, Notice, Subject
from core.domain.webhook.payload import MOST_ACTIONS
from core.domain.webhook.shapes import Shape, body
from core.services.webhooks.deliveries import KEPT
from core.services.webhooks.guarded_post import DEADLINE_SECONDS

PAGE = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text(encoding="utf-8")
DISK = Subject("k3v9", "Disk full", "P1", "https://debrief.example.org/…")
OVERDUE = ActionView("pm", "Disk full", Severity.P1, "a1", "Alert", "Mira", date(2026, 11, 23), days_late=1)


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def shape_of(value: Any) -> Any:
    """The names of the fields, whatever stands in them."""
    if isinstance(value, dict):
        return {name: shape_of(item) for name, item in value.items()}
    return [shape_of(item) for item in value] if isinstance(value, list) else None


@pytest.mark.parametrize("event", [Event.PUBLISHED, Event.OVERDUE])
def test_the_examples_have_the_fields_that_are_sent(event: Event) -> None:
    """Whoever writes a receiver reads the page, not the code."""
    about = (
        {"subject": DISK, "facts": {"by": "Mira"}}
        if event is Event.PUBLISHED
        else {"actions": (OVERDUE,), "base_url": "https://d"}
    )
    sent = json.loads(body(Notice(event, "id", datetime(2026, 11, 24, tzinfo=UTC), **about), Shape.JSON))
    (example,) = [item for item in map(json.loads, examples("json")) if item["event"] == event]
    assert shape_of(example) == shape_of(sent)
    assert example["version"] == sent["version"]


def test_every_field_that_is_sent_has_words_in_a_table() -> None:
    """An example shows that a field is there, not what it means, when it is null and where a link leads."""
    notices = (
        Notice(Event.PUBLISHED, "id", datetime(2026, 11, 24, tzinfo=UTC), DISK, {"by": "Mira"}),
        Notice(Event.OVERDUE, "id", datetime(2026, 11, 24, tzinfo=UTC), actions=(OVERDUE,), base_url="https://d"),
    )
    named = {name for row in re.findall(r"^\|.*\|$", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    for notice in notices:
        assert _names(json.loads(body(notice, Shape.JSON))) - named == set()


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(name for item in value.values() for name in _names(item))}
    return {name for item in value for name in _names(item)} if isinstance(value, list) else set()


def test_the_way_to_check_a_signature_works() -> None:
    """The very lines of the page, run."""
    (code,) = examples("python")
    messages: dict[str, Any] = {}
    exec(code, messages)  # noqa: S102 - our own page
    check, now = messages["came_from_debrief"], time.time()
    assert check("secret", signature("secret", b"body", now), b"body")
    assert not check("other", signature("secret", b"body", now), b"body")
    assert not check("secret", signature("secret", b"body", now), b"bodY")
    assert not check("secret", signature("secret", b"body", now - 3_600), b"body")
    for malformed in (
        "",
        ",",
        "t",
        "t=",
        "t=x,v1=y",
        "v1=abc",
        "t=1",
        "=",
        f"t={'9' * 5_000},v1=0",
        "t=\u0661,v1=\u00e9",
    ):
        assert not check("secret", malformed, b"body"), malformed


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
    assert f"first {MOST_ACTIONS}" in PAGE
    assert f"| {OVERDUE_CODE} | something is overdue |" in PAGE
    assert KEPT.days == 30
