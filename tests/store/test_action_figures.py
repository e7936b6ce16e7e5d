"""Lists and figures over all actions, compared with a plain count over the rows that people's deeds left behind."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from core.domain.clock.state import Finish, Meeting, Next, Reopen, Start
from core.domain.clock.transitions import apply
from core.domain.dates.zones import day_in
from core.domain.postmortem import ActionRow
from core.store import action_log, actions, closed, meetings, postmortems, publications
from core.store.action_items import figures
from core.store.action_items.conditions import ActionFilter
from core.store.action_progress.action_state import BLANK, STATES, folded
from core.store.database import tables
from core.store.database.audience import EVERYBODY, UNRESTRICTED, Audience
from core.store.database.transaction import Transaction
from core.store.people import visitors
from core.store.postmortems import Record

NOW = datetime(2026, 12, 1, 11, tzinfo=UTC)
ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
OWNERS = ("Ada", "ada", "", " \u3000", "Bo Löwe")
TEXTS = ("Rotate the logs", "Alert at 80 %", "", " ", "Straße prüfen")
DEEDS = ("record", "record", "report", "report", "owner", "take back", "meeting", "publish", "trash", "close")


@dataclass(frozen=True)
class Plain:
    """An action as its rows say it is, for one reader."""

    pm_id: str
    id: str
    owner: str
    words: str
    due: date | None
    zone: str
    example: bool
    state: str
    step: int

    @property
    def is_closed(self) -> bool:
        return self.state in ("done", "dropped")

    @property
    def is_overdue(self) -> bool:
        open_one = not self.is_closed and not self.example
        return open_one and self.due is not None and self.due < day_in(self.zone, NOW)


def plain(tx: Transaction) -> list[Plain]:
    """Every action that Follow-up shows to whom this transaction reads for, without one query of the store."""
    incidents = {row.id: row for row in tx.execute(select(tables.postmortem))}
    named = set(tx.execute(select(tables.closed_person.c.postmortem_id, tables.closed_person.c.visitor_id)).all())
    held = {
        row.postmortem_id
        for row in tx.execute(select(tables.meeting))
        if (row.kind, row.status) == ("sync", "finished") and Meeting.model_validate_json(row.state).started_at
    }
    published = set(tx.execute(select(tables.publication.c.postmortem_id)).scalars())
    log: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in tx.execute(select(tables.action_progress)):
        log.setdefault((row.postmortem_id, row.action_id), []).append((row.id, row.state))
    found = []
    for row in tx.execute(select(tables.record_action)):
        of, steps = incidents[row.postmortem_id], log.get((row.postmortem_id, row.id), [])
        known = of.closed_at is None or tx.audience.everything or (of.id, tx.audience.visitor_id) in named
        agreed = of.promised or of.id in held or of.id in published or bool(steps)
        if known and agreed and of.trashed_at is None and (row.text.strip(BLANK) or row.owner.strip(BLANK)):
            step, state = max((item for item in steps if item[1] in STATES), default=(0, "open"))
            text = folded(f"{row.text}\n{row.owner}\n{row.done_when}\n{of.title}")
            rest = row.owner, text, row.due, of.zone, of.example, state, step
            found.append(Plain(of.id, row.id, *rest))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_every_list_and_figure_is_what_a_plain_count_says(tx: Transaction, seed: int) -> None:
    """After any order of deeds, for the operator, for everybody, and for somebody who was named."""
    draw = random.Random(seed)
    visitors.create_visitor(tx, "token", "Ada", "#1f6f78", "ada")
    for number in range(8):
        promised, example = draw.random() < 0.2, draw.random() < 0.2
        began = NOW - timedelta(days=draw.randint(1, 9)) if draw.random() < 0.7 else None
        postmortems.create(
            tx, f"pm{number}", "?", promised=promised, example=example, created_at=NOW - timedelta(hours=number)
        )
        record(tx, f"pm{number}", draw, began)
        if draw.random() < 0.7:
            meetings.save_meeting(tx, f"pm{number}", Meeting(), None)
    for _ in range(60):
        do(tx, f"pm{draw.randrange(8)}", draw)
    for reader in (UNRESTRICTED, EVERYBODY, Audience("ada")):
        tx.audience = reader
        compare(tx)


def do(tx: Transaction, pm_id: str, draw: random.Random) -> None:
    """Something that people do; what their services would refuse is left out here."""
    action_id = f"a{draw.randrange(5)}"
    match draw.choice(DEEDS):
        case "record":
            record(tx, pm_id, draw, NOW - timedelta(days=draw.randint(1, 9)))
        case "report":
            action_log.add_progress(tx, pm_id, action_id, draw.choice(("done", "dropped", "moved", "open")))
        case "owner":
            action_log.add_progress(tx, pm_id, action_id, draw.choice((action_log.OWNER, action_log.DATED)))
        case "take back":
            action_log.remove_progress(tx, pm_id, action_id, NOW - timedelta(days=99))
        case "meeting":
            move_on(tx, pm_id, draw)
        case "publish":
            if draw.random() < 0.3:
                publications.publish(tx, pm_id, 1, None)
        case "trash":
            (postmortems.trash if draw.random() < 0.5 else postmortems.restore)(tx, pm_id)
        case "close":
            if not closed.close(tx, pm_id):
                closed.open_again(tx, pm_id)
            elif draw.random() < 0.5:
                closed.name(tx, pm_id, "ada", "participant", None)


def move_on(tx: Transaction, pm_id: str, draw: random.Random) -> None:
    """To the end, or back from there; the whole meeting of an old report is over without a beginning."""
    before = meetings.load_meeting(tx, pm_id)
    if before is None:
        meetings.save_meeting(tx, pm_id, Meeting(status="finished", finished_at=NOW), None)
        return
    seen = before.version
    match before.status:
        case "lobby":
            after, _ = apply(before, Start(seen=seen), NOW)
        case "running":
            after, _ = apply(before, Finish(seen=seen) if draw.random() < 0.7 else Next(seen=seen), NOW)
        case _ if before.started_at is not None:
            after, _ = apply(before, Reopen(seen=seen), NOW)
        case _:
            return
    meetings.save_meeting(tx, pm_id, after, seen)
    meetings.note_held(tx, pm_id, after)


def record(tx: Transaction, pm_id: str, draw: random.Random, began: datetime | None) -> None:
    """Projected anew: rows come, go, change, and come back."""
    chosen = draw.sample(range(5), draw.randint(0, 5))
    rows = [
        ActionRow(
            id=f"a{number}",
            text=draw.choice(TEXTS),
            owner=draw.choice(OWNERS),
            due=draw.choice((None, *(NOW.date() + timedelta(days=off) for off in (-2, -1, 0, 1)))),
        )
        for number in chosen
    ]
    title, zone = f"{draw.choice(('Disk ran full', 'Élan'))} {pm_id}", draw.choice(ZONES)
    postmortems.save_record(tx, pm_id, Record("{}", title=title, zone=zone, started_at=began, actions=rows), 1)


def compare(tx: Transaction) -> None:
    every = plain(tx)
    for is_closed in (False, True):
        mine = [item for item in every if item.is_closed == is_closed]
        found = actions.find(tx, ActionFilter(closed=is_closed), now=NOW)
        assert len(found) == len(mine)
        assert {(row.postmortem_id, row.action_id): row.state for row in found} == {
            (item.pm_id, item.id): item.state for item in mine
        }
        assert dict(figures.by_owner(tx, is_closed)) == Counter(item.owner for item in mine)
        by_incident = Counter(item.pm_id for item in mine)
        assert {pm_id: number for pm_id, _, number in figures.by_postmortem(tx, is_closed)} == by_incident
        assert actions.count(tx, ActionFilter(closed=is_closed)) == len(mine)
        assert actions.find(tx, ActionFilter(closed=is_closed), now=NOW, limit=3) == found[:3]
        for text in ("stras", "lowe", "elan", "pm3", "zebra"):
            holding = {(item.pm_id, item.id) for item in mine if text in item.words}
            rows, total = actions.find_counted(tx, ActionFilter(closed=is_closed, texts=[text]), now=NOW, limit=99)
            assert ({(row.postmortem_id, row.action_id) for row in rows}, total) == (holding, len(holding))
    steps = {(item.pm_id, item.id): item.step for item in every}
    ended = [steps[row.postmortem_id, row.action_id] for row in actions.find(tx, ActionFilter(closed=True))]
    assert ended == sorted(ended, reverse=True), "the latest closed first"
    ranks = [(row.example, not row.overdue) for row in actions.find(tx, ActionFilter(), now=NOW)]
    assert ranks == sorted(ranks), "examples last, and before them what is overdue first"
    own = [item for item in every if not item.is_closed and not item.example]
    overdue = [item for item in own if item.is_overdue]
    all_together = figures.count_actions(tx, NOW)
    assert (all_together.open, all_together.overdue) == (len(own), len(overdue))
    counted = figures.overdue_by_postmortem(tx, NOW, [f"pm{number}" for number in range(8)])
    assert counted == Counter(item.pm_id for item in overdue)
