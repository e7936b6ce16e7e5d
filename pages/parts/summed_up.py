"""The summary page's pieces: the head, the four computed times, the text, and what stands beside it."""

from collections.abc import Sequence

import streamlit as st

from core.domain import template
from core.domain.completeness import Gap
from core.domain.metrics import Measure
from core.export.meta import SectionTime
from core.services import postmortems
from pages.parts import look, times


def head(view: postmortems.SummaryView) -> None:
    pm = view.postmortem
    when = times.in_zone(view.meta.finished_at, pm.zone) if view.meta.finished_at else ""
    state_words = f"Meeting finished {when} ({pm.zone})" if when else "Being written. This page shows how it reads now."
    look.block(
        f'<h1 class="title">{look.esc(pm.title or "Without a title yet")} {look.severity_chip(pm.severity)}</h1>'
        f'<p class="quiet">{look.esc(state_words)}</p>'
    )


def measures(view: postmortems.SummaryView) -> None:
    t = view.times
    cells = (("To detect", t.detect), ("To respond", t.respond), ("To resolve", t.resolve), ("Duration", t.duration))
    look.block('<div class="sums">' + "".join(_measure(label, measure) for label, measure in cells) + "</div>")


def _measure(label: str, measure: Measure) -> str:
    if measure.value is not None:
        words = f'<b class="num big">{times.span(measure.value)}</b>'
    else:
        words = f'<span class="missing">{look.esc(measure.problem or "not known yet")}</span>'
    return f'<div class="card sunk"><span class="quiet small">{label}</span>{words}</div>'


def document(view: postmortems.SummaryView) -> None:
    """Already rendered by the one renderer and cleaned by the one sanitiser."""
    look.block(view.html, "doc")


def still_missing(view: postmortems.SummaryView) -> None:
    """Section by section, folded, so that a page just begun is not a wall of reproach."""
    look.block("<h3>Still missing</h3>")
    if not view.missing:
        look.block("<p>Nothing. Every section says what it needs to say.</p>")
        return
    look.block("".join(_gaps(part, view.missing) for part in template.SECTIONS))
    st.link_button("Fill it in, in the room", f"room?pm={view.meta.id}", width="stretch", icon=":material/edit:")


def _gaps(part: template.Section, missing: Sequence[Gap]) -> str:
    gaps = [gap for gap in missing if gap.section == part.id]
    if not gaps:
        return ""
    items = "".join(f"<li>{look.esc(gap.sentence)}</li>" for gap in gaps)
    head = f"{look.esc(part.title)} {look.chip(len(gaps))}"
    return f'<details><summary>{head}</summary><ul class="spaced">{items}</ul></details>'


def time_used(view: postmortems.SummaryView) -> None:
    """Planned and used, a section a line; before a meeting only the plan is known."""
    sections = view.meta.sections
    planned, used = sum(each.planned_s for each in sections), sum(each.used_s for each in sections)
    rows = "".join(_time_row(each, bool(used)) for each in sections)
    total = times.clock(used) if used else "–"
    look.block(
        "<h3>Time</h3><table>"
        '<thead><tr><th>Section</th><th class="right">Planned</th><th class="right">Used</th></tr></thead>'
        f"<tbody>{rows}</tbody>"
        f'<tfoot><tr><td><b>Together</b></td><td class="right num">{times.clock(planned)}</td>'
        f'<td class="right num">{total}</td></tr></tfoot></table>'
    )


def _time_row(each: SectionTime, begun: bool) -> str:
    used = times.clock(each.used_s) if begun else "–"
    over = " over" if each.used_s > each.planned_s else ""
    return (
        f"<tr><td>{look.esc(template.section(each.section).title)}</td>"
        f'<td class="right num">{times.clock(each.planned_s)}</td><td class="right num{over}">{used}</td></tr>'
    )


def people(view: postmortems.SummaryView) -> None:
    if view.meta.people:
        look.block("<h3>Who took part</h3><p>" + look.esc(", ".join(view.meta.people)) + "</p>")
