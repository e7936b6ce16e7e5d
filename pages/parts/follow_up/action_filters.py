"""The filters of the action list: owner, incident, open or closed, and a text.

They are in the address's query, so that a link leads to the list of one owner or one incident. The widgets show what
the address says.
"""

from collections.abc import Mapping
from urllib.parse import quote

import streamlit as st

from core.services.actions import action_queries, owners
from core.services.actions.action_queries import ActionPage, ActionQuery
from pages.parts.frame import html, state

OWNER, INCIDENT, SHOW, TEXT = "owner", "pm", "show", "q"
LIMIT, LAST_QUERY = "actions-shown", "actions-query"
SHOW_OPTIONS = {"": "Open", "closed": "Done and dropped"}


def query_from_url() -> ActionQuery:
    """The query in the address. Another one than in the last run starts with its first rows again."""
    found = ActionQuery(
        owner=" ".join(state.query(OWNER).split()) or None,
        pm_id=state.query(INCIDENT) or None,
        closed=state.query(SHOW) == "closed",
        text=state.query(TEXT)[: action_queries.LONGEST_QUERY],
    )
    if state.changed(LAST_QUERY, found):
        state.forget(LIMIT)
    return found


def row_limit() -> int:
    """How many actions this browser session shows."""
    limit = state.peek(LIMIT)
    return limit if isinstance(limit, int) else action_queries.PAGE


def render(page: ActionPage) -> None:
    """The row of filters. The options are the existing owners and incidents, and the chosen one in any case."""
    with st.container(key="action-filters", gap="xsmall"):
        text, owner, incident, show = st.columns([4, 3, 4, 3], gap="small")
        with text:
            _search(page)
        with owner:
            options, chosen = _owner_options(page)
            _choice("Owner", OWNER, options, chosen)
        with incident:
            _choice("Incident", INCIDENT, _incident_options(page), page.query.pm_id or "")
        with show:
            _choice("Show", SHOW, SHOW_OPTIONS, "closed" if page.query.closed else "")


def more_button(page: ActionPage) -> None:
    """The next rows, when there are any."""
    left = page.total - len(page.rows)
    if left > 0:
        label = f"Show {min(left, action_queries.PAGE)} more of {left:,}"
        st.button(label, key="more-actions", width="stretch", on_click=_show_more, args=(len(page.rows),))


def owner_link(owner: str) -> str:
    """The address of the list of one owner."""
    return f"follow_up?owner={quote(owner, safe='')}"


def _show_more(shown: int) -> None:
    state.put(LIMIT, shown + action_queries.PAGE)


def _owner_options(page: ActionPage) -> tuple[dict[str, str], str]:
    """The value of each option in the address with its label, and the chosen value."""
    options = {"": "Everybody"}
    wanted = page.query.owner
    chosen = wanted or ""
    for owner in page.owners:
        if wanted is not None and owners.owner_key(owner.name) == owners.owner_key(wanted):
            chosen = owner.name
        options[owner.name] = f"{html.option(owner.name)} ({owner.count:,})"
    if page.unowned or wanted == owners.NOBODY:
        options[owners.NOBODY] = f"Nobody yet ({page.unowned:,})"
    options.setdefault(chosen, f"{html.option(chosen)} (0)")
    return options, chosen


def _incident_options(page: ActionPage) -> dict[str, str]:
    options = {"": "All incidents"}
    options |= {incident.id: f"{html.option(incident.title)} ({incident.count})" for incident in page.incidents}
    if page.query.pm_id:
        options.setdefault(page.query.pm_id, "This incident (0)")
    return options


def _search(page: ActionPage) -> None:
    key = f"choose-{TEXT}"
    state.put(key, page.query.text)
    st.text_input(
        "Find",
        key=key,
        max_chars=action_queries.LONGEST_QUERY,
        type="search",
        icon=":material/search:",
        placeholder="disk, alert, a name…",
        on_change=_to_address,
        args=(TEXT, key),
    )


def _choice(label: str, name: str, options: Mapping[str, str], chosen: str) -> None:
    key = f"choose-{name}"
    state.put(key, chosen)  # the address decides, whatever the widget had before
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: options.get(option, option),
        key=key,
        on_change=_to_address,
        args=(name, key),
    )


def _to_address(name: str, key: str) -> None:
    value = state.peek(key)
    state.set_query(name, value if isinstance(value, str) else "")
