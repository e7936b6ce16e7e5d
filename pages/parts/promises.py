"""One promise on the follow-up page: what it is, and a small form for what became of it.

Each card is a fragment, so that a form half filled in elsewhere on the page stays as it is.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from core.services import follow_up
from core.services.follow_up import Promise
from core.store.visitors import Visitor
from pages.parts import boundary, look, state, times

CLOSED = ("done", "dropped")


def figures(known: Sequence[Promise]) -> tuple[int, int]:
    """How many are open and how many overdue, examples aside."""
    still = [each for each in known if each.state not in CLOSED and not each.example]
    return len(still), sum(each.overdue for each in still)


def waiting(known: Sequence[Promise], visitor: Visitor) -> None:
    still_open = [each for each in known if each.state not in CLOSED]
    for each in still_open:
        card(each, visitor)
    if not still_open:
        look.block("<p>Nothing is waiting. Every promise is kept, or was dropped with a reason.</p>")


def closed(known: Sequence[Promise], visitor: Visitor) -> None:
    done = [each for each in known if each.state in CLOSED]
    if done:
        with st.expander(f"Done and dropped ({len(done)})"):
            for promise in done:
                _closed(promise, visitor)


@st.fragment
def card(promise: Promise, visitor: Visitor) -> None:
    with boundary.kind_errors(), st.container(border=True, gap="xsmall"):
        key = f"{promise.postmortem_id}-{promise.action_id}"
        look.block(_words(promise))
        became = st.radio(
            "What became of it?",
            list(FORMS),
            index=None,
            key=f"became-{key}",
            horizontal=True,
            label_visibility="collapsed",
        )
        if became in FORMS:
            FORMS[became](promise, visitor, key)


def _closed(promise: Promise, visitor: Visitor) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        look.block(_words(promise))
        if st.button("Reopen", key=f"reopen-{promise.postmortem_id}-{promise.action_id}", type="tertiary"):
            _keep(lambda: follow_up.reopen(state.app(), promise.postmortem_id, promise.action_id, visitor))


def _done(promise: Promise, visitor: Visitor, key: str) -> None:
    with st.form(f"done-{key}", border=False):
        evidence = st.text_input("How can everybody see that it is done?", placeholder="A link, or one sentence")
        if st.form_submit_button("It is done", type="primary"):
            _keep(
                lambda: follow_up.mark_done(
                    state.app(), promise.postmortem_id, promise.action_id, evidence or "", visitor
                )
            )


def _moved(promise: Promise, visitor: Visitor, key: str) -> None:
    with st.form(f"moved-{key}", border=False):
        to_day = st.date_input(
            "New date", value=state.local_now().date() + timedelta(days=7), format="YYYY-MM-DD", key=f"to-{key}"
        )
        reason = st.text_input("What came in between?", placeholder="So that next time we plan for it")
        if st.form_submit_button("Move it", type="primary") and to_day:
            _keep(
                lambda: follow_up.move(
                    state.app(), promise.postmortem_id, promise.action_id, to_day, reason or "", visitor
                )
            )


def _dropped(promise: Promise, visitor: Visitor, key: str) -> None:
    with st.form(f"dropped-{key}", border=False):
        because = st.text_input("We drop it, because…", placeholder="Another fix made it unnecessary")
        if st.form_submit_button("Drop it", type="primary"):
            _keep(lambda: follow_up.drop(state.app(), promise.postmortem_id, promise.action_id, because or "", visitor))


def _keep(deed: Callable[[], object]) -> None:
    with boundary.kind_errors():
        deed()
        st.rerun(scope="app")


FORMS = {"Done": _done, "Moved": _moved, "Dropped": _dropped}


def _words(promise: Promise) -> str:
    example = look.chip("Example") if promise.example else ""
    done_when = f'<p class="small quiet">Done when: {look.esc(promise.done_when)}</p>' if promise.done_when else ""
    steps = "".join(f"<li>{_step(step)}</li>" for step in promise.steps)
    words = f'<span class="grow"><b class="pre">{look.esc(promise.text)}</b></span>'
    return (
        f'<div class="row">{words}{_due(promise)}{example}</div>'
        f'<p class="small quiet">{look.esc(promise.owner or "nobody owns it yet")} · from '
        f'<a href="summary?pm={look.esc(promise.postmortem_id)}">{look.esc(promise.postmortem_title)}</a></p>'
        f"{done_when}" + (f'<ul class="small quiet steps">{steps}</ul>' if steps else "")
    )


def _due(promise: Promise) -> str:
    if promise.state == "done":
        return look.chip("done", "done")
    if promise.state == "dropped":
        return look.chip("dropped")
    if promise.overdue:
        return look.chip("1 day late" if promise.days_late == 1 else f"{promise.days_late} days late", "late")
    return look.chip(f"by {times.day(promise.due)}") if promise.due else look.chip("no date yet", "late")


def _step(step: follow_up.Step) -> str:
    words = " · ".join(part for part in (step.note, step.evidence) if part)
    to_day = f" to {times.day(step.due)}" if step.due else ""
    return look.esc(f"{times.in_zone(step.at, state.zone())}, {step.by}: {step.state}{to_day}. {words}")
