"""What became of the actions: the promise is not kept by the meeting alone.

Progress is a log, nothing said before is changed. A new date is also written into the document, so that the postmortem
and the follow-up say the same.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from core.document.edit import Change, set_action_due, set_action_owner
from core.domain.names import clean_name
from core.domain.postmortem import ActionKind, Severity
from core.errors import BadInput, Conflict, NotFound
from core.services.app import App
from core.services.authority import require_writing
from core.services.documents import edit_in
from core.store import actions, visitors
from core.store.actions import ActionRow
from core.store.transaction import Transaction
from core.store.visitors import Visitor

State = Literal["open", "moved", "done", "dropped"]
LONGEST_NOTE: Final = 2000
_OPERATOR: Final = "the operator"
_STATES: Final[dict[str, State]] = {"open": "open", "moved": "moved", "done": "done", "dropped": "dropped"}


@dataclass(frozen=True)
class Step:
    """One line of an action's history. ``by`` is a name as it is now."""

    at: datetime
    state: State
    note: str
    evidence: str
    due: date | None
    by: str


@dataclass(frozen=True)
class Promise:
    """An action of some postmortem with what became of it. ``days_late`` is 0 unless ``overdue``."""

    postmortem_id: str
    postmortem_title: str
    severity: Severity | None
    action_id: str
    text: str
    owner: str
    due: date | None
    kind: ActionKind | None
    done_when: str
    state: State
    overdue: bool
    days_late: int
    example: bool
    steps: tuple[Step, ...]


def promises(app: App, today: date | None = None, include_closed: bool = False) -> list[Promise]:
    """All open actions of all postmortems: overdue first, then by date, no date last, examples at the end.

    ``today`` is the day overdue is counted from (the database's, in UTC, if not given); an example is never overdue.
    """
    with app.db.read() as tx:
        day = today or tx.now().date()
        rows = actions.open_actions(tx)
        if include_closed:
            rows += actions.open_actions(tx, closed=True)
        names: dict[str, str] = defaultdict(str)
        found = [_promise(tx, row, day, names) for row in rows if row.text.strip() or row.owner.strip()]
    return sorted(found, key=_order)


def mark_done(app: App, pm_id: str, action_id: str, evidence: str, by: Visitor | None) -> None:
    """Say that an action is done, and how that can be seen. Raises BadInput without evidence."""
    said = _said(evidence, "Say how one can see that it is done: a link, a number, a test that passes.")
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if row.state == "done":
            raise Conflict("This action is done already. Reopen it first if it is not.")
        actions.add_progress(tx, pm_id, action_id, "done", evidence=said, visitor_id=_id(by))
    app.bell.ring("record", pm_id)


def move(app: App, pm_id: str, action_id: str, due: date, reason: str, by: Visitor | None) -> None:
    """Promise the action for another day, in the postmortem too. Raises BadInput for a day that is not to come."""
    said = _said(reason, "Say in a few words why it moves; the next meeting learns from it.")
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if due <= tx.now().date():
            raise BadInput("Choose a day that is still to come.")
        if row.state in actions.CLOSED:
            raise Conflict("This action is closed. Reopen it first.")
        actions.add_progress(tx, pm_id, action_id, "moved", note=said, due=due, visitor_id=_id(by))
        changed = edit_in(tx, pm_id, set_action_due(action_id, due), _id(by))
    _ring(app, pm_id, changed)


def drop(app: App, pm_id: str, action_id: str, because: str, by: Visitor | None) -> None:
    """Decide that an action will not be done. Raises BadInput without a because."""
    said = _said(because, "Say why it is dropped. A dropped action with a reason is a decision.")
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if row.state == "dropped":
            raise Conflict("This action is dropped already. Reopen it first if it should be done.")
        actions.add_progress(tx, pm_id, action_id, "dropped", note=said, visitor_id=_id(by))
    app.bell.ring("record", pm_id)


def reopen(app: App, pm_id: str, action_id: str, by: Visitor | None) -> None:
    """Open an action again that was done or dropped; what was said before stays in its history."""
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if row.state not in actions.CLOSED:
            raise Conflict("This action is open already.")
        actions.add_progress(tx, pm_id, action_id, "open", visitor_id=_id(by))
    app.bell.ring("record", pm_id)


def set_owner(app: App, pm_id: str, action_id: str, owner: str, by: Visitor | None) -> None:
    """Say in the document who owns an action; empty for nobody. Raises BadInput for a name that cannot be shown."""
    cleaned = clean_name(owner) if owner.strip() else ""
    _edit(app, pm_id, action_id, set_action_owner(action_id, cleaned), by)


def set_due(app: App, pm_id: str, action_id: str, due: date | None, by: Visitor | None) -> None:
    """Give an action that has none its first date, in the document. To change a promised date use ``move``."""
    _edit(app, pm_id, action_id, set_action_due(action_id, due), by)


def _edit(app: App, pm_id: str, action_id: str, change: Change, by: Visitor | None) -> None:
    with app.db.write() as tx:
        _action(app, tx, pm_id, action_id, by)
        changed = edit_in(tx, pm_id, change, _id(by))
    _ring(app, pm_id, changed)


def _ring(app: App, pm_id: str, changed: bool) -> None:
    if changed:
        app.bell.ring("doc", pm_id)
    app.bell.ring("record", pm_id)


def _action(app: App, tx: Transaction, pm_id: str, action_id: str, by: Visitor | None) -> ActionRow:
    require_writing(app, tx, pm_id, by)
    rows = actions.open_actions(tx, pm_id=pm_id) + actions.open_actions(tx, pm_id=pm_id, closed=True)
    for row in rows:
        if row.action_id == action_id:
            return row
    raise NotFound("This action is no longer in the postmortem. Reload the page to see what is there.")


def _said(words: str, sentence: str) -> str:
    said = words.strip()
    if not said:
        raise BadInput(sentence)
    if len(said) > LONGEST_NOTE:
        raise BadInput(f"That is too long. {LONGEST_NOTE} characters are the most that fit; link to the rest.")
    return said


def _id(by: Visitor | None) -> str | None:
    return by.id if by else None


def _promise(tx: Transaction, row: ActionRow, today: date, names: dict[str, str]) -> Promise:
    steps = tuple(
        Step(each.at, _STATES[each.state], each.note, each.evidence, each.due, _name(tx, each.visitor_id, names))
        for each in actions.progress(tx, row.postmortem_id, row.action_id)
    )
    state = _STATES[row.state]
    late = row.due is not None and row.due < today and state in ("open", "moved") and not row.example
    return Promise(
        postmortem_id=row.postmortem_id,
        postmortem_title=row.postmortem_title,
        severity=Severity(row.severity) if row.severity in set(Severity) else None,
        action_id=row.action_id,
        text=row.text,
        owner=row.owner,
        due=row.due,
        kind=ActionKind(row.kind) if row.kind in set(ActionKind) else None,
        done_when=row.done_when,
        state=state,
        overdue=late,
        days_late=(today - row.due).days if late and row.due else 0,
        example=row.example,
        steps=steps,
    )


def _name(tx: Transaction, visitor_id: str | None, names: dict[str, str]) -> str:
    if visitor_id is None:
        return _OPERATOR
    if visitor_id not in names:
        found = visitors.visitor(tx, visitor_id)
        names[visitor_id] = found.name if found else "someone"
    return names[visitor_id]


def _order(promise: Promise) -> tuple[bool, bool, bool, date, str, str]:
    closed = promise.state in actions.CLOSED
    return (
        closed,
        promise.example,
        promise.due is None,
        promise.due or date.max,
        promise.postmortem_title,
        promise.action_id,
    )
