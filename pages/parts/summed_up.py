"""The summary page's pieces: the head, the four computed times, the text, and what stands beside it.

What is published is drawn from the same pieces. Nothing here asks who looks: the pages do.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from core.domain import publishing, template
from core.domain.completeness import Gap
from core.domain.metrics import Measure
from core.domain.postmortem import SectionId, TimelineKind
from core.domain.publishing import State
from core.domain.timeline import first, zone_named
from core.export.markdown import Part
from core.export.meta import SectionTime
from core.services.postmortems import SummaryView
from core.services.publishing import Standing
from pages.parts import look, state, times

GLANCE, FULL, HISTORY = "glance", "full", "history"
_NAMES = {GLANCE: "At a glance", FULL: "Everything", HISTORY: "History"}
_LATE_SHOWN = 3
# The head says what these say.
_IN_THE_HEAD = (SectionId.SUMMARY, SectionId.ACTIONS)


def head(view: SummaryView, standing: Standing) -> None:
    """What it is called, how bad it was, how far it is, and what was written since it was published."""
    pm = view.postmortem
    chips = f"{look.severity_chip(pm.severity)} {look.state_chip(standing.state)}"
    look.block(
        f'<h1 class="title">{look.esc(pm.title or "Without a title yet")} {chips}</h1>'
        f'<p class="quiet">{look.esc(_where_it_stands(view, standing))}</p>{_late(standing)}',
        "head",
    )


def _where_it_stands(view: SummaryView, standing: Standing) -> str:
    if standing.published_at is not None:
        return f"Published {times.in_zone(standing.published_at, state.zone())} by {standing.by}"
    if view.meta.finished_at:
        return f"Meeting finished {times.in_zone(view.meta.finished_at, _zone(view))} ({_zone(view)})"
    if standing.state is State.IN_MEETING:
        return "The meeting is going on. This page shows how it reads now."
    return "Being written. This page shows how it reads now."


def _late(standing: Standing) -> str:
    lines = []
    for edit in standing.late[:_LATE_SHOWN]:
        said = publishing.in_words(edit, times.in_zone(edit.at, state.zone()))
        lines.append(f"<li>{look.esc(said[:1].upper() + said[1:])}</li>")
    more = len(standing.late) - _LATE_SHOWN
    if more > 0:
        lines.append(f"<li>and by {more} more</li>")
    return f'<ul class="late">{"".join(lines)}</ul>' if lines else ""


def offered(*, history: bool) -> tuple[str, ...]:
    """Earlier versions are for those who write: they may hold what was taken out again."""
    return (GLANCE, FULL, HISTORY) if history else (GLANCE, FULL)


def how_much(*choices: str) -> str:
    """At a glance, everything, or the history. It stands in the address, so that a link leads to it."""
    chosen = st.segmented_control(
        "How much to show",
        choices,
        default=GLANCE,
        required=True,
        format_func=_NAMES.__getitem__,
        key="show",
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen if chosen in choices else GLANCE


def lead(view: SummaryView, *, edited: bool) -> None:
    """What happened and who felt it: what a reader takes along who reads nothing else."""
    what = view.what_happened or '<p class="quiet">Nobody has written yet what happened.</p>'
    impact = f'<div class="quiet">{view.impact}</div>' if view.impact else ""
    note = f"<p>{edited_chip()}</p>" if edited else ""
    look.block(f'<div class="what">{what}</div>{impact}{_facts(view)}{note}', "lead")


def _facts(view: SummaryView) -> str:
    pm = view.postmortem
    started = first(pm.timeline, TimelineKind.STARTED)
    when = f"Started {times.in_zone(started.at, _zone(view))}" if started and started.at else ""
    chips = "".join(look.chip(word) for word in (*pm.services, *pm.tags))
    words = " ".join(part for part in (f'<span class="num">{look.esc(when)}</span>' if when else "", chips) if part)
    return f'<p class="small quiet facts">{words}</p>' if words else ""


def _zone(view: SummaryView) -> str:
    """The postmortem's, if it is known here."""
    return view.postmortem.zone if zone_named(view.postmortem.zone) else "UTC"


def measures(view: SummaryView, *, to_write: bool) -> None:
    """What is not known says what to do about it, to those who write; it is silent for readers and once skipped."""
    t = view.times
    cells = [("To detect", t.detect), ("To respond", t.respond), ("To resolve", t.resolve), ("Duration", t.duration)]
    if not to_write or SectionId.TIMELINE in view.postmortem.skipped:
        cells = [(label, measure) for label, measure in cells if measure.value is not None]
    if not cells:
        return
    look.block('<div class="sums">' + "".join(_measure(label, measure) for label, measure in cells) + "</div>")


def _measure(label: str, measure: Measure) -> str:
    if measure.value is not None:
        words = f'<b class="num big">{times.span(measure.value)}</b>'
    else:
        words = f'<span class="missing">{look.esc(measure.problem or "not known yet")}</span>'
    return f'<div class="card sunk"><span class="quiet small">{label}</span>{words}</div>'


def still_missing(view: SummaryView, *, may_write: bool) -> None:
    """On top until it is filled in, folded, so that a page just begun is not a wall of reproach."""
    if not view.missing:
        return
    gaps = "".join(_gaps(part, view.missing) for part in template.SECTIONS)
    way = f'<p><a href="room?pm={look.esc(view.meta.id)}">Fill it in, in the room</a></p>' if may_write else ""
    done = f"{view.filled.done} of {view.filled.needed} are there"
    count = "1 thing is" if len(view.missing) == 1 else f"{len(view.missing)} things are"
    look.block(
        f'<details class="gaps"><summary>{count} still missing <span class="quiet small">· {done}</span></summary>'
        f"{gaps}{way}</details>",
        "note",
    )


def _gaps(part: template.Section, missing: Sequence[Gap]) -> str:
    gaps = [gap for gap in missing if gap.section == part.id]
    if not gaps:
        return ""
    items = "".join(f"<li>{look.esc(gap.sentence)}</li>" for gap in gaps)
    return f'<h3>{look.esc(part.title)}</h3><ul class="spaced">{items}</ul>'


def causes(view: SummaryView) -> None:
    if view.causes:
        look.block(f"<h2>Why it happened</h2>{view.causes}", "doc")


def sections(parts: Sequence[Part], edited: Collection[SectionId] = (), but: Collection[SectionId] = ()) -> None:
    """Already rendered by the one renderer and cleaned by the one sanitiser. ``edited``: since it was published."""
    shown = [part for part in parts if part.section not in but]
    look.block("".join(_section(part, part.section in edited) for part in shown), "doc")


def document(view: SummaryView, edited: Collection[SectionId] = ()) -> None:
    """All sections but those that the head and the list of commitments say."""
    sections(view.parts, edited, but=_IN_THE_HEAD)


def _section(part: Part, edited: bool) -> str:
    note = edited_chip() if edited else ""
    return f"<h2>{look.esc(part.title)} {note}</h2>{part.text}"


def edited_chip() -> str:
    return look.chip("edited since it was published", "late")


def time_used(view: SummaryView) -> None:
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


def people(view: SummaryView) -> None:
    if view.meta.people:
        look.block("<h3>Who took part</h3><p>" + look.esc(", ".join(view.meta.people)) + "</p>")
