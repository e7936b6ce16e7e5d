"""The archive's filters: chosen in a pop-over, shown as chips that take one away, and kept in the address."""

from collections.abc import Iterable, Mapping
from datetime import date

import streamlit as st

from core.domain.content.size_limits import FIRST_YEAR, LAST_YEAR
from core.domain.postmortem import Lens, Severity
from core.domain.search.filters import ArchiveFilter, address_of, filter_from
from core.services import postmortems
from pages.parts.frame import html, state

NAMES = {
    "severity": "Severity",
    "since": "From",
    "until": "To",
    "service": "Service",
    "tag": "Tag",
    "owner": "Owner",
    "lens": "Cause",
    "open_actions": "With open actions",
    "came_back": "Came back",
}
ANY = "Any"


def from_address() -> ArchiveFilter:
    return filter_from({name: state.query(name) for name in NAMES})


def render(chosen: ArchiveFilter) -> None:
    """The button that opens the choices, and a chip for each filter that is set."""
    with st.container(key="archive-filters", horizontal=True, gap="small", vertical_alignment="center"):
        with st.popover("Filters", icon=":material/tune:"):
            _choices(chosen)
        for name, text in chips(chosen).items():
            st.button(
                html.plain(text),
                key=f"without-{name}",
                icon=":material/close:",
                help="Take this filter away",
                on_click=state.set_query,
                args=(name, ""),
            )
        if len(chosen.active) > 1:
            st.button("Clear all", key="without-any", type="tertiary", on_click=_clear)


def chips(chosen: ArchiveFilter) -> dict[str, str]:
    """What each filter that is set says."""
    values = address_of(chosen)
    switches = {name for name, value in values.items() if value == "1" and name in ("open_actions", "came_back")}
    shown = {name: value.capitalize() if name == "lens" else value for name, value in values.items()}
    return {name: NAMES[name] if name in switches else f"{NAMES[name]}: {shown[name]}" for name in values}


def _choices(chosen: ArchiveFilter) -> None:
    known = postmortems.filter_choices(state.app())
    _choice("severity", {item.value: item.value for item in Severity}, chosen)
    first, last = st.columns(2, gap="small")
    with first:
        _day("since", chosen.since)
    with last:
        _day("until", chosen.until)
    left, right = st.columns(2, gap="small")
    with left:
        _choice("service", _counted(known.services), chosen)
        _choice("owner", _counted(known.owners), chosen)
    with right:
        _choice("tag", _counted(known.tags), chosen)
        _choice("lens", {lens.value: lens.value.capitalize() for lens in Lens}, chosen)
    _switch("open_actions", chosen.open_actions)
    _switch("came_back", chosen.came_back)


def _counted(known: Iterable[tuple[str, int]]) -> dict[str, str]:
    return {value: f"{html.option(value)} ({count:,})" for value, count in known}


def _choice(name: str, options: Mapping[str, str], chosen: ArchiveFilter) -> None:
    """A list with "Any" first. What the address says stays chosen, also when no postmortem has it."""
    wanted = address_of(chosen).get(name, "")
    labels = {"": ANY, **options}
    value = next((option for option in labels if option.casefold() == wanted.casefold()), wanted)
    labels.setdefault(value, html.option(value))
    key = f"filter-{name}"
    state.put(key, value)
    st.selectbox(
        NAMES[name],
        list(labels),
        format_func=lambda option: labels.get(option, html.option(option)),
        key=key,
        on_change=_to_address,
        args=(name, key),
    )


def _day(name: str, value: date | None) -> None:
    key = f"filter-{name}"
    inside = value is not None and FIRST_YEAR <= value.year <= LAST_YEAR
    state.put(key, value if inside else None)
    st.date_input(
        NAMES[name],
        key=key,
        min_value=date(FIRST_YEAR, 1, 1),
        max_value=date(LAST_YEAR, 12, 31),
        format="YYYY-MM-DD",
        on_change=_to_address,
        args=(name, key),
    )


def _switch(name: str, value: bool) -> None:
    key = f"filter-{name}"
    state.put(key, value)
    st.toggle(NAMES[name], key=key, on_change=_to_address, args=(name, key))


def _to_address(name: str, key: str) -> None:
    value = state.peek(key)
    state.set_query(name, "1" if value is True else str(value) if value else "")


def _clear() -> None:
    for name in NAMES:
        state.set_query(name, "")
