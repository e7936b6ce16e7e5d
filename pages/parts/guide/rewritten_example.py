"""One incident written twice: section by section the angry version beside the one that helps."""

from collections.abc import Iterable, Iterator

from core.domain import template
from core.domain.content.timeline import in_order
from core.domain.guide.rewritten_example import TOLD_APART, badly_written, well_written
from core.domain.postmortem import Lens, Postmortem, SectionId, TimelineKind
from core.domain.template import field, label_of
from core.domain.template.sections import TIMELINE_KINDS
from core.domain.template.severity import GUIDE
from pages.parts.frame import html, times


def render() -> None:
    poor, good = badly_written(), well_written()
    html.block(
        "<p>Both tell of the same Monday morning, on which a city's rental bikes stayed locked.</p>"
        + _pair("Title", [html.esc(poor.title)], [html.esc(good.title)])
        + "".join(
            _pair(
                template.section(section).title,
                _lines(poor, section),
                _lines(good, section),
                TOLD_APART[section],
            )
            for section in SectionId
        )
    )


def _pair(title: str, poor: Iterable[str], good: Iterable[str], why: str = "") -> str:
    sides = (
        f'<div class="card sunk"><h3>Written in anger</h3>{_paragraphs(poor)}</div>'
        f'<div class="card"><h3>Written to learn</h3>{_paragraphs(good)}</div>'
    )
    comment = f'<p class="quiet">{html.esc(why)}</p>' if why else ""
    return f'<p class="twice"><b>{html.esc(title)}</b></p><div class="pair">{sides}</div>{comment}'


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines) or '<p class="quiet">Nothing.</p>'


def _lines(pm: Postmortem, section: SectionId) -> Iterator[str]:
    """The text of one section, as lines of HTML."""
    match section:
        case SectionId.SUMMARY:
            yield from _texts(pm.summary.what_happened, pm.summary.impact)
            if pm.severity:
                yield html.esc(GUIDE[pm.severity].title)
        case SectionId.TIMELINE:
            yield from _timeline(pm)
        case SectionId.ROOT_CAUSE:
            for lens in Lens:
                for row in pm.root_cause.of(lens):
                    yield f"<b>{html.esc(field(f'root_cause.{lens.value}').label)}:</b> {html.esc(row.text)}"
        case SectionId.FACTORS:
            for factor in pm.factors:
                kind = f"<b>{html.esc(factor.kind.value.capitalize())}:</b> " if factor.kind else ""
                yield kind + html.esc(factor.text)
        case SectionId.ACTIONS:
            yield from _actions(pm)
        case SectionId.LESSONS:
            for name, text in pm.lessons:
                if text:
                    yield f"<b>{html.esc(field(f'lessons.{name}').label)}:</b> {html.esc(text)}"
        case SectionId.FOLLOW_UP:
            if pm.follow_up.tracker and pm.follow_up.review_on:
                day = times.day_text(pm.follow_up.review_on)
                yield f"{html.esc(pm.follow_up.tracker)} tracks the actions. Review on {day}."


def _timeline(pm: Postmortem) -> Iterator[str]:
    for row in in_order(pm.timeline):
        kind = f" <b>{label_of(TIMELINE_KINDS, row.kind)}</b>" if row.kind is not TimelineKind.OTHER else ""
        at = f'<span class="num">{times.time_text(row.at, pm.zone)}</span>{kind} · ' if row.at else ""
        who = f"{html.esc(row.who)}: " if row.who else ""
        yield f"{at}{who}{html.esc(row.text)}"


def _actions(pm: Postmortem) -> Iterator[str]:
    for row in pm.actions:
        details = [
            row.owner,
            times.day_text(row.due) if row.due else "",
            f"done when: {row.done_when}" if row.done_when else "",
        ]
        line = " · ".join(html.esc(part) for part in details if part)
        yield html.esc(row.text) + (f'<br><span class="quiet small">{line}</span>' if line else "")


def _texts(*texts: str) -> Iterator[str]:
    return (html.esc(text) for text in texts if text)
