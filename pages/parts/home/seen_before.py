"""Under the form for a new postmortem: which earlier incidents are like the title that was typed.

It stands below the button, so that nothing moves that somebody is about to fill in.
"""

from core.services.access import Visitor
from core.services.memory.seen_before import EarlierIncident, OpenAction, seen_before_text
from pages.parts.compare.comparison_table import runs
from pages.parts.frame import html, state, times
from pages.parts.frame.linkify import issue_link

SHORTEST = 4  # characters of a title: less says nothing


def like_title(title: str, visitor: Visitor) -> None:
    if len(title.strip()) < SHORTEST:
        return
    found = seen_before_text(state.app(), title, visitor)
    if not found.incidents:
        return
    best, *others = sorted(found.incidents, key=lambda item: item.strength != "likely")
    whole = _whole(best) if best.strength == "likely" else _line(best)
    rest = "".join(map(_line, others))
    html.block(f'<h3>Seen before?</h3><ul class="rows seen">{whole}{rest}</ul>', "seen-before")


def _whole(item: EarlierIncident) -> str:
    what = f'<p class="small" dir="auto">{runs(item.what_happened)}</p>' if item.what_happened else ""
    actions = "".join(
        f'<li dir="auto">{runs(action.text)} <span class="quiet">({html.esc(action.owner or "nobody")}, '
        f"{action.days} days{_issue(action)})</span></li>"
        for action in item.open
    )
    still = (
        f'<p class="small"><b>Still open from then</b></p><ul class="spaced small">{actions}</ul>' if actions else ""
    )
    return f"<li>{_head(item)}{what}{still}</li>"


def _issue(action: OpenAction) -> str:
    return f", {issue_link(action.link)}" if action.link.strip() else ""


def _line(item: EarlierIncident) -> str:
    """A weaker find, in one line."""
    number = len(item.open) + item.more_open
    left = f" · {number} still open" if number else ""
    day = html.esc(f" · {times.day_text(item.on)}{left}")
    weak = '<span class="quiet">maybe related:</span>'
    return f'<li class="small">{weak} {_title(item)}<span class="quiet">{day}</span></li>'


def _head(item: EarlierIncident) -> str:
    facts = " · ".join(part for part in ("likely the same", times.day_text(item.on), item.severity or "") if part)
    return f'<span class="small quiet">{html.esc(facts)}</span><br><b>{_title(item)}</b>'


def _title(item: EarlierIncident) -> str:
    return f'<a href="summary?pm={html.esc(item.id)}" target="_blank" dir="auto">{runs(item.title)}</a>'
