"""Taking one person's name out of everything here: documents and their history, people, follow-up, logs, messages.

Each postmortem is changed in a transaction of its own. Its document is made anew from what it says, under a new epoch:
the update log of before would hold the name letter by letter, also where it was deleted. Every kept version is made
anew in the same way. Rooms hear of the epoch and read again; doing it twice changes nothing.
"""

from dataclasses import dataclass, field
from typing import Final

from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.audit import AuditEvent
from core.domain.content.size_limits import fitted_to_limits
from core.domain.people.mentions import INSTEAD, Mentions
from core.domain.postmortem import Postmortem
from core.services.app import App
from core.services.audit.noting import note
from core.services.documents.document_store import replace_in
from core.services.mail.addresses import forget_address
from core.store import audit, document_updates, postmortems
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.people import mentions, visitors

OUT_OF_REACH: Final = (
    "backups that were made before: restore one, and run this again",
    "files that were exported, and messages that were sent",
    "what readers of a publication have saved or printed: the publication itself reads anew",
    "pictures on rows of timelines: look at those of the postmortems above",
    "copies that browsers keep of rooms they were in, until they open one again",
    "nicknames, other spellings and parts of the name: run it for each",
)


@dataclass(frozen=True)
class ForgottenIn:
    """One postmortem. ``versions``: how many kept versions were made anew; ``rows``: of what stands beside the text."""

    id: str
    title: str
    text: bool
    versions: int
    rows: int


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


def forget_person(app: App, name: str, instead: str = INSTEAD, *, dry_run: bool = False) -> Forgotten:
    """For the operator. ``instead`` stands in the place of the name. Raises BadInput for what is no name."""
    wanted = Mentions(name, instead)
    with app.db.read(UNRESTRICTED) as tx:
        called = mentions.visitors_called(tx, wanted.is_name)
        theirs = mentions.postmortems_of(tx, called)
        ids = [row.id for trashed in (False, True) for row in postmortems.list_(tx, trashed=trashed)]
    changed = []
    for pm_id in ids:
        done = _in_postmortem(app, pm_id, wanted, called, was_there=pm_id in theirs, dry_run=dry_run)
        if done is not None:
            changed.append(done)
    with app.db.write(UNRESTRICTED) as tx:
        counts = mentions.forget_accounts(tx, called, wanted.name, dry_run=dry_run)
        rows = mentions.rewrite_in_workspace(tx, wanted.name, wanted.replaced_as_json, dry_run=dry_run)
        log_lines = _in_the_log(tx, called, wanted, dry_run=dry_run)
        if not dry_run:
            for visitor_id in called:
                visitors.rename(tx, visitor_id, wanted.instead)
        found = Forgotten(dry_run, len(called), *counts, log_lines, rows, tuple(changed))
        if found and not dry_run:
            note(tx, AuditEvent.FORGOT, None, None)
    if not dry_run:
        forget_address(app, wanted.name)
        for pm_id in theirs:
            app.change_bus.publish("members", pm_id)
    return found


def _in_postmortem(
    app: App, pm_id: str, wanted: Mentions, called: list[str], *, was_there: bool, dry_run: bool
) -> ForgottenIn | None:
    with app.db.write(UNRESTRICTED) as tx:
        row, doc = postmortems.get(tx, pm_id), document_updates.doc_of(tx, pm_id)
        if row is None or doc is None:
            return None
        doc = document_updates.lock(tx, doc.id)
        rows = mentions.rewrite_about(tx, pm_id, wanted.name, wanted.replaced_as_json, dry_run=dry_run)
        now = read(load(document_updates.load(tx, doc.id))).postmortem
        log = b"".join(document_updates.load(tx, doc.id))
        versions = document_updates.revisions(tx, doc.id)
        states = {item.id: document_updates.revision_state(tx, item.id) for item in versions}
        kept = {number: read(load([state])).postmortem for number, state in states.items()}
        in_text = _is_said(now, wanted)
        old = [number for number, item in kept.items() if _is_said(item, wanted)]
        raw = _is_hidden_in(log, now, wanted) or any(
            _is_hidden_in(states[number], kept[number], wanted) for number in kept
        )
        if not (in_text or old or rows or raw or was_there):
            return None
        made = ForgottenIn(pm_id, wanted.replaced(row.title), in_text, len(old), rows)
        if dry_run:
            return made
        if in_text or old or raw or was_there:
            for number, item in kept.items():
                document_updates.rewrite_revision(tx, number, seed(_replaced(item, wanted)))
            replace_in(tx, pm_id, seed(_replaced(now, wanted)))
    for topic in ("doc", "record"):
        app.change_bus.publish(topic, pm_id)
    return made


def _replaced(item: Postmortem, wanted: Mentions) -> Postmortem:
    return fitted_to_limits(Postmortem.model_validate(wanted.replaced_in(item.model_dump(mode="json"))))


def _is_said(item: Postmortem, wanted: Mentions) -> bool:
    value = item.model_dump(mode="json")
    return bool(wanted.replaced_in(value) != value)


def _is_hidden_in(state: bytes, written: Postmortem, wanted: Mentions) -> bool:
    """Whether the bytes of a document hold the name more often than what it says does: where it was deleted."""
    name = wanted.name.encode().lower()
    return state.lower().count(name) > seed(written).lower().count(name)


def _in_the_log(tx: Transaction, called: list[str], wanted: Mentions, *, dry_run: bool) -> int:
    if dry_run:
        return sum(line.visitor_id in called or wanted.is_name(line.name) for line in audit.lines(tx))
    return audit.rename(tx, called, wanted.name, wanted.instead)
