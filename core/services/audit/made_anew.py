"""One postmortem without a person's name: its document and each kept version are made anew from what they say.

The update log of before would hold the name letter by letter, also where it was deleted; so the document gets a new
epoch. All that takes time is read and made before the writer is asked for: meetings go on meanwhile.
"""

from dataclasses import dataclass
from typing import Final

from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.content.size_limits import fitted_to_limits
from core.domain.people.mentions import Mentions
from core.domain.postmortem import Postmortem
from core.services.app import App
from core.services.documents.document_store import replace_in
from core.services.documents.records import record_of
from core.store import document_updates, postmortems
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.document_updates import Doc
from core.store.people import mentions
from core.store.postmortems import Record

_TRIES: Final = 3
"""A document that is typed in changes between reading and writing; after these it is made while the writer waits."""


@dataclass(frozen=True)
class ForgottenIn:
    """One postmortem. ``versions``: how many kept versions were made anew; ``rows``: of what stands beside the text."""

    id: str
    title: str
    text: bool
    versions: int
    rows: int


@dataclass(frozen=True)
class _Seen:
    """As it is stored. ``rows``: how many beside the text would change."""

    title: str
    doc: Doc
    log: tuple[bytes, ...]
    versions: dict[int, bytes]
    rows: int


@dataclass(frozen=True)
class _Anew:
    """The document with other words in the name's place, and its record; ``versions`` by their numbers, all or none."""

    text: bool
    changed_versions: int
    document: bytes
    record: Record
    versions: dict[int, bytes]


def in_postmortem(app: App, pm_id: str, wanted: Mentions, *, was_there: bool, dry_run: bool) -> ForgottenIn | None:
    """None where nothing holds the name. ``was_there``: the person, whose letters its log has one by one."""
    for _ in range(_TRIES):
        with app.db.read(UNRESTRICTED) as tx:
            seen = _seen(tx, pm_id, wanted)
        if seen is None:
            return None
        anew = _made_anew(seen, wanted, always=was_there)
        if anew is None and not seen.rows:
            return None
        if dry_run or _stored(app, pm_id, seen, anew, wanted):
            break
    else:
        with app.db.write(UNRESTRICTED) as tx:
            seen = _seen(tx, pm_id, wanted)
            if seen is None:
                return None
            anew = _made_anew(seen, wanted, always=was_there)
            _store(tx, pm_id, seen, anew, wanted)
    if not dry_run:
        for topic in ("doc", "record"):
            app.change_bus.publish(topic, pm_id)
    changed = (anew.text, anew.changed_versions) if anew is not None else (False, 0)
    return ForgottenIn(pm_id, wanted.replaced(seen.title), *changed, seen.rows)


def _seen(tx: Transaction, pm_id: str, wanted: Mentions) -> _Seen | None:
    row, doc = postmortems.get(tx, pm_id), document_updates.doc_of(tx, pm_id)
    if row is None or doc is None:
        return None
    numbers = [item.id for item in document_updates.revisions(tx, doc.id)]
    versions = {number: document_updates.revision_state(tx, number) for number in numbers}
    rows = mentions.rewrite_about(tx, pm_id, wanted, dry_run=True)
    return _Seen(row.title, doc, tuple(document_updates.load(tx, doc.id)), versions, rows)


def _made_anew(seen: _Seen, wanted: Mentions, *, always: bool) -> _Anew | None:
    """None where document and versions hold the name nowhere, and need not be made anew ``always``."""
    now = read(load(seen.log)).postmortem
    kept = {number: read(load([state])).postmortem for number, state in seen.versions.items()}
    text, old = _is_said(now, wanted), sum(_is_said(item, wanted) for item in kept.values())
    hidden = _is_hidden_in(b"".join(seen.log), now, wanted) or any(
        _is_hidden_in(seen.versions[number], item, wanted) for number, item in kept.items()
    )
    if not (text or old or hidden or always):
        return None
    versions = {number: seed(_replaced(item, wanted)) for number, item in kept.items()}
    without = _replaced(now, wanted)
    return _Anew(text, old, seed(without), record_of(without), versions)


def _stored(app: App, pm_id: str, seen: _Seen, anew: _Anew | None, wanted: Mentions) -> bool:
    """False, and nothing is stored, when the document changed since it was read.

    It does not wait for the disk: the last transaction of forgetting does, and brings those before it there.
    """
    with app.db.write(UNRESTRICTED, durable=False) as tx:
        doc = document_updates.doc_of(tx, pm_id)
        if doc is None or document_updates.lock(tx, doc.id) != seen.doc:
            return False
        if {item.id for item in document_updates.revisions(tx, doc.id)} != set(seen.versions):
            return False
        _store(tx, pm_id, seen, anew, wanted)
        return True


def _store(tx: Transaction, pm_id: str, seen: _Seen, anew: _Anew | None, wanted: Mentions) -> None:
    if seen.rows:
        mentions.rewrite_about(tx, pm_id, wanted, dry_run=False)
    if anew is not None:
        for number, state in anew.versions.items():
            document_updates.rewrite_revision(tx, number, state)
        replace_in(tx, pm_id, anew.document, anew.record)


def _replaced(item: Postmortem, wanted: Mentions) -> Postmortem:
    return fitted_to_limits(Postmortem.model_validate(wanted.replaced_in(item.model_dump(mode="json"))))


def _is_said(item: Postmortem, wanted: Mentions) -> bool:
    value = item.model_dump(mode="json")
    return bool(wanted.replaced_in(value) != value)


def _is_hidden_in(state: bytes, written: Postmortem, wanted: Mentions) -> bool:
    """Whether the bytes of a document hold the name more often than what it says does: where it was deleted."""
    found = wanted.count_in_bytes(state)
    return found > 0 and found > wanted.count_in_bytes(seed(written))
