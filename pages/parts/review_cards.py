"""What is typed in a review: what became of an action, the answer, the checklist, the note.

Everything here is sent by a button's callback, so that a refusal leaves the words in their field. The places on the
page never change while a review runs: what somebody types stays under their hands when the group moves on.
"""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from core.domain.postmortem import ChecklistRow
from core.domain.review import ANSWERS, LONGEST, Again, Walked
from core.services import follow_up, reviews
from core.services.reviews import ReviewView
from core.store.visitors import Visitor
from pages.parts import commands, look, review_words, state

SAID = "review-said"
DONE, MOVED, DATED, DROPPED = "Done", "Moved", "Date", "Dropped"
ONE_LINE = 500


def obey(deed: Callable[[], object], then: str, *emptied: str) -> None:
    """Do it, say so, and empty the fields that were sent; a refusal leaves them as they are."""

    def act() -> None:
        deed()
        for key in emptied:
            state.forget(key)

    commands.obey(SAID, act, then)


def action(view: ReviewView, each: Walked, at_it: bool, by: Visitor | None) -> None:
    """One action. ``by`` None: to read only."""
    with st.container(border=True, gap="xsmall", key=f"walk-{each.action_id}"):
        look.block(review_words.action(each, at_it, view.today), "at-it" if at_it else "")
        if by is None:
            return
        key = f"{view.postmortem_id}-{each.action_id}"
        chosen = f"became-{key}"
        if each.state in ("done", "dropped") and state.peek(chosen) is None:
            st.button("Reopen", key=f"again-{key}", type="tertiary", on_click=_reopen, args=(view, each, by))
            return
        st.radio(
            f"What became of “{look.plain(each.text)}”?",
            [DONE, MOVED if each.due else DATED, DROPPED],
            index=None,
            key=chosen,
            horizontal=True,
            label_visibility="collapsed",
        )
        match state.peek(chosen):
            case "Done":
                _done(view, each, by, key)
            case "Moved" | "Date":
                _moved(view, each, by, key)
            case "Dropped":
                _dropped(view, each, by, key)


def _reopen(view: ReviewView, each: Walked, by: Visitor) -> None:
    obey(lambda: follow_up.reopen(state.app(), view.postmortem_id, each.action_id, by), "Opened again.")


def _done(view: ReviewView, each: Walked, by: Visitor, key: str) -> None:
    field = f"evidence-{key}"

    def send() -> None:
        words = str(state.peek(field) or "")
        obey(
            lambda: follow_up.mark_done(state.app(), view.postmortem_id, each.action_id, words, by),
            "Kept.",
            f"became-{key}",
        )

    with st.form(f"done-{key}", border=False):
        label = "How can everybody see that it is done?"
        st.text_input(label, placeholder="A link, or one sentence", key=field, max_chars=follow_up.LONGEST_NOTE)
        st.form_submit_button("It is done", type="primary", on_click=send)


def _moved(view: ReviewView, each: Walked, by: Visitor, key: str) -> None:
    """Another day with a reason, or the first day of an action that has none."""
    day, field, first = f"to-{key}", f"reason-{key}", each.due is None
    app, pm_id, action_id = state.app(), view.postmortem_id, each.action_id

    def send() -> None:
        to_day, reason = state.peek(day), str(state.peek(field) or "")

        def deed() -> None:
            if first:
                follow_up.set_due(app, pm_id, action_id, to_day, by)  # type: ignore[arg-type]  # a date input's value
            else:
                follow_up.move(app, pm_id, action_id, to_day, reason, by)  # type: ignore[arg-type]  # the same

        obey(deed, "It has a date now." if first else "Moved, with the reason.", f"became-{key}")

    with st.form(f"moved-{key}", border=False):
        in_a_week = view.today + timedelta(days=7)
        st.date_input("By when?" if first else "New date", value=in_a_week, format="YYYY-MM-DD", key=day)
        if not first:
            st.text_input(
                "What came in between?",
                placeholder="So that next time we plan for it",
                key=field,
                max_chars=follow_up.LONGEST_NOTE,
            )
        st.form_submit_button("Promise it" if first else "Move it", type="primary", on_click=send)


def _dropped(view: ReviewView, each: Walked, by: Visitor, key: str) -> None:
    field = f"because-{key}"

    def send() -> None:
        words = str(state.peek(field) or "")
        obey(
            lambda: follow_up.drop(state.app(), view.postmortem_id, each.action_id, words, by),
            "Dropped, with its reason.",
            f"became-{key}",
        )

    with st.form(f"dropped-{key}", border=False):
        label = "We drop it, because…"
        words = "Another fix made it unnecessary"
        st.text_input(label, placeholder=words, key=field, max_chars=follow_up.LONGEST_NOTE)
        st.form_submit_button("Drop it", type="primary", on_click=send)


def answer(view: ReviewView, by: Visitor | None) -> None:
    """Would it happen again today? The answer that stands, and a form for another."""
    choice, field, seen = f"again-{view.postmortem_id}", f"why-{view.postmortem_id}", view.answer

    def send() -> None:
        picked, words = state.peek(choice), str(state.peek(field) or "")
        again = picked if isinstance(picked, Again) else None
        obey(
            lambda: reviews.answer(state.app(), view.postmortem_id, again, words, seen, by) if by else None,
            "Answered.",
            choice,
            field,
        )

    with st.container(border=True, gap="xsmall", key="review-again"):
        look.block(f"<h3>{review_words.QUESTION}</h3>{review_words.answer(view.answer)}")
        if by is None:
            return
        with st.form("review-answer", border=False):
            st.radio(
                review_words.QUESTION,
                list(Again),
                format_func=lambda each: "Yes, because…" if each is Again.YES else ANSWERS[each],
                index=None,
                key=choice,
                horizontal=True,
                label_visibility="collapsed",
            )
            label = "What is different now, or still the same?"
            st.text_input(label, placeholder="The disk alerts at 80 % now", key=field, max_chars=ONE_LINE)
            st.form_submit_button("Save the answer", on_click=send)


def checklist(view: ReviewView, by: Visitor | None) -> None:
    """The follow-up checklist of the postmortem itself: what is ticked here is ticked there."""
    with st.container(border=True, gap="xsmall", key="review-checklist"):
        look.block("<h3>Checklist</h3>")
        if by is None:
            look.block(review_words.ticked(view.checklist))
            return
        for row in view.checklist:
            _tick(view, row, by)


def _tick(view: ReviewView, row: ChecklistRow, by: Visitor) -> None:
    key = f"tick-{view.postmortem_id}-{row.id}"

    def turn() -> None:
        done = state.peek(key) is True
        obey(lambda: reviews.tick(state.app(), view.postmortem_id, row.id, done, by), "")

    # Others tick too. Said only when it differs: a value set in every run would take back a click on its way here.
    if state.peek(key) is not row.done:
        state.put(key, row.done)
    st.checkbox(look.plain(row.text), key=key, on_change=turn)


def note(view: ReviewView, by: Visitor | None) -> None:
    """A line each: nobody's words are written over."""
    field = f"line-{view.postmortem_id}"

    def send() -> None:
        words = str(state.peek(field) or "")
        obey(lambda: reviews.add_line(state.app(), view.postmortem_id, words, by) if by else None, "Noted.", field)

    with st.container(border=True, gap="xsmall", key="review-note"):
        look.block(f"<h3>The note on the postmortem</h3>{review_words.lines(view.note)}")
        if by is None:
            return
        with st.form("review-line", border=False):
            label = "What should the next reader know?"
            st.text_input(label, placeholder="One line; add as many as it takes", key=field, max_chars=ONE_LINE)
            st.form_submit_button("Add it", on_click=send)
        _rewrite(view, by)


def _rewrite(view: ReviewView, by: Visitor) -> None:
    """All lines at once, for what has to be put right. It starts from what stood there when it was opened."""
    field, kept = f"whole-{view.postmortem_id}", f"whole-seen-{view.postmortem_id}"

    def send() -> None:
        words, seen = str(state.peek(field) or ""), str(state.peek(kept) or "")
        obey(lambda: reviews.write_note(state.app(), view.postmortem_id, words, seen, by), "Saved.", kept)

    drawer = st.popover("Correct the note", type="tertiary", key="review-rewrite", on_change="rerun")
    with drawer:
        if not drawer.open:
            state.forget(kept)
            return
        seen = state.once(kept, lambda: view.note)
        with st.form("review-whole", border=False):
            st.text_area("The note, a line an item", value=seen, key=field, max_chars=LONGEST)
            st.form_submit_button("Save the note", on_click=send)
