"""Settings: the team's issue tracker, so that an action item can be opened as an issue. Nothing secret is asked for."""

import streamlit as st

from core.domain.tracker.answers.registry import SOURCE_OF
from core.domain.tracker.kinds import EXAMPLES, NAMES, PROJECTS, TYPES, WITH_LABELS, TeamTracker, Tracker, team_tracker
from core.services.access import Visitor
from core.services.tracker.team import set_tracker, tracker_of_team
from pages.parts.frame import html, service_calls, state

MESSAGES = "tracker-said"
KIND, BASE, PROJECT, TYPE, LABELS = (f"tracker-{name}" for name in ("kind", "base", "project", "type", "labels"))
_WHERE = {
    Tracker.LINEAR: "Its address",
    Tracker.JIRA: "Its address",
    Tracker.JIRA_CLOUD: "Its address",
    Tracker.YOUTRACK: "Its address",
}


def render(visitor: Visitor) -> None:
    known = tracker_of_team(state.app())
    left, right = st.columns(2, gap="large")
    with left:
        html.block(
            "<p>Each action item can have a link to its issue. Say here where your issues are, and “Open as issue” "
            "opens the tracker's own form, filled in. Whoever opens it is signed in there and sends it themselves: "
            "Debrief keeps no password and asks no tracker. <code>docs/trackers.md</code> says what each needs.</p>"
        )
        service_calls.show_message(MESSAGES)
        if known is not None:
            html.block(f"<p>{html.chip(known.name, 'done')} <code>{html.esc(known.base)}</code></p>{_details(known)}")
            html.block(_answer_back(known))
            st.button("Take it away", key="tracker-remove", type="tertiary", on_click=_remove, args=(visitor,))
    with right:
        _form(known, visitor)


def _answer_back(known: TeamTracker) -> str:
    """Where the tracker sends to when an issue is closed or opened again."""
    source = SOURCE_OF.get(known.tracker)
    if source is None:
        return ""
    address = f"{state.base_url()}/live/in/{source}"
    return (
        f"<p>To hear when an issue is closed, let {html.esc(known.name)} send to <code>{html.esc(address)}</code>. Its "
        "key and its secret are under Alerts, where you choose it as the tool. It proposes, and a person confirms on "
        "Follow-up.</p>"
    )


def _details(known: TeamTracker) -> str:
    parts = (known.project, known.issue_type, ", ".join(known.labels))
    text = " · ".join(html.esc(part) for part in parts if part)
    return f'<p class="small quiet">{text}</p>' if text else ""


def _form(known: TeamTracker | None, visitor: Visitor) -> None:
    state.once(KIND, lambda: known.tracker.value if known else Tracker.GITHUB.value)
    # No form around it: what is asked for follows from the tracker.
    chosen = Tracker(st.selectbox("Tracker", [item.value for item in Tracker], format_func=_name, key=KIND))
    same = known if known is not None and known.tracker is chosen else None
    with st.form("tracker-form", border=False):
        where = _WHERE.get(chosen, "Address of the project")
        st.text_input(where, value=same.base if same else "", placeholder=EXAMPLES[chosen], key=f"{BASE}-{chosen}")
        if chosen in PROJECTS:
            st.text_input(PROJECTS[chosen], value=same.project if same else "", key=f"{PROJECT}-{chosen}")
        if chosen in TYPES:
            st.text_input(TYPES[chosen], value=same.issue_type if same else "", key=f"{TYPE}-{chosen}")
        if chosen in WITH_LABELS:
            labels = ", ".join(same.labels) if same else ""
            st.text_input("Labels, with commas between them (may stay empty)", value=labels, key=f"{LABELS}-{chosen}")
            if chosen is Tracker.GITHUB:
                html.block(
                    '<p class="small quiet">With labels, GitHub shows “404” to everybody who may not set labels '
                    "there. Leave this empty if in doubt.</p>"
                )
        st.form_submit_button("Save the tracker", type="primary", on_click=_save, args=(chosen, visitor))


def _name(value: str) -> str:
    return NAMES[Tracker(value)]


def _typed(name: str, chosen: Tracker) -> str:
    return str(state.peek(f"{name}-{chosen}") or "")


def _save(chosen: Tracker, visitor: Visitor) -> None:
    def change() -> None:
        base, project, issue_type, labels = (_typed(name, chosen) for name in (BASE, PROJECT, TYPE, LABELS))
        set_tracker(state.app(), team_tracker(chosen, base, project, issue_type, labels), visitor)

    service_calls.run_service(MESSAGES, change, "Kept, for the whole team. Rooms that are open show it after a reload.")


def _remove(visitor: Visitor) -> None:
    service_calls.run_service(
        MESSAGES, lambda: set_tracker(state.app(), None, visitor), "Gone. Links that action items have stay."
    )
