"""The filters of Insights: period, severity, service and tag. They are in the address, so that a link shows the same.

The widgets show what the address says.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from core.domain.insights.periods import LAST_YEAR, days_between
from core.domain.insights.query import InsightQuery
from core.services.insights.reports import InsightPage
from pages.parts.frame import html, state

PERIOD, SEVERITY, SERVICE, TAG = "period", "severity", "service", "tag"
_CHOSEN_DAYS: Final = "days"
_MOST: Final = 20
_LONGEST: Final = 2000
_SEPARATOR: Final = ","


def query_from_url() -> InsightQuery:
    return InsightQuery(
        period=state.query(PERIOD)[:30] or LAST_YEAR,
        severities=_several(SEVERITY),
        services=_several(SERVICE),
        tags=_several(TAG),
    )


def render(page: InsightPage) -> None:
    query, choices = page.report.query, page.choices
    with html.screen_only("insight-filters"), st.container(key="insight-filters", gap="xsmall"):
        columns = st.columns([3, 2, 3, 3], gap="small")
        with columns[0]:
            _period(page)
        for column, label, name, options, chosen in (
            (columns[1], "Severity", SEVERITY, choices.severities, query.severities),
            (columns[2], "Service", SERVICE, choices.services, query.services),
            (columns[3], "Tag", TAG, choices.tags, query.tags),
        ):
            with column:
                _any_of(label, name, options, chosen)
    _counted(page)


def _period(page: InsightPage) -> None:
    """One of the usual periods, or two days."""
    key = f"choose-{PERIOD}"
    now = page.report.period
    options: dict[str, str] = {period.key: period.label for period in page.choices.periods}
    options.setdefault(now.key, now.label)
    options[_CHOSEN_DAYS] = "Other days…"
    choosing = state.peek("insight-days-open") is True
    state.put(key, _CHOSEN_DAYS if choosing else now.key)
    st.selectbox(
        "Period",
        list(options),
        format_func=lambda option: options.get(option, option),
        key=key,
        on_change=_choose_period,
        args=(key,),
    )
    if choosing:
        st.date_input(
            "From the first day to the last",
            value=_days_of(page),
            key="choose-days",
            format="YYYY-MM-DD",
            on_change=_choose_days,
        )


def _days_of(page: InsightPage) -> tuple[date, date]:
    period = page.report.period
    last = period.last or page.report.day
    return min(period.first or last, last), last


def _choose_period(key: str) -> None:
    value = state.peek(key)
    state.put("insight-days-open", value == _CHOSEN_DAYS)
    if isinstance(value, str) and value != _CHOSEN_DAYS:
        state.set_query(PERIOD, value)


def _choose_days() -> None:
    """The field gives one day until the second one is chosen."""
    match state.peek("choose-days"):
        case (date() as first, date() as last):
            state.set_query(PERIOD, days_between(min(first, last), max(first, last)).key)
            state.put("insight-days-open", value=False)


def _any_of(label: str, name: str, options: Sequence[str], chosen: Sequence[str]) -> None:
    key = f"choose-{name}"
    state.put(key, list(chosen))  # the address decides, whatever the widget had before
    st.multiselect(
        label,
        list(dict.fromkeys((*options, *chosen))),
        key=key,
        placeholder="All",
        max_selections=_MOST,
        on_change=_to_address,
        args=(name, key),
    )


def _counted(page: InsightPage) -> None:
    found = page.report
    number = f"<b>{found.counted:,}</b> of {found.total:,} postmortems · {html.esc(' · '.join(found.filters))}"
    clear = ' · <a href="insights" target="_self">clear</a>' if found.query != InsightQuery() else ""
    html.block(f"<p>{number}{clear}</p>", "quiet")


def _several(name: str) -> tuple[str, ...]:
    parts = (_unescaped(part).strip() for part in _split(state.query(name)[:_LONGEST]))
    return tuple(dict.fromkeys(part for part in parts if part))[:_MOST]


def _to_address(name: str, key: str) -> None:
    value = state.peek(key)
    chosen = [str(item) for item in value] if isinstance(value, list) else []
    state.set_query(name, _SEPARATOR.join(map(_escaped, chosen)))


def _split(text: str) -> list[str]:
    """At commas that no backslash stands before: a service may have one in its name."""
    parts, at = [""], 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            parts[-1] += text[at : at + 2]
            at += 2
            continue
        if text[at] == _SEPARATOR:
            parts.append("")
        else:
            parts[-1] += text[at]
        at += 1
    return parts


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace(_SEPARATOR, f"\\{_SEPARATOR}")


def _unescaped(text: str) -> str:
    name, at = "", 0
    while at < len(text):
        at += text[at] == "\\" and at + 1 < len(text)
        name += text[at]
        at += 1
    return name
