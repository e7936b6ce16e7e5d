"""The list of actions on Follow-up: a card for each with its history, and small forms for what became of it.

Each card is a fragment, so that a half-filled form elsewhere on the page stays as it is.
"""

from collections.abc import Callable
from datetime import date

import streamlit as st

from core.domain.actions.action_view import ActionCounts, ActionView
from core.domain.people.names import NAME_AT_MOST
from core.errors import BadInput
from core.services.access import Visitor
from core.services.actions import action_queries, follow_up, owners
from core.services.actions.action_queries import ActionPage
from core.services.exchange import exports
from core.services.tracker import issue_links
from core.services.tracker.team import tracker_of_team
from pages.parts.follow_up import action_html
from pages.parts.frame import access, date_inputs, error_boundary, html, issues, refresh_timer, service_calls, state

MESSAGES = "action-said"
DONE, MOVED, DATED, DROPPED, OWNER, ISSUE = "Done", "Moved", "Date", "Dropped", "New owner", "Issue"


def head(page: ActionPage) -> None:
    """The title for the owner asked for, and the link back to the whole list."""
    service_calls.show_message(MESSAGES)
    owner = page.query.owner
    if owner == owners.NOBODY:
        st.title("What nobody owns yet", anchor=False)
    elif owner is not None:
        st.title(f"Action items of {html.plain(action_html.owner_name(page))}", anchor=False)
    else:
        st.title("Follow-up", anchor=False)
    text = "Open action items of all postmortems, the overdue first."
    if owner is not None or page.query.pm_id or page.query.text or page.query.closed:
        text += ' <a href="follow_up">All open action items</a>'
    html.block(text, "quiet")


@st.fragment
def counts(shown: ActionCounts, whole_list: bool) -> None:
    """Above the list: how many actions are open and overdue, and a note when they changed since the list was read.

    ``whole_list``: the list below is not filtered; otherwise the line says that its figures are for all actions.
    """
    with error_boundary.show_errors(), st.container(gap=None):
        line = st.container()
        # Read again after a tick only: a run of the whole page has just read them.
        ticked = state.changed("action-ticks", refresh_timer.tick("follow-up", refresh_timer.SLOW_MS))
        now = action_queries.action_counts(state.app()) if ticked else shown
        still = f"{now.open:,} open" if now.open else "nothing of your own open"
        late = html.chip(f"{now.overdue:,} overdue", "late") if now.overdue else html.chip("none overdue", "done")
        older = "" if now == shown else ' <span class="quiet">The list changed. Reload the page to see it.</span>'
        with line:
            scope = "" if whole_list else '<span class="quiet small">All together:</span> '
            html.block(f"<p>{scope}{html.chip(still)} {late}{older}</p>")


def rows(page: ActionPage, visitor: Visitor) -> None:
    may_change = access.may_change()
    for item in page.rows:
        if not may_change:
            with st.container(border=True, gap="xsmall"):
                html.block(action_html.card_html(item))
        elif page.query.closed:
            _closed_card(item, visitor)
        else:
            _open_card(item, visitor)
    if not page.rows:
        html.block(f"<p>{action_html.empty_list_text(page)}</p>")


def other_views() -> None:
    """The same actions on a wall screen, and in a table."""
    app, taker = state.app(), state.visitor()
    with st.container(horizontal=True, gap="small"):
        st.link_button("Wall screen", "follow_up?wall=1", icon=":material/cast:")
        st.download_button(
            "All actions as a table (CSV)",
            data=lambda: exports.all_actions_csv(app, taker).data,
            file_name="debrief-actions.csv",
            mime="text/csv",
            key="actions-csv",
            on_click="ignore",
            icon=":material/download:",
        )


@st.fragment
def _open_card(item: ActionView, visitor: Visitor) -> None:
    with error_boundary.show_errors(), st.container(border=True, gap="xsmall"):
        # A step makes the history longer, and so the next run has a new, empty choice.
        key = f"{item.postmortem_id}-{item.action_id}-{len(item.history)}"
        html.block(action_html.card_html(item))
        forms = FORMS if item.due else {DATED if name == MOVED else name: form for name, form in FORMS.items()}
        chosen = st.radio(
            "What became of it?",
            list(forms),
            index=None,
            key=f"became-{key}",
            horizontal=True,
            label_visibility="collapsed",
        )
        if chosen in forms:
            forms[chosen](item, visitor, key)


def _closed_card(item: ActionView, visitor: Visitor) -> None:
    with st.container(border=True, gap="xsmall"):
        html.block(action_html.card_html(item))
        if st.button("Reopen", key=f"reopen-{item.postmortem_id}-{item.action_id}", type="tertiary"):
            _save(
                lambda: follow_up.reopen(state.app(), item.postmortem_id, item.action_id, visitor),
                "Opened again. It is listed under “Open” now.",
            )


def _done_form(item: ActionView, visitor: Visitor, key: str) -> None:
    with st.form(f"done-{key}", border=False):
        evidence = st.text_input(
            "Evidence:",
            placeholder="A link, or one sentence",
            max_chars=follow_up.LONGEST_NOTE,
            key=f"evidence-{key}",
        )
        if st.form_submit_button("It is done", type="primary"):
            _save(
                lambda: follow_up.mark_done(state.app(), item.postmortem_id, item.action_id, evidence or "", visitor),
                "Done. It is listed under “Done and dropped” now.",
            )


def _moved_form(item: ActionView, visitor: Visitor, key: str) -> None:
    """Another date with a reason, or the first date of an action that has none. No form: see ``date_inputs``."""
    pm_id, action_id, first = item.postmortem_id, item.action_id, item.due is None
    with st.container(gap="xsmall"):
        day = date_inputs.day_input("By when?" if first else "New date", f"to-{key}", item.zone)
        reason = ""
        if not first:
            reason = st.text_input(
                "What got in the way?",
                placeholder="So that next time we plan for it",
                max_chars=follow_up.LONGEST_NOTE,
                key=f"between-{key}",
            )
        if not st.button("Set the date" if first else "Move it", type="primary", key=f"move-{key}"):
            return
        if first:
            _save(lambda: follow_up.set_due(state.app(), pm_id, action_id, _day(day), visitor), "It has a date now.")
        else:
            _save(
                lambda: follow_up.move(state.app(), pm_id, action_id, _day(day), reason or "", visitor),
                "Moved, with the reason.",
            )


def _day(day: date_inputs.DateInput[date]) -> date:
    value = day.value()
    if value is None:
        raise BadInput("Say by which day: “Friday”, “in two weeks” or 2026-12-01.")
    return value


def _dropped_form(item: ActionView, visitor: Visitor, key: str) -> None:
    with st.form(f"dropped-{key}", border=False):
        reason = st.text_input(
            "We drop it, because…",
            placeholder="Another fix made it unnecessary",
            max_chars=follow_up.LONGEST_NOTE,
        )
        if st.form_submit_button("Drop it", type="primary"):
            _save(
                lambda: follow_up.drop(state.app(), item.postmortem_id, item.action_id, reason or "", visitor),
                "Dropped, with the reason.",
            )


def _owner_form(item: ActionView, visitor: Visitor, key: str) -> None:
    pm_id, action_id = item.postmortem_id, item.action_id
    with st.form(f"owned-{key}", border=False):
        owner = st.text_input("Who owns it from now on?", max_chars=NAME_AT_MOST, key=f"owner-{key}")
        reason = ""
        if item.owner.strip():
            reason = st.text_input(
                "Why does it change hands?",
                placeholder="On leave until March, knows the alerting better…",
                max_chars=follow_up.LONGEST_NOTE,
            )
        if st.form_submit_button("Hand it on" if item.owner.strip() else "Take it", type="primary"):
            _save(
                lambda: follow_up.set_owner(state.app(), pm_id, action_id, owner or "", visitor, reason or ""),
                "It has a new owner.",
            )


def _issue_form(item: ActionView, visitor: Visitor, key: str) -> None:
    """Opening it as an issue, and the address of the issue. Emptied, the link is taken away."""
    tracker = tracker_of_team(state.app())
    if tracker is not None and issues.can_be_opened(item):
        html.block(f"<p>{issues.open_links(item, tracker.name)}</p>")
    with st.form(f"issue-{key}", border=False):
        typed = st.text_input(
            "Address of its issue",
            value=item.link,
            placeholder="https://…",
            max_chars=issue_links.LONGEST_TYPED,
            key=f"link-{key}",
        )
        if st.form_submit_button("Keep the link", type="primary"):
            _save(
                lambda: issue_links.set_link(state.app(), item.postmortem_id, item.action_id, typed or "", visitor),
                "It leads to its issue now." if (typed or "").strip() else "The link is gone.",
            )


def _save(call: Callable[[], object], success: str) -> None:
    """Call the service and rerun the whole page, which shows ``success``; an error is shown under the form."""
    with error_boundary.show_errors():
        call()
        state.put(MESSAGES, success)
        st.rerun(scope="app")


Form = Callable[[ActionView, Visitor, str], None]
FORMS: dict[str, Form] = {
    DONE: _done_form,
    MOVED: _moved_form,
    DROPPED: _dropped_form,
    OWNER: _owner_form,
    ISSUE: _issue_form,
}
