"""The finished example: an incident with a meeting that has been held, so that nobody starts at an empty page."""

from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from core.domain.clock.state import Command, Event, Finish, Meeting, Next, Start
from core.domain.clock.transitions import apply
from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import SectionId
from core.services.app import App
from core.services.postmortems.creating import create_from
from core.store import meetings, postmortems, settings_kv
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction

_MARK: Final = "example_added"

# What the meeting of the example used, in seconds: a little over in the root causes, a little under elsewhere.
_USED: Final[dict[SectionId, int]] = {
    SectionId.SUMMARY: 104,
    SectionId.TIMELINE: 251,
    SectionId.ROOT_CAUSE: 338,
    SectionId.FACTORS: 97,
    SectionId.ACTIONS: 232,
    SectionId.LESSONS: 110,
    SectionId.FOLLOW_UP: 49,
}


def add_example(app: App) -> str:
    """Add the finished example, marked as one. Returns its id."""
    with app.db.write() as tx:
        return _add(tx)


def add_once(app: App) -> None:
    """Add the example to a database that is empty and never had it: whoever deleted it does not get it again."""
    with app.db.read() as tx:
        if settings_kv.get_setting(tx, _MARK):
            return
    with app.db.write(UNRESTRICTED) as tx:
        # Two processes may start together: whose mark it is adds the example.
        mine = token_hex(8)
        if settings_kv.keep_setting(tx, _MARK, mine) != mine:
            return
        if not postmortems.count(tx) and not postmortems.count(tx, trashed=True):
            _add(tx)


def _add(tx: Transaction) -> str:
    example = finished_example()
    meeting, events = _held(example.meeting_at or tx.now())
    pm_id = create_from(tx, example, example=True, meeting=meeting)
    meetings.append_events(tx, pm_id, events)
    return pm_id


def _held(begin: datetime) -> tuple[Meeting, list[Event]]:
    """The clock of a meeting that went from the first section to the last."""
    meeting, events, now = Meeting(), list[Event](), begin
    steps: list[Command] = [Start(seen=0), *(Next(seen=seen) for seen in range(1, len(_USED))), Finish(seen=len(_USED))]
    for step, used in zip(steps, [0, *_USED.values()], strict=True):
        now += timedelta(seconds=used)
        meeting, happened = apply(meeting, step, now)
        events.extend(happened)
    return meeting, events
