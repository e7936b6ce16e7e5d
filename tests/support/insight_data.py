"""Many postmortems with times, causes, services, actions and meetings, for Insights: made up, always the same."""

import random
from datetime import datetime, timedelta

from core.domain.clock.state import Meeting
from core.domain.postmortem import (
    ActionRow,
    AnswerRow,
    FactorKind,
    FactorRow,
    Lens,
    Postmortem,
    RootCause,
    SectionId,
    Severity,
    TimelineKind,
    TimelineRow,
)
from core.domain.template import DEFAULT_PLAN
from core.services.app import App
from core.services.documents.records import record_of
from core.store import meetings, postmortems
from core.store.action_progress import action_state
from core.store.database import tables
from core.store.database.transaction import Transaction

SERVICES = ("orders-db", "checkout", "search", "login", "mail-queue", "billing-exports", "image-resizer", "status page")
TAGS = ("disk", "certificate", "deploy", "dns", "capacity")
OWNERS = ("Deniz Arslan", "Mara Voss", "Kofi Mensah", "Yuki Tanaka")
CAUSES = (
    "The disk of the volume filled, because nightly exports stay there for ever.",
    "The certificate expired, and nothing watches certificates.",
    "A connection pool ran empty after the deploy doubled the workers.",
    "Retries without a limit became a retry storm against the queue.",
    "The alert was muted during the migration and stayed muted.",
    "Deniz Arslan had the only access to the console.",
    "A feature flag was switched in production and not in staging.",
    "The health check answered although the queue was stuck.",
)
FACTORS = (
    "The weekly export is three times as large as the daily one.",
    "The runbook named a host that is gone.",
    "The dashboard shows averages, which hid the slow tenth.",
    "Two deploys went out in the same hour.",
    "The on-call handover was in the middle of it.",
)


def postmortem(number: int, at: datetime, draw: random.Random) -> Postmortem:
    detect, respond, resolve = draw.randint(1, 50), draw.randint(1, 15), draw.randint(60, 500)
    rows = [
        TimelineRow(id="t1", text="It began", at=at, kind=TimelineKind.STARTED),
        TimelineRow(id="t2", text="An alert", at=at + timedelta(minutes=detect), kind=TimelineKind.DETECTED),
        TimelineRow(id="t3", text="On it", at=at + timedelta(minutes=detect + respond), kind=TimelineKind.RESPONDED),
        TimelineRow(id="t4", text="Over", at=at + timedelta(minutes=resolve), kind=TimelineKind.RESOLVED),
    ]
    lenses = {
        lens.value: (AnswerRow(id=f"c{at}", text=draw.choice(CAUSES)),)
        for at, lens in enumerate(Lens)
        if draw.random() < 0.3 + 0.1 * (lens is Lens.MONITORING)
    }
    actions = tuple(
        ActionRow(
            id=f"a{at_}",
            text=f"Alert on the disk of host {number} before it is full",
            owner=draw.choice(OWNERS),
            due=at.date() + timedelta(days=draw.randint(5, 60)),
        )
        for at_ in range(5)
    )
    return Postmortem(
        title=f"{draw.choice(SERVICES)} stood still ({number})",
        severity=draw.choice([*Severity, None]) if number % 7 == 0 else draw.choice(list(Severity)),
        services=tuple(sorted(draw.sample(SERVICES, draw.choice([1, 1, 2])))),
        tags=tuple(sorted(draw.sample(TAGS, draw.choice([0, 1, 2])))),
        timeline=tuple(rows),
        root_cause=RootCause(**lenses),
        factors=tuple(
            FactorRow(id=f"f{at}", text=text, kind=FactorKind.CONTEXT)
            for at, text in enumerate(draw.sample(FACTORS, 2))
        ),
        actions=actions,
    )


def fill(app: App, count: int, *, days: int = 400, seed: int = 7) -> list[str]:
    """``count`` postmortems over the last ``days`` days, their meetings held. Their ids, the newest first."""
    draw = random.Random(seed)
    ids = []
    with app.db.write() as tx:
        now = tx.now()
        for number in range(count):
            pm_id = f"insight{number:05}"
            at = now - timedelta(days=days * number / max(count, 1), hours=draw.randint(3, 30))
            add(tx, pm_id, postmortem(number, at, draw), at, draw)
            ids.append(pm_id)
    return ids


def add(tx: Transaction, pm_id: str, made: Postmortem, at: datetime, draw: random.Random | None = None) -> None:
    """One postmortem with its record, its meeting a day later, and what became of some of its actions."""
    postmortems.create(tx, pm_id, made.title)
    tx.execute(tables.postmortem.update().where(tables.postmortem.c.id == pm_id).values(created_at=at))
    postmortems.save_record(tx, pm_id, record_of(made), 1)
    draw = draw or random.Random(1)
    meetings.save_meeting(tx, pm_id, held(at + timedelta(days=1), draw), None)
    for row in made.actions:
        state = draw.choice(["done", "done", "done", "moved", "dropped", ""])
        if state:
            _reported(tx, pm_id, row.id, state, at + timedelta(days=draw.randint(3, 50)))


def _reported(tx: Transaction, pm_id: str, action_id: str, state: str, at: datetime) -> None:
    """What became of it, at a moment of the past, which the log itself does not take."""
    row = {"postmortem_id": pm_id, "action_id": action_id, "state": state, "note": "So it was decided"}
    values = {**row, "evidence": "A test passes", "at": min(at, tx.now())}
    number = tx.execute(tables.action_progress.insert().values(**values).returning(tables.action_progress.c.id))
    action_state.step_taken(tx, pm_id, action_id, number.scalar_one(), state)


def held(end: datetime, draw: random.Random) -> Meeting:
    used = {section: seconds * draw.uniform(0.7, 1.5) for section, seconds in DEFAULT_PLAN}
    used[SectionId.ROOT_CAUSE] *= 1.3
    start = end - timedelta(seconds=sum(used.values()))
    return Meeting(
        status="finished", section=SectionId.FOLLOW_UP, used=dict(used), started_at=start, finished_at=end, version=9
    )
