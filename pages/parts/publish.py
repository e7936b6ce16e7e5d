"""Publishing, beside the summary: the link for the company, taking it back, publishing what was changed since."""

import streamlit as st

from core.domain.publishing import State
from core.services import publishing
from core.services.postmortems import SummaryView
from core.services.publishing import Standing
from pages.parts import commands, look, state

SAID = "publish-said"


def panel(view: SummaryView, standing: Standing, *, may_publish: bool) -> None:
    """Nothing while there is neither something published to see nor somebody who may publish."""
    pm_id = view.meta.id
    commands.say(SAID)
    if standing.state is State.PUBLISHED:
        look.block("<h3>For the company</h3>")
        if may_publish:
            _link(pm_id)
        st.link_button("See what readers see", f"published?pm={pm_id}", icon=":material/visibility:", width="stretch")
        if may_publish:
            _again(pm_id, standing)
            _withdraw(pm_id)
    elif may_publish:
        look.block("<h3>For the company</h3>")
        _publish(view, standing)


def way_in(pm_id: str, *, inside: bool) -> None:
    """On what is published: the way to the summary, for those whom it lets in."""
    if inside:
        look.block(f'<p class="small"><a href="summary?pm={look.esc(pm_id)}">To the summary, with its history</a></p>')


def _link(pm_id: str) -> None:
    look.block('<p class="small quiet">Whoever has this link reads this page, and nothing else.</p>')
    st.code(publishing.link(state.app(), pm_id, state.base_url()), language=None, wrap_lines=True)
    if state.links_stay_here():
        look.block(
            "This address works on this computer only. <code>make serve</code> opens Debrief to the others.",
            "quiet small",
        )


def _publish(view: SummaryView, standing: Standing) -> None:
    pm_id = view.meta.id
    if standing.state is State.IN_MEETING:
        look.block('<p class="small quiet">When the meeting is finished it can be published.</p>')
        return
    with st.popover("Publish…", icon=":material/public:", width="stretch"):
        look.block(
            "<p>You get a link to this page for everybody in the company. They read it and nothing else: no room, "
            "no other incident. You can take it back at any time.</p>"
            "<p>It can still be written on. What is changed later is shown as such, with when and by whom.</p>"
            + _missing(len(view.missing))
        )
        st.button(
            "Publish now", key="publish", type="primary", width="stretch", on_click=_publish_now, args=(pm_id, False)
        )


def _missing(count: int) -> str:
    if not count:
        return ""
    words = "One thing is" if count == 1 else f"{count} things are"
    return f"<p><b>{words} still missing.</b> Readers do not see that list.</p>"


def _again(pm_id: str, standing: Standing) -> None:
    """The words of today become what was published; the link stays."""
    if standing.late:
        st.button(
            "Publish this version",
            key="publish-again",
            help="What was edited since is then part of it. The link stays the same.",
            icon=":material/published_with_changes:",
            width="stretch",
            on_click=_publish_now,
            args=(pm_id, True),
        )


def _withdraw(pm_id: str) -> None:
    with st.popover("Withdraw…", icon=":material/public_off:", width="stretch"):
        look.block("<p>The link stops working at once, for everybody who has it. Publishing again makes a new one.</p>")
        st.button("Withdraw it", key="withdraw", type="primary", width="stretch", on_click=_take_back, args=(pm_id,))


def _publish_now(pm_id: str, again: bool) -> None:
    said = "This version is published." if again else "It is published. The link is on this page."
    commands.obey(SAID, lambda: publishing.publish(state.app(), pm_id, state.visitor(), state.base_url()), said)


def _take_back(pm_id: str) -> None:
    commands.obey(SAID, lambda: publishing.withdraw(state.app(), pm_id, state.visitor()), "It is withdrawn.")
