"""Taking one person's name out of everything here: documents and their history, people, follow-up, logs, messages.

Where the name stands is looked for first, by reading. Then each postmortem that holds it is changed in a transaction
of its own. Rooms hear of the epoch and read again; doing it twice changes nothing.
"""

from dataclasses import dataclass, field
from typing import Final

from core.domain.audit import AuditEvent
from core.domain.people.mentions import INSTEAD, Mentions
from core.services.app import App
from core.services.audit.made_anew import ForgottenIn as ForgottenIn
from core.services.audit.made_anew import in_postmortem
from core.services.audit.name_places import Progress, parts, places
from core.services.audit.noting import note
from core.services.mail.addresses import forget_address
from core.store import audit
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.people import mentions, visitors

_ROWS_AT_ONCE: Final = 50
_LINES_AT_ONCE: Final = 500
"""Changed in one transaction: so many take some milliseconds, for which others wait."""

OUT_OF_REACH: Final = (
    "backups that were made before: restore one, and run this again",
    "files that were exported, and messages that were sent",
    "what readers of a publication have saved or printed: the publication itself reads anew",
    "pictures on rows of timelines: look at those of the postmortems above",
    "copies that browsers keep of rooms they were in, until they open one again",
    "nicknames, other spellings and parts of the name: run it for each",
)


@dataclass(frozen=True)
class Forgotten:
    """What was changed, or with ``dry_run`` would be."""

    dry_run: bool
    visitors: int = 0
    identities: int = 0
    addresses: int = 0
    calendars: int = 0
    log_lines: int = 0
    other_rows: int = 0
    postmortems: tuple[ForgottenIn, ...] = field(default=())

    def __bool__(self) -> bool:
        people = self.visitors or self.identities or self.addresses or self.calendars
        return bool(people or self.log_lines or self.other_rows or self.postmortems)


def forget_person(
    app: App, name: str, instead: str = INSTEAD, *, dry_run: bool = False, progress: Progress = lambda *_: None
) -> Forgotten:
    """For the operator. ``instead`` stands in the place of the name. Raises BadInput for what is no name.

    What a visitor is called, and who they are, goes when their postmortems are done: what was cut off in the middle
    finds them again.
    """
    wanted = Mentions(name, instead)
    with app.db.read(UNRESTRICTED) as tx:
        called = mentions.visitors_called(tx, wanted.is_name)
        theirs = mentions.postmortems_of(tx, called)
    changed = _in_postmortems(app, wanted, theirs, progress, dry_run=dry_run)
    log_lines = _in_the_log(app, called, wanted, dry_run=dry_run)
    with app.db.write(UNRESTRICTED) as tx:
        counts = mentions.forget_accounts(tx, called, wanted.name, dry_run=dry_run)
        if not dry_run:
            for visitor_id in called:
                visitors.rename(tx, visitor_id, wanted.instead)
            audit.rename(tx, _lines(tx, called, wanted), wanted.instead)  # noted meanwhile
    rows = _in_workspace(app, wanted, dry_run=dry_run)
    found = Forgotten(dry_run, len(called), *counts, log_lines, rows, changed)
    if not dry_run:
        _end(app, wanted, theirs, is_noted=bool(found))
    return found


def _in_postmortems(
    app: App, wanted: Mentions, theirs: set[str], progress: Progress, *, dry_run: bool
) -> tuple[ForgottenIn, ...]:
    changed = []
    found = places(app, wanted, theirs, progress)
    for done, pm_id in enumerate(found, 1):
        made = in_postmortem(app, pm_id, wanted, was_there=pm_id in theirs, dry_run=dry_run)
        if made is not None:
            changed.append(made)
        progress("counted" if dry_run else "made anew", done, len(found))
    return tuple(changed)


def _in_workspace(app: App, wanted: Mentions, *, dry_run: bool) -> int:
    with app.db.read(UNRESTRICTED) as tx:
        found = list(mentions.rows_in_workspace(tx, wanted))
    for _, some in parts([] if dry_run else found, _ROWS_AT_ONCE):
        with app.db.write(UNRESTRICTED) as tx:
            for row in some:
                mentions.rewrite_row(tx, row, wanted)
    return len(found)


def _in_the_log(app: App, called: list[str], wanted: Mentions, *, dry_run: bool) -> int:
    with app.db.read(UNRESTRICTED) as tx:
        found = _lines(tx, called, wanted)
    for _, some in parts([] if dry_run else found, _LINES_AT_ONCE):
        with app.db.write(UNRESTRICTED) as tx:
            audit.rename(tx, some, wanted.instead)
    return len(found)


def _lines(tx: Transaction, called: list[str], wanted: Mentions) -> list[int]:
    names = [name for name in audit.names_of_everybody(tx) if wanted.is_name(name)]
    return audit.lines_of(tx, called, names, wanted.instead)


def _end(app: App, wanted: Mentions, theirs: set[str], *, is_noted: bool) -> None:
    if is_noted:
        with app.db.write(UNRESTRICTED) as tx:
            note(tx, AuditEvent.FORGOT, None, None)
    forget_address(app, wanted.name)
    for pm_id in theirs:
        app.change_bus.publish("members", pm_id)
