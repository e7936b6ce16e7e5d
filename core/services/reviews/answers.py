"""Answers in a review: what became of an action, whether it would happen again, and the note.

A choice replaces the one before it and carries the one that was seen, so that of two people who answer at once the
second is told. A text is merged with what somebody else wrote meanwhile. Answers that were on their way when the review
ended are accepted for a day.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from core.document.edit import set_action_due
from core.domain.actions.action_view import ActionState
from core.domain.clock.state import Meeting
from core.domain.content.size_limits import require_supported_day
from core.domain.content.text_merge import LINE, merge_texts
from core.domain.dates.zones import day_in
from core.domain.review import ANSWERS, ReviewedAction, WouldRecur, answer_text
from core.errors import BadInput, Conflict, NotFound
from core.services.app import App
from core.services.authority import require_postmortem, require_writing
from core.services.documents.document_store import edit_in
from core.services.reviews import review_state
from core.store import action_log, meetings, reviews
from core.store.action_log import DATED
from core.store.database.transaction import Transaction
from core.store.people import visitors
from core.store.people.visitors import Visitor
from core.store.reviews import ReviewRow

ACCEPTED_AFTER_END: Final = timedelta(days=1)
_LABELS: Final[dict[ActionState, str]] = {
    "open": "open",
    "moved": "not yet",
    "done": "done",
    "dropped": "dropped",
}


def save_answer(
    app: App,
    pm_id: str,
    action_id: str,
    became: ActionState,
    seen: ActionState,
    by: Visitor,
    *,
    text: str = "",
    due: date | None = None,
) -> None:
    """What became of an action. It replaces what this review said of it before; "open" takes that back.

    ``seen`` is what the page showed, "open" for no answer yet. Raises Conflict when somebody gave another answer
    meanwhile, BadInput for a new date that is over, a dropped action without a reason or a text that is too long.
    """
    text = answer_text(text)
    with app.db.write() as tx:
        row, clock = _writable_review(app, tx, pm_id, by)
        item = _reviewed_action(tx, pm_id, clock, row, action_id)
        if item.answer not in (seen, became):
            raise Conflict(_conflict_sentence(tx, pm_id, item))
        if became == "moved":
            _require_new_day(tx, pm_id, due, item)
        if became == "dropped" and not text:
            raise BadInput("Say why it is dropped. A dropped action with a reason is a decision.")
        changed = _store_answer(tx, pm_id, clock, item, became, text, due, by)
        _update_finished(tx, pm_id, clock, row, action_id)
    _publish(app, pm_id, changed)


def _store_answer(
    tx: Transaction,
    pm_id: str,
    clock: Meeting,
    item: ReviewedAction,
    became: ActionState,
    text: str,
    due: date | None,
    by: Visitor,
) -> bool:
    """Returns whether the document changed: a new date is written there too, and taken back with the answer."""
    since = _started_at(clock)
    if became == item.answer and item.explanation and not text:
        text = item.explanation
    wanted = due if became == "moved" else item.due_before if item.answer == "moved" else item.due
    changed = wanted != item.due and edit_in(tx, pm_id, set_action_due(item.action_id, wanted), by.id)
    action_log.remove_progress(tx, pm_id, item.action_id, since)
    if became == "done":
        action_log.add_progress(tx, pm_id, item.action_id, "done", evidence=text, visitor_id=by.id)
    elif became == "dropped":
        action_log.add_progress(tx, pm_id, item.action_id, "dropped", note=text, visitor_id=by.id)
    elif became == "moved":
        state = "moved" if item.due_before else DATED
        action_log.add_progress(tx, pm_id, item.action_id, state, note=text, due=due, visitor_id=by.id)
    return changed


def save_answer_text(app: App, pm_id: str, action_id: str, before: str, text: str, by: Visitor) -> str:
    """The text beside the current answer: evidence, why it moved, or why it is dropped. Returns it as it is now.

    ``before`` is what it was changed from. Raises Conflict while there is no answer that it could belong to.
    """
    with app.db.write() as tx:
        row, clock = _writable_review(app, tx, pm_id, by)
        item = _reviewed_action(tx, pm_id, clock, row, action_id)
        if item.answer == "open":
            raise Conflict("Nobody has said yet what became of this action. Choose an answer first.")
        now = _within_limit(merge_texts(before, text, item.explanation))
        if item.state == "dropped" and not now.strip():
            raise BadInput("Say why it is dropped. A dropped action with a reason is a decision.")
        values = {"evidence": now} if item.state == "done" else {"note": now}
        action_log.update_texts(tx, pm_id, action_id, _started_at(clock), **values)
        _update_finished(tx, pm_id, clock, row, action_id)
    _publish(app, pm_id)
    return now


def save_would_recur(app: App, pm_id: str, again: WouldRecur | None, seen: WouldRecur | None, by: Visitor) -> None:
    """Whether it would happen again today; None takes the answer back. Raises Conflict as ``save_answer`` does."""
    with app.db.write() as tx:
        row, _ = _writable_review(app, tx, pm_id, by)
        stored = review_state.answer_of(row).again
        if stored not in (seen, again):
            text = f"“{ANSWERS[stored]}”" if stored else "nothing"
            raise Conflict(f"Somebody answered {text} a moment before you. Choose again if you see it otherwise.")
        reviews.put_answer(tx, row.id, again or "", row.because)
    _publish(app, pm_id)


def save_because(app: App, pm_id: str, before: str, text: str, by: Visitor) -> str:
    """The text beside that answer, with or without one. Returns it as it is now."""
    return _merge_text(
        app, pm_id, by, before, text, LINE, lambda tx, row, now: reviews.put_answer(tx, row.id, row.again, now)
    )


def save_note(app: App, pm_id: str, before: str, text: str, by: Visitor) -> str:
    """The note, a line an item. Returns it as it is now."""
    return _merge_text(app, pm_id, by, before, text, "\n", lambda tx, row, now: reviews.put_note(tx, row.id, now))


def _merge_text(
    app: App,
    pm_id: str,
    by: Visitor,
    before: str,
    text: str,
    separator: str,
    put: Callable[[Transaction, ReviewRow, str], None],
) -> str:
    with app.db.write() as tx:
        row, _ = _writable_review(app, tx, pm_id, by)
        now = _within_limit(merge_texts(before, text, row.note if separator == "\n" else row.because, separator))
        put(tx, row, now)
    _publish(app, pm_id)
    return now


def _within_limit(text: str) -> str:
    """The text unchanged: a space at its end belongs to a sentence that is still being typed."""
    answer_text(text)
    return text


def _writable_review(app: App, tx: Transaction, pm_id: str, by: Visitor) -> tuple[ReviewRow, Meeting]:
    """The review that this visitor may answer in, its row locked, and its clock."""
    require_writing(app, tx, pm_id, by)
    row, clock = reviews.lock_review(tx, pm_id), meetings.load_meeting(tx, pm_id, "review")
    if row is None or clock is None:
        raise Conflict("There is no review here yet. Start one first.")
    _started_at(clock)
    if row.finished_at is not None and tx.now() > row.finished_at + ACCEPTED_AFTER_END:
        raise Conflict("The review is over. Reopen it to change what it says.")
    return row, clock


def _started_at(clock: Meeting) -> datetime:
    if clock.started_at is None:
        raise Conflict("The review has not started yet. The facilitator starts it.")
    return clock.started_at


def _reviewed_action(tx: Transaction, pm_id: str, clock: Meeting, row: ReviewRow, action_id: str) -> ReviewedAction:
    for item in review_state.current_actions(tx, pm_id, clock, row):
        if item.action_id == action_id:
            return item
    raise NotFound("This action is not part of this review. Reload the page to see what is there.")


def _conflict_sentence(tx: Transaction, pm_id: str, item: ReviewedAction) -> str:
    if item.answer == "open":
        return "Somebody took the answer back a moment before you. Choose again if you see it otherwise."
    log = [entry for entry in action_log.progress(tx, pm_id, item.action_id) if entry.visitor_id]
    who = visitors.visitor(tx, log[-1].visitor_id or "") if log else None
    name, label = who.name if who else "Somebody", _LABELS[item.answer]
    return f"{name} answered “{label}” a moment before you. Choose again if you see it otherwise."


def _require_new_day(tx: Transaction, pm_id: str, due: date | None, item: ReviewedAction) -> None:
    if due is None:
        raise BadInput("Say by when it is done. Try “Friday”, “in two weeks” or 2026-12-18.")
    require_supported_day(due)
    if due < day_in(require_postmortem(tx, pm_id).zone, tx.now()) or due == item.due_before:
        raise BadInput("Choose a new day that is still to come.")


def _update_finished(tx: Transaction, pm_id: str, clock: Meeting, row: ReviewRow, action_id: str) -> None:
    """An answer after the end is stored in the review's note too, for this one action."""
    if row.finished_at is not None:
        review_state.update_reviewed_action(tx, pm_id, clock, row, action_id)


def _publish(app: App, pm_id: str, changed: bool = False) -> None:
    if changed:
        app.change_bus.publish("doc", pm_id)
    app.change_bus.publish("record", pm_id)
