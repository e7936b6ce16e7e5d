"""Settings: the list of webhooks, adding and changing them, and the log of deliveries.

Only the host of an address is shown, since the rest of it is often secret; a webhook's signing secret is shown once.
What a receiver answered is untrusted text.
"""

from collections.abc import Callable

import streamlit as st

from core.domain.webhook.events import USUAL
from core.domain.webhook.hours import ALWAYS
from core.domain.webhook.shapes import Shape
from core.errors import DebriefError
from core.services.access import Visitor
from core.services.webhooks import subscriptions as services
from core.services.webhooks.subscriptions import DeliveryView, WebhookView
from pages.parts.frame import error_boundary, html, service_calls, state, times
from pages.parts.settings import webhook_choices as choices

MESSAGES = "webhook-said"
SECRET = "webhook-secret"  # noqa: S105 - the session-state key it is kept under until it was shown
ADD = "webhook-add"

CHIPS = {"sent": "done", "given up": "late", "called off": "plain", "waiting": "now", "sending": "now"}


def section(visitor: Visitor) -> None:
    """Everything about webhooks, for somebody in the workspace."""
    _secret()
    left, right = st.columns(2, gap="large")
    with left:
        html.block(
            "<p>A webhook tells your chat, or a program of yours, what happens to postmortems and which action items "
            "are due. Nothing is sent before you switch one on. <code>docs/webhooks.md</code> says what is sent "
            "and how a program can check that it came from here.</p>"
        )
        for hook in services.webhook_list(state.app(), visitor):
            _card(hook, visitor)
        _new(visitor)
    with right:
        _log(visitor)


def _secret() -> None:
    """A new secret, once."""
    with st.container():  # always there, so that nothing below it moves and closes
        secret = state.take(SECRET)
        if isinstance(secret, str):
            st.success("This is the webhook's secret. Copy it now: it is not shown again.")
            st.code(secret, language=None, wrap_lines=True)
        _error(SECRET)


def _error(place: str) -> None:
    """The error of the last action at ``place``, until the next one there."""
    with st.container():
        sentence = state.take(_error_key(place))
        if isinstance(sentence, str):
            st.error(html.plain(sentence))


def _error_key(place: str) -> str:
    return f"{place}-refused"


def _card(hook: WebhookView, visitor: Visitor) -> None:
    with st.container(border=True, key=f"webhook-{hook.id}"):
        chip = html.chip("on", "done") if hook.active else html.chip("off")
        details = [choices.SHAPES[hook.shape], f"told when {', '.join(choices.EVENTS[event] for event in hook.events)}"]
        details += [choices.hours_text(hook.hours)] if choices.hours_text(hook.hours) else []
        details += [f"{hook.waiting} waiting"] if hook.waiting else []
        details += [f"{hook.held} held until its hour"] if hook.held else []
        shown = html.esc(" · ".join(details))
        html.block(f"<b>{html.esc(hook.host)}</b> {chip}<br><span class='quiet small'>{shown}</span>")
        with st.container(horizontal=True):
            label = "Switch off" if hook.active else "Switch on"
            st.button(label, key=f"webhook-switch-{hook.id}", on_click=_switch, args=(hook, visitor))
            st.button("Send a test", key=f"webhook-test-{hook.id}", on_click=_test, args=(hook, visitor))
        with st.expander("Change"):
            _change(hook, visitor)


def _change(hook: WebhookView, visitor: Visitor) -> None:
    key = f"webhook-change-{hook.id}"
    with st.form(key, border=False):
        st.text_input("New address", key=f"{key}-url", placeholder="Leave empty to keep it", autocomplete="off")
        choices.fields(key, hook.shape, hook.events, hook.hours)
        st.form_submit_button("Save it", type="primary", on_click=_save, args=(hook, visitor))
    _error(key)
    with st.container(horizontal=True):
        st.button("Make a new secret", key=f"{key}-secret", type="tertiary", on_click=_renew, args=(hook, visitor))
        st.button("Remove it", key=f"{key}-remove", type="tertiary", on_click=_remove, args=(hook, visitor))


def _new(visitor: Visitor) -> None:
    with st.expander("Add a webhook"):
        with st.form(ADD, border=False):
            st.text_input("Its address", key=f"{ADD}-url", placeholder="https://…", autocomplete="off")
            choices.fields(ADD, Shape.SLACK, USUAL, ALWAYS)
            st.form_submit_button("Add it, switched off", type="primary", on_click=_add, args=(visitor,))
        _error(ADD)


@st.fragment(run_every=5)
def _log(visitor: Visitor) -> None:
    """Reruns by itself, since a delivery takes a moment. It holds no input that a rerun could lose."""
    service_calls.show_message(MESSAGES)
    html.block("<h3>What was sent</h3>")
    lines = services.delivery_log(state.app(), visitor)
    if not lines:
        html.block("<p class='quiet'>Nothing yet. Each delivery stands here for a month, with what came back.</p>")
    zone = state.zone()
    for line in lines:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"delivery-{line.id}"):
            html.block(_line(line, zone))
            if line.status in ("sent", "given up", "called off"):
                key = f"webhook-again-{line.id}"
                st.button("Send again", key=key, type="tertiary", on_click=_again, args=(line.id, visitor))


def _line(line: DeliveryView, zone: str) -> str:
    details = [times.moment_text(line.at, zone), line.host]
    if line.answer:
        details.append(line.answer if line.answer.isdigit() else f"“{line.answer}”")
    if line.attempts > 1:
        details.append(f"{line.attempts} tries")
    if line.answer and line.next_at:
        details.append(f"next try {times.moment_text(line.next_at, zone)}")
    return (
        f"<b>{html.esc(choices.NAMES.get(line.event, line.event))}</b> {html.chip(line.status, CHIPS[line.status])}<br>"
        f"<span class='quiet small'>{html.esc(' · '.join(details))}</span>"
    )


# The buttons' callbacks. They run before the list is drawn.


def _add(visitor: Visitor) -> None:
    url = str(state.peek(f"{ADD}-url") or "")
    shape, events, hours = choices.chosen(ADD)
    if _run(lambda: state.put(SECRET, services.add(state.app(), url, shape, events, visitor, hours)), place=ADD):
        state.put(f"{ADD}-url", "")


def _save(hook: WebhookView, visitor: Visitor) -> None:
    key = f"webhook-change-{hook.id}"
    url = str(state.peek(f"{key}-url") or "")
    shape, events, hours = choices.chosen(key)

    def save() -> None:
        services.change(state.app(), hook.id, url=url, shape=shape, events=events, by=visitor, hours=hours)

    if _run(save, "It is changed.", place=key):
        state.put(f"{key}-url", "")


def _switch(hook: WebhookView, visitor: Visitor) -> None:
    success = "It is switched off. What waited is called off." if hook.active else "It is switched on."
    _run(lambda: services.set_active(state.app(), hook.id, on=not hook.active, by=visitor), success)


def _test(hook: WebhookView, visitor: Visitor) -> None:
    _run(lambda: services.send_test(state.app(), hook.id, visitor), "A test is on its way.")


def _renew(hook: WebhookView, visitor: Visitor) -> None:
    _run(lambda: state.put(SECRET, services.renew_secret(state.app(), hook.id, visitor)))


def _remove(hook: WebhookView, visitor: Visitor) -> None:
    _run(lambda: services.remove(state.app(), hook.id, visitor), "It is removed, with what it sent.")


def _again(delivery_id: int, visitor: Visitor) -> None:
    """Only the log reruns, so the answer is a toast."""
    service_calls.run_service(
        MESSAGES, lambda: services.send_again(state.app(), delivery_id, visitor), "It is on its way again."
    )


def _run(call: Callable[[], object], success: str = "", place: str = SECRET) -> bool:
    """Call the service; True when it succeeded. An error is shown at ``place`` until the next action there."""
    try:
        call()
    except DebriefError as error:
        state.put(_error_key(place), error.sentence)
        return False
    except Exception as error:  # a callback runs outside the page's error boundary
        error_boundary.report(error)
        return False
    if success:
        state.put(MESSAGES, success)
    return True
