"""The board of promises: each with what became of it, its history on demand, and small forms for what is new.

Each card is a fragment, so that a form half filled in elsewhere on the page stays as it is.
"""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from core.domain.names import NAME_AT_MOST
from core.services import exports, follow_up
from core.services.follow_up import Board, Promise
from core.store.visitors import Visitor
from pages.parts import boundary, commands, look, promise_words, state

SAID = "promise-said"
DONE, MOVED, DATED, DROPPED, OWNER = "Done", "Moved", "Date", "Dropped", "New owner"


def head(board: Board) -> None:
    """Whose promises these are, and the way back to all of them."""
    commands.say(SAID)
    owner = board.asked.owner
    if owner == follow_up.NOBODY:
        st.title("What nobody owns yet", anchor=False)
    elif owner is not None:
        st.title(f"Promises of {look.plain(promise_words.spelled(board))}", anchor=False)
    else:
        st.title("Follow-up", anchor=False)
    words = "A postmortem is kept when its fixes are made. Here they wait, the overdue first."
    if owner is not None or board.asked.pm_id or board.asked.text or board.asked.closed:
        words += ' <a href="follow_up">All open promises</a>'
    look.block(words, "quiet")


def rows(board: Board, visitor: Visitor) -> None:
    for promise in board.rows:
        if board.asked.closed:
            _closed(promise, visitor)
        else:
            card(promise, visitor)
    if not board.rows:
        look.block(f"<p>{promise_words.nothing(board)}</p>")


def ways_out() -> None:
    """The same promises elsewhere: on a wall, and in a table."""
    app = state.app()
    with st.container(horizontal=True, gap="small"):
        st.link_button("Wall screen", "follow_up?wall=1", icon=":material/cast:")
        st.download_button(
            "All actions as a table (CSV)",
            data=lambda: exports.promises_csv(app).data,
            file_name="debrief-promises.csv",
            mime="text/csv",
            key="promises-csv",
            on_click="ignore",
            icon=":material/download:",
        )


@st.fragment
def card(promise: Promise, visitor: Visitor) -> None:
    with boundary.kind_errors(), st.container(border=True, gap="xsmall"):
        # Whatever is done makes the history longer, and the choice is made anew.
        key = f"{promise.postmortem_id}-{promise.action_id}-{len(promise.steps)}"
        look.block(promise_words.promise(promise))
        forms = FORMS if promise.due else {DATED if name == MOVED else name: form for name, form in FORMS.items()}
        became = st.radio(
            "What became of it?",
            list(forms),
            index=None,
            key=f"became-{key}",
            horizontal=True,
            label_visibility="collapsed",
        )
        if became in forms:
            forms[became](promise, visitor, key)


def _closed(promise: Promise, visitor: Visitor) -> None:
    with st.container(border=True, gap="xsmall"):
        look.block(promise_words.promise(promise))
        if st.button("Reopen", key=f"reopen-{promise.postmortem_id}-{promise.action_id}", type="tertiary"):
            _keep(
                lambda: follow_up.reopen(state.app(), promise.postmortem_id, promise.action_id, visitor),
                "Opened again. It stands with the open ones.",
            )


def _done(promise: Promise, visitor: Visitor, key: str) -> None:
    with st.form(f"done-{key}", border=False):
        evidence = st.text_input(
            "How can everybody see that it is done?",
            placeholder="A link, or one sentence",
            max_chars=follow_up.LONGEST_NOTE,
        )
        if st.form_submit_button("It is done", type="primary"):
            _keep(
                lambda: follow_up.mark_done(
                    state.app(), promise.postmortem_id, promise.action_id, evidence or "", visitor
                ),
                "Kept. It stands with the done ones now.",
            )


def _moved(promise: Promise, visitor: Visitor, key: str) -> None:
    """Another day with a reason, or the first day of a promise that has none."""
    pm_id, action_id, first = promise.postmortem_id, promise.action_id, promise.due is None
    with st.form(f"moved-{key}", border=False):
        start = state.local_now().date() + timedelta(days=7)
        to_day = st.date_input("By when?" if first else "New date", value=start, format="YYYY-MM-DD", key=f"to-{key}")
        reason = ""
        if not first:
            reason = st.text_input(
                "What came in between?",
                placeholder="So that next time we plan for it",
                max_chars=follow_up.LONGEST_NOTE,
            )
        if st.form_submit_button("Promise it" if first else "Move it", type="primary") and to_day:
            if first:
                _keep(lambda: follow_up.set_due(state.app(), pm_id, action_id, to_day, visitor), "It has a date now.")
            else:
                _keep(
                    lambda: follow_up.move(state.app(), pm_id, action_id, to_day, reason or "", visitor),
                    "Moved, with the reason.",
                )


def _dropped(promise: Promise, visitor: Visitor, key: str) -> None:
    with st.form(f"dropped-{key}", border=False):
        because = st.text_input(
            "We drop it, because…",
            placeholder="Another fix made it unnecessary",
            max_chars=follow_up.LONGEST_NOTE,
        )
        if st.form_submit_button("Drop it", type="primary"):
            _keep(
                lambda: follow_up.drop(state.app(), promise.postmortem_id, promise.action_id, because or "", visitor),
                "Dropped, with the reason.",
            )


def _owned(promise: Promise, visitor: Visitor, key: str) -> None:
    pm_id, action_id = promise.postmortem_id, promise.action_id
    with st.form(f"owned-{key}", border=False):
        owner = st.text_input("Who owns it from now on?", max_chars=NAME_AT_MOST, key=f"owner-{key}")
        reason = ""
        if promise.owner.strip():
            reason = st.text_input(
                "Why does it change hands?",
                placeholder="On leave until March, knows the alerting better…",
                max_chars=follow_up.LONGEST_NOTE,
            )
        if st.form_submit_button("Hand it on" if promise.owner.strip() else "Take it", type="primary"):
            _keep(
                lambda: follow_up.set_owner(state.app(), pm_id, action_id, owner or "", visitor, reason or ""),
                "It has a new owner.",
            )


def _keep(deed: Callable[[], object], then: str) -> None:
    with boundary.kind_errors():
        deed()
        state.put(SAID, then)
        st.rerun(scope="app")


Form = Callable[[Promise, Visitor, str], None]
FORMS: dict[str, Form] = {DONE: _done, MOVED: _moved, DROPPED: _dropped, OWNER: _owned}
