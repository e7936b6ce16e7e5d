"""Publishing, beside the summary: the link for the company, withdrawing it, and publishing later edits."""

import streamlit as st

from core.domain.publication import PublicationState
from core.services.postmortems import SummaryView
from core.services.publishing import publications
from core.services.publishing.publications import PublicationStatus
from pages.parts.frame import access, html, service_calls, state

MESSAGES = "publish-said"


def panel(view: SummaryView, status: PublicationStatus, *, may_publish: bool) -> None:
    """Nothing while it is not published, for those who may not publish."""
    pm_id = view.meta.id
    service_calls.show_message(MESSAGES)
    if status.state is PublicationState.PUBLISHED:
        html.block("<h3>For the company</h3>")
        if may_publish:
            _link(pm_id)
        st.link_button("See what readers see", f"published?pm={pm_id}", icon=":material/visibility:", width="stretch")
        if may_publish:
            _publish_again(pm_id, status)
            _withdraw_popover(pm_id)
    elif may_publish:
        html.block("<h3>For the company</h3>")
        _publish_popover(view, status)


def summary_link(pm_id: str, *, may_read: bool) -> None:
    """On the published page, for those who may open the summary."""
    if may_read:
        html.block(f'<p class="small"><a href="summary?pm={html.esc(pm_id)}">To the summary, with its history</a></p>')


def _link(pm_id: str) -> None:
    html.block('<p class="small quiet">Whoever has this link reads this page, and nothing else.</p>')
    st.code(publications.link(state.app(), pm_id, state.base_url()), language=None, wrap_lines=True)
    access.local_link_note()


def _publish_popover(view: SummaryView, status: PublicationStatus) -> None:
    pm_id = view.meta.id
    if status.state is PublicationState.IN_MEETING:
        html.block('<p class="small quiet">When the meeting is finished it can be published.</p>')
        return
    with st.popover("Publish…", icon=":material/public:", width="stretch"):
        html.block(
            "<p>You get a link to this page for everybody in the company. They read it and nothing else: no room, "
            "no other incident. You can take it back at any time.</p>"
            "<p>It can still be written on. What is changed later is shown as such, with when and by whom.</p>"
            + _missing_note(len(view.missing))
        )
        st.button(
            "Publish now", key="publish", type="primary", width="stretch", on_click=_publish_now, args=(pm_id, False)
        )


def _missing_note(count: int) -> str:
    if not count:
        return ""
    text = "One thing is" if count == 1 else f"{count} things are"
    return f"<p><b>{text} still missing.</b> Readers do not see that list.</p>"


def _publish_again(pm_id: str, status: PublicationStatus) -> None:
    """Publish today's text in place of the published one."""
    if status.late:
        st.button(
            "Publish this version",
            key="publish-again",
            help="What was edited since is then part of it. The link stays the same.",
            icon=":material/published_with_changes:",
            width="stretch",
            on_click=_publish_now,
            args=(pm_id, True),
        )


def _withdraw_popover(pm_id: str) -> None:
    with st.popover("Withdraw…", icon=":material/public_off:", width="stretch"):
        html.block("<p>The link stops working at once, for everybody who has it. Publishing again makes a new one.</p>")
        st.button("Withdraw it", key="withdraw", type="primary", width="stretch", on_click=_withdraw_now, args=(pm_id,))


def _publish_now(pm_id: str, again: bool) -> None:
    message = "This version is published." if again else "It is published. The link is on this page."
    service_calls.run_service(
        MESSAGES, lambda: publications.publish(state.app(), pm_id, state.visitor(), state.base_url()), message
    )


def _withdraw_now(pm_id: str) -> None:
    service_calls.run_service(
        MESSAGES, lambda: publications.withdraw(state.app(), pm_id, state.visitor()), "It is withdrawn."
    )
