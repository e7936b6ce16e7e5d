"""The severity that an alert proposes: shown where people look, and set by whoever takes it."""

from dataclasses import dataclass
from typing import Final

from core.document.edit import set_fact
from core.domain.choices import choice_named
from core.domain.permissions import Permission
from core.domain.postmortem import Severity
from core.errors import NotFound
from core.services.app import App
from core.services.authority import require_visitor_permission, require_writing
from core.services.documents.document_store import edit_in
from core.services.inbound.sources import SOURCES
from core.store import postmortems
from core.store.database.transaction import Transaction
from core.store.inbound import groups
from core.store.people.visitors import Visitor

TAKEN: Final = "taken"
DECLINED: Final = "declined"
GONE: Final = "Nothing is proposed any more. The summary shows the severity that stands."


@dataclass(frozen=True)
class ProposedSeverity:
    severity: Severity
    label: str


def proposed_severity(app: App, pm_id: str, by: Visitor | None) -> ProposedSeverity | None:
    """None when nothing is proposed, somebody has answered, or a severity is chosen. Raises NotMember, NotFound."""
    with app.db.read() as tx:
        row = require_visitor_permission(app, tx, pm_id, by, Permission.READ)
        return None if row.severity else _proposed(tx, pm_id)


def proposals(app: App, pm_ids: list[str]) -> dict[str, ProposedSeverity]:
    """The same for those postmortems of a list that have no severity yet."""
    with app.db.read() as tx:
        rows = {pm_id: postmortems.get(tx, pm_id) for pm_id in pm_ids}
        found = {pm_id: _proposed(tx, pm_id) for pm_id, row in rows.items() if row is not None and not row.severity}
    return {pm_id: item for pm_id, item in found.items() if item is not None}


def take(app: App, pm_id: str, by: Visitor | None) -> Severity:
    """Set it in the document, also while people type. Raises NotMember, NotAllowed, NotFound."""
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        found = _proposed(tx, pm_id)
        if found is None:
            raise NotFound(GONE)
        edit_in(tx, pm_id, set_fact("severity", found.severity), by.id if by else None)
        groups.answer_severity(tx, pm_id, TAKEN)
    app.change_bus.publish("doc", pm_id)
    app.change_bus.publish("record", pm_id)
    return found.severity


def decline(app: App, pm_id: str, by: Visitor | None) -> None:
    """Nobody is asked again. Raises NotMember, NotAllowed, NotFound."""
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        groups.answer_severity(tx, pm_id, DECLINED)


def _proposed(tx: Transaction, pm_id: str) -> ProposedSeverity | None:
    opening = groups.opening(tx, pm_id)
    severity = choice_named(Severity, opening.severity) if opening is not None else None
    if opening is None or severity is None or opening.severity_answer:
        return None
    source = SOURCES.get(opening.source)
    return ProposedSeverity(severity, source.label if source is not None else opening.source)
