"""The parts of a postmortem's text as HTML blocks: what happened, the four computed times, the causes, the sections.

The services render and sanitise the text. Nothing here depends on who reads; the pages decide that.
"""

from collections.abc import Collection, Sequence
from urllib.parse import quote

from core.domain.content.evidence import Figure
from core.domain.content.metrics import Measure
from core.domain.content.timeline import first
from core.domain.dates.durations import duration_text
from core.domain.postmortem import SectionId, TimelineKind
from core.services.evidence import pictures
from core.services.postmortems import PagePart, PageText, SummaryView
from pages.parts.frame import html, state
from pages.parts.summary import head


def what_happened(view: SummaryView, text: PageText, *, edited: bool) -> None:
    """What happened and who was affected: what somebody takes along who reads nothing else."""
    what = text.what_happened or '<p class="quiet">Nobody has written yet what happened.</p>'
    impact = f'<div class="quiet">{text.impact}</div>' if text.impact else ""
    note = f"<p>{html.edited_chip()}</p>" if edited else ""
    html.block(f'<div class="what">{what}</div>{impact}{_facts(view)}{note}', "lead")


def _facts(view: SummaryView) -> str:
    pm = view.postmortem
    started = first(pm.timeline, TimelineKind.STARTED)
    when = f"Started {head.moment(started.at, view)}" if started and started.at else ""
    chips = "".join(html.chip(name) for name in (*pm.services, *pm.tags))
    text = " ".join(part for part in (f'<span class="num">{html.esc(when)}</span>' if when else "", chips) if part)
    return f'<p class="small quiet facts">{text}</p>' if text else ""


def measures(view: SummaryView, *, may_write: bool) -> None:
    """The four computed times. An unknown one says what is missing, to those who may write; for others it is left out.

    So are all unknown ones when the timeline was skipped.
    """
    computed = view.times
    cells = [
        ("To detect", computed.detect),
        ("To respond", computed.respond),
        ("To resolve", computed.resolve),
        ("Duration", computed.duration),
    ]
    if not may_write or SectionId.TIMELINE in view.postmortem.skipped:
        cells = [(label, measure) for label, measure in cells if measure.value is not None]
    if cells:
        html.block('<div class="sums">' + "".join(_measure(label, measure) for label, measure in cells) + "</div>")


def _measure(label: str, measure: Measure) -> str:
    if measure.value is not None:
        text = f'<b class="num big">{duration_text(measure.value)}</b>'
    else:
        text = f'<span class="missing">{html.esc(measure.problem or "not known yet")}</span>'
    return f'<div class="card sunk"><span class="quiet small">{label}</span>{text}</div>'


def causes(text: PageText) -> None:
    if text.causes:
        html.block(html.scrollable_tables(f"<h2>Why it happened</h2>{text.causes}"), "doc")


def sections(
    pm_id: str, parts: Sequence[PagePart], edited: Collection[SectionId] = (), without: Collection[SectionId] = ()
) -> None:
    """Sections with their headings. ``edited``: those that read differently than they were published."""
    kept = pictures.kept(state.app(), pm_id) if any(part.figures for part in parts) else frozenset[str]()
    shown = "".join(
        _section(pm_id, part, part.section in edited, kept) for part in parts if part.section not in without
    )
    html.block(html.checkbox_items(html.scrollable_tables(shown)), "doc")


def _section(pm_id: str, part: PagePart, edited: bool, kept: Collection[str]) -> str:
    note = html.edited_chip() if edited else ""
    shown = "".join(_figure(pm_id, item, kept=item.id in kept) for item in part.figures)
    return f"<h2>{html.esc(part.title)} {note}</h2>{part.html}{shown}"


def _figure(pm_id: str, item: Figure, *, kept: bool) -> str:
    """A picture of the timeline, served to those who may read this; of one that is not kept the words."""
    text = html.esc(item.text)
    address = f"live/evidence/{quote(pm_id)}/{quote(item.id)}"
    image = f'<img src="{address}" alt="{text}" loading="lazy">' if kept else ""
    gone = "" if kept else " <em>(this picture is no longer kept)</em>"
    title = f"<b>{html.esc(item.title)}:</b>"
    return f'<figure class="shot">{image}<figcaption dir="auto">{title} {text}{gone}</figcaption></figure>'
