"""What the board of promises is asked for: whose, of which incident, open or closed, with which words.

The address says it, so that a link leads to one person's list or one incident's. The widgets follow the address.
"""

from collections.abc import Callable, Mapping
from urllib.parse import quote

import streamlit as st

from core.services import follow_up
from core.services.follow_up import Asked, Board
from pages.parts import look, state

OWNER, INCIDENT, SHOW, WORDS = "owner", "pm", "show", "q"
LIMIT, LAST = "promises-shown", "promises-asked"
SHOWS = {"": "Open", "closed": "Done and dropped"}


def asked() -> Asked:
    """What the address asks for. Whoever asks for something else begins at its first page."""
    found = Asked(
        owner=" ".join(state.query(OWNER).split()) or None,
        pm_id=state.query(INCIDENT) or None,
        closed=state.query(SHOW) == "closed",
        text=state.query(WORDS)[: follow_up.LONGEST_QUERY],
    )
    if state.changed(LAST, found):
        state.forget(LIMIT)
    return found


def shown() -> int:
    """How many promises this tab has asked to see."""
    limit = state.peek(LIMIT)
    return limit if isinstance(limit, int) else follow_up.PAGE


def draw(board: Board) -> None:
    """The row of filters. Options are what there is, and what the address asks for even when there is nothing."""
    with st.container(key="promise-filters", gap="xsmall"):
        words, owner, incident, show = st.columns([4, 3, 4, 3], gap="small")
        with words:
            _search(board)
        with owner:
            options, mine = _owners(board)
            _choice("Owner", OWNER, options, mine)
        with incident:
            _choice("Incident", INCIDENT, _incidents(board), board.asked.pm_id or "")
        with show:
            _choice("Show", SHOW, SHOWS, "closed" if board.asked.closed else "")


def more(board: Board) -> None:
    """The rest, fifty at a time."""
    left = board.total - len(board.rows)
    if left > 0:
        label = f"Show {min(left, follow_up.PAGE)} more of {left}"
        st.button(label, key="more-promises", width="stretch", on_click=_more, args=(len(board.rows),))


def owner_link(owner: str) -> str:
    """The address of somebody's own list."""
    return f"follow_up?owner={quote(owner, safe='')}"


def _more(drawn: int) -> None:
    state.put(LIMIT, drawn + follow_up.PAGE)


def _owners(board: Board) -> tuple[dict[str, str], str]:
    """What each choice writes into the address, with its words; and the one that is chosen."""
    options = {"": "Everybody"}
    wanted = board.asked.owner
    chosen = wanted or ""
    for owner in board.owners:
        if wanted is not None and follow_up.same_owner(owner.name) == follow_up.same_owner(wanted):
            chosen = owner.name
        options[owner.name] = f"{look.plain(owner.name)} ({owner.count})"
    if board.unowned or wanted == follow_up.NOBODY:
        options[follow_up.NOBODY] = f"Nobody yet ({board.unowned})"
    options.setdefault(chosen, f"{look.plain(chosen)} (0)")
    return options, chosen


def _incidents(board: Board) -> dict[str, str]:
    options = {"": "All incidents"}
    options |= {each.id: f"{look.plain(each.title)} ({each.count})" for each in board.incidents}
    if board.asked.pm_id:
        options.setdefault(board.asked.pm_id, "This incident (0)")
    return options


def _search(board: Board) -> None:
    key = f"choose-{WORDS}"
    state.put(key, board.asked.text)
    st.text_input(
        "Find",
        key=key,
        max_chars=follow_up.LONGEST_QUERY,
        type="search",
        icon=":material/search:",
        placeholder="disk, alert, a name…",
        on_change=_chosen,
        args=(WORDS, key),
    )


def _choice(label: str, name: str, options: Mapping[str, str], chosen: str) -> None:
    key = f"choose-{name}"
    state.put(key, chosen)  # the address is right, whatever the widget said last
    st.selectbox(label, list(options), format_func=_words(options), key=key, on_change=_chosen, args=(name, key))


def _words(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda option: options.get(option, option)


def _chosen(name: str, key: str) -> None:
    value = state.peek(key)
    state.set_query(name, value if isinstance(value, str) else "")
