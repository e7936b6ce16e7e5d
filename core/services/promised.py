"""Promises as files tell them: those of one postmortem with what its text decided against, or those of all."""

from core.domain.commitments import written
from core.domain.declined import declined
from core.domain.postmortem import ActionKind, Postmortem, Severity
from core.export.calendar import ReviewDay
from core.export.promised import Promised
from core.services.records import shown_title
from core.store import actions
from core.store.actions import ActionRow, Which
from core.store.transaction import Transaction


def of_postmortem(tx: Transaction, pm_id: str, postmortem: Postmortem) -> list[Promised]:
    """Every action that somebody began, in the order of the document, with what became of it."""
    known = {row.action_id: row for row in actions.find(tx, Which(closed=None, pm_id=pm_id, blank=True))}
    title = shown_title(postmortem.title)
    found = []
    for row in written(postmortem):
        became = known.get(row.id)
        found.append(
            Promised(
                postmortem_id=pm_id,
                incident=title,
                severity=postmortem.severity,
                action_id=row.id,
                text=row.text,
                owner=row.owner,
                due=row.due,
                kind=row.kind,
                done_when=row.done_when,
                state="declined" if declined(row) else became.state if became else "open",
                said=_said(became) if became else "",
                changed_at=became.changed_at if became else None,
            )
        )
    return found


def of_all(tx: Transaction, *, closed: bool | None = None) -> list[Promised]:
    """Those of every postmortem but the examples; open ones first. ``closed`` None: all of them."""
    return [_promised(row) for row in actions.find(tx, Which(closed=closed)) if not row.example]


def reviews_of(postmortem: Postmortem, pm_id: str) -> list[ReviewDay]:
    on = postmortem.follow_up.review_on
    return [] if on is None else [ReviewDay(pm_id, shown_title(postmortem.title), on)]


def _promised(row: ActionRow) -> Promised:
    return Promised(
        postmortem_id=row.postmortem_id,
        incident=row.postmortem_title,
        severity=Severity(row.severity) if row.severity in set(Severity) else None,
        action_id=row.action_id,
        text=row.text,
        owner=row.owner,
        due=row.due,
        kind=ActionKind(row.kind) if row.kind in set(ActionKind) else None,
        done_when=row.done_when,
        state=row.state,
        said=_said(row),
        changed_at=row.changed_at,
    )


def _said(row: ActionRow) -> str:
    return row.evidence or row.note
