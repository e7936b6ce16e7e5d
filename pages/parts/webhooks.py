"""Webhooks on the settings page: the list, adding one, its secret once, and the log of what was sent.

An address is shown as its host only, since the rest of it is often a secret. What a receiver answered is a stranger's
text: it is shown as text.
"""

from collections.abc import Callable

import streamlit as st

from core.domain.webhook import SUBSCRIBABLE, Event, Shape
from core.errors import DebriefError
from core.services import webhooks as services
from core.services.webhooks import Hook, Line
from core.store.visitors import Visitor
from pages.parts import boundary, commands, look, state, times

SAID = "webhook-said"
REFUSED = "refused"
SECRET = "webhook-secret"  # noqa: S105 - where it is kept until it was shown, not what it is
ADD = "webhook-add"

SHAPES = {Shape.SLACK: "Slack, or a chat that understands the same", Shape.JSON: "JSON, for programs of your own"}
EVENTS = {Event.PUBLISHED: "a postmortem is published", Event.OVERDUE: "promises are overdue"}
NAMES = {"published": "Published", "overdue": "Overdue", "digest": "Digest", "test": "Test"}
CHIPS = {"sent": "done", "given up": "late", "called off": "plain", "waiting": "now", "sending": "now"}


def section(visitor: Visitor) -> None:
    """Everything about webhooks, for somebody in the workspace."""
    _secret()
    left, right = st.columns(2, gap="large")
    with left:
        look.block(
            "<p>A webhook tells your chat, or a program of yours, when a postmortem is published and when promises "
            "are overdue. Nothing is sent before you switch one on. <code>docs/webhooks.md</code> says what is sent "
            "and how a program can check that it came from here.</p>"
        )
        for hook in services.listed(state.app(), visitor):
            _card(hook, visitor)
        _new(visitor)
    with right:
        _log(visitor)


def _secret() -> None:
    """Once: whoever needs it again makes a new one."""
    with st.container():  # always there, so that nothing below it moves and closes
        secret = state.take(SECRET)
        if isinstance(secret, str):
            st.success("This is the webhook's secret. Copy it now: it is not shown again.")
            st.code(secret, language=None, wrap_lines=True)
        _refused(SECRET)


def _refused(place: str) -> None:
    """Where it was asked for, until the next deed."""
    with st.container():
        refused = state.take(f"{place}-{REFUSED}")
        if isinstance(refused, str):
            st.error(look.plain(refused))


def _card(hook: Hook, visitor: Visitor) -> None:
    with st.container(border=True, key=f"webhook-{hook.id}"):
        chip = look.chip("on", "done") if hook.active else look.chip("off")
        waiting = f" · {hook.waiting} waiting" if hook.waiting else ""
        told = " and when ".join(EVENTS[each] for each in hook.events)
        look.block(
            f"<b>{look.esc(hook.host)}</b> {chip}<br><span class='quiet small'>{look.esc(SHAPES[hook.shape])} · "
            f"told when {look.esc(told)}{waiting}</span>"
        )
        with st.container(horizontal=True):
            turn = "Switch off" if hook.active else "Switch on"
            st.button(turn, key=f"webhook-switch-{hook.id}", on_click=_switch, args=(hook, visitor))
            st.button("Send a test", key=f"webhook-test-{hook.id}", on_click=_test, args=(hook, visitor))
            with st.popover("Change"):
                _change(hook, visitor)


def _change(hook: Hook, visitor: Visitor) -> None:
    key = f"webhook-change-{hook.id}"
    with st.form(key, border=False):
        st.text_input("New address", key=f"{key}-url", placeholder="Leave empty to keep it", autocomplete="off")
        _choices(key, hook.shape, hook.events)
        st.form_submit_button("Save it", type="primary", on_click=_save, args=(hook, visitor))
    _refused(key)
    with st.container(horizontal=True):
        st.button("Make a new secret", key=f"{key}-secret", type="tertiary", on_click=_renew, args=(hook, visitor))
        st.button("Remove it", key=f"{key}-remove", type="tertiary", on_click=_remove, args=(hook, visitor))


def _new(visitor: Visitor) -> None:
    with st.expander("Add a webhook"):
        with st.form(ADD, border=False):
            st.text_input("Its address", key=f"{ADD}-url", placeholder="https://…", autocomplete="off")
            _choices(ADD, Shape.SLACK, SUBSCRIBABLE)
            st.form_submit_button("Add it, switched off", type="primary", on_click=_add, args=(visitor,))
        _refused(ADD)


def _choices(key: str, shape: Shape, events: tuple[Event, ...]) -> None:
    shapes = list(SHAPES)
    st.radio("It understands", shapes, index=shapes.index(shape), format_func=SHAPES.__getitem__, key=f"{key}-shape")
    for event in SUBSCRIBABLE:
        st.checkbox(f"Tell it when {EVENTS[event]}", value=event in events, key=f"{key}-{event}")


def _chosen(key: str) -> tuple[str, Shape, list[Event]]:
    """What stands in a form: the address, the shape, the events."""
    shape = state.peek(f"{key}-shape")
    events = [each for each in SUBSCRIBABLE if state.peek(f"{key}-{each}")]
    return str(state.peek(f"{key}-url") or ""), shape if isinstance(shape, Shape) else Shape.SLACK, events


@st.fragment(run_every=5)
def _log(visitor: Visitor) -> None:
    """It looks again by itself: a delivery takes a moment. No input is in here that could be lost."""
    commands.say(SAID)
    look.block("<h3>What was sent</h3>")
    lines = services.log(state.app(), visitor)
    if not lines:
        look.block("<p class='quiet'>Nothing yet. Each delivery stands here for a month, with what came back.</p>")
    zone = state.zone()
    for line in lines:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"delivery-{line.id}"):
            look.block(_line(line, zone))
            if line.status in ("sent", "given up", "called off"):
                key = f"webhook-again-{line.id}"
                st.button("Send again", key=key, type="tertiary", on_click=_again, args=(line.id, visitor))


def _line(line: Line, zone: str) -> str:
    told = [times.in_zone(line.at, zone), line.host]
    if line.answer:
        told.append(line.answer if line.answer.isdigit() else f"“{line.answer}”")
    if line.attempts > 1:
        told.append(f"{line.attempts} tries")
    if line.answer and line.next_at:
        told.append(f"next try {times.in_zone(line.next_at, zone)}")
    return (
        f"<b>{look.esc(NAMES.get(line.event, line.event))}</b> {look.chip(line.status, CHIPS[line.status])}<br>"
        f"<span class='quiet small'>{look.esc(' · '.join(told))}</span>"
    )


# What the buttons do, in callbacks: the list is drawn after them.


def _add(visitor: Visitor) -> None:
    url, shape, events = _chosen(ADD)
    if _done(lambda: state.put(SECRET, services.add(state.app(), url, shape, events, visitor)), place=ADD):
        state.put(f"{ADD}-url", "")


def _save(hook: Hook, visitor: Visitor) -> None:
    url, shape, events = _chosen(key := f"webhook-change-{hook.id}")

    def save() -> None:
        services.change(state.app(), hook.id, url=url, shape=shape, events=events, by=visitor)

    if _done(save, "It is changed.", place=key):
        state.put(f"{key}-url", "")


def _switch(hook: Hook, visitor: Visitor) -> None:
    then = "It is switched off. What waited is called off." if hook.active else "It is switched on."
    _done(lambda: services.switch(state.app(), hook.id, on=not hook.active, by=visitor), then)


def _test(hook: Hook, visitor: Visitor) -> None:
    _done(lambda: services.send_test(state.app(), hook.id, visitor), "A test is on its way.")


def _renew(hook: Hook, visitor: Visitor) -> None:
    _done(lambda: state.put(SECRET, services.renew_secret(state.app(), hook.id, visitor)))


def _remove(hook: Hook, visitor: Visitor) -> None:
    _done(lambda: services.remove(state.app(), hook.id, visitor), "It is removed, with what it sent.")


def _again(delivery_id: int, visitor: Visitor) -> None:
    """Only the log is drawn anew then, so its answer is a toast."""
    commands.obey(SAID, lambda: services.send_again(state.app(), delivery_id, visitor), "It is on its way again.")


def _done(deed: Callable[[], object], then: str = "", place: str = SECRET) -> bool:
    """Do it. What is refused stays readable beside it, until the next deed."""
    try:
        deed()
    except DebriefError as error:
        state.put(f"{place}-{REFUSED}", error.sentence)
        return False
    except Exception as error:  # a callback runs outside the page's boundary
        boundary.report(error)
        return False
    if then:
        state.put(SAID, then)
    return True
