"""What tells a calendar app that it has the file already: it is another one after every deed that the file shows."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import ActionRow, Severity
from core.store import action_log, actions, postmortems
from core.store.action_items.conditions import ActionFilter
from core.store.action_items.versions import versions
from core.store.database.transaction import Transaction
from core.store.postmortems import Record

NOW = datetime(2026, 12, 1, 11, tzinfo=UTC)
OPEN = ActionFilter()
ROW = ActionRow(id="a0", text="Rotate the logs", owner="Ada", due=NOW.date(), done_when="It rotates", link="")
DEEDS = (
    "title",
    "severity",
    "words",
    "owner",
    "day",
    "condition",
    "link",
    "new",
    "gone",
    "done",
    "moved",
    "note",
    "trash",
)


def shown(tx: Transaction) -> list[ActionView]:
    """How late each is changes with the day, and stands in no file."""
    return sorted((replace(row, days_late=0) for row in actions.find(tx, OPEN)), key=repr)


def record(tx: Transaction, pm_id: str, rows: list[ActionRow], title: str = "Disk", at: int = 1) -> None:
    postmortems.save_record(tx, pm_id, Record("{}", title=title, severity=Severity.P2, zone="UTC", actions=rows), at)


@pytest.fixture
def two(tx: Transaction) -> Transaction:
    for pm_id in ("pm0", "pm1"):
        postmortems.create(tx, pm_id, "?", promised=True, created_at=NOW)
        record(tx, pm_id, [ROW, ROW.model_copy(update={"id": "a1", "due": None})])
    return tx


def test_nothing_changes_while_nobody_does_anything(two: Transaction) -> None:
    """Whatever time it is."""
    before = versions(two, OPEN)
    assert len(before) == 4
    assert versions(two, OPEN) == before


@pytest.mark.parametrize("seed", range(8))
def test_after_every_deed_that_a_list_shows_the_versions_are_others(two: Transaction, seed: int) -> None:
    """Of any order of deeds. What nobody sees may change them too."""
    draw = random.Random(seed)
    for at in range(2, 42):
        before, known = shown(two), versions(two, OPEN)
        do(two, draw, at)
        assert shown(two) == before or versions(two, OPEN) != known


def do(tx: Transaction, draw: random.Random, at: int) -> None:
    pm_id, action_id, deed = draw.choice(("pm0", "pm1")), draw.choice(("a0", "a1")), draw.choice(DEEDS)
    text = draw.choice(("one", "two", "three"))
    changed: dict[str, dict[str, Any]] = {
        "words": {"text": text},
        "owner": {"owner": text},
        "condition": {"done_when": text},
        "link": {"link": f"https://tracker.example/{text}"},
        "day": {"due": NOW.date() + timedelta(days=draw.randrange(3))},
        "new": {"id": f"a{draw.randrange(2, 5)}"},
    }
    match deed:
        case "title":
            record(tx, pm_id, [ROW], text, at)
        case "severity":
            severity = draw.choice(list(Severity))
            postmortems.save_record(
                tx, pm_id, Record("{}", title="?", severity=severity, zone="UTC", actions=[ROW]), at
            )
        case "gone":
            record(tx, pm_id, [ROW.model_copy(update={"id": action_id})], at=at)
        case "done" | "moved":
            action_log.add_progress(tx, pm_id, action_id, deed, note=text)
        case "note":
            action_log.update_texts(tx, pm_id, action_id, NOW - timedelta(days=9), note=text)
        case "trash":
            (postmortems.trash if draw.random() < 0.5 else postmortems.restore)(tx, pm_id)
        case _:
            record(tx, pm_id, [ROW.model_copy(update=changed[deed]), ROW.model_copy(update={"id": "a9"})], at=at)


def test_a_record_that_is_read_again_from_the_same_document_is_another_version(two: Transaction) -> None:
    """As ``debrief doctor --reproject`` does, because it was wrong: it has the number that it had."""
    before = versions(two, OPEN)
    time.sleep(0.002)  # SQLite's clock has milliseconds
    record(two, "pm0", [ROW.model_copy(update={"text": "Rotate the logs daily"})])
    assert versions(two, OPEN) != before
