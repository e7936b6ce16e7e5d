"""One incident, written twice, side by side: section by section the angry version and the one that helps."""

from collections.abc import Iterable, Iterator

from core.domain import template
from core.domain.guide_examples import TOLD_APART, badly_written, well_written
from core.domain.postmortem import Lens, Postmortem, SectionId, TimelineKind
from core.domain.severity import GUIDE
from core.domain.template import field, label_of
from core.domain.template_sections import TIMELINE_KINDS
from core.domain.timeline import in_order
from pages.parts import look, times


def draw() -> None:
    poor, good = badly_written(), well_written()
    look.block(
        "<p>Both tell of the same Monday morning, on which a city's rental bikes stayed locked.</p>"
        + _pair("Title", [look.esc(poor.title)], [look.esc(good.title)])
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
    comment = f'<p class="quiet">{look.esc(why)}</p>' if why else ""
    return f'<p class="twice"><b>{look.esc(title)}</b></p><div class="pair">{sides}</div>{comment}'


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines) or '<p class="quiet">Nothing.</p>'


def _lines(pm: Postmortem, section: SectionId) -> Iterator[str]:
    """What stands in one section, as HTML lines."""
    match section:
        case SectionId.SUMMARY:
            yield from _texts(pm.summary.what_happened, pm.summary.impact)
            if pm.severity:
                yield look.esc(GUIDE[pm.severity].title)
        case SectionId.TIMELINE:
            yield from _timeline(pm)
        case SectionId.ROOT_CAUSE:
            for lens in Lens:
                for row in pm.root_cause.of(lens):
                    yield f"<b>{look.esc(field(f'root_cause.{lens.value}').label)}:</b> {look.esc(row.text)}"
        case SectionId.FACTORS:
            for factor in pm.factors:
                kind = f"<b>{look.esc(factor.kind.value.capitalize())}:</b> " if factor.kind else ""
                yield kind + look.esc(factor.text)
        case SectionId.ACTIONS:
            yield from _actions(pm)
        case SectionId.LESSONS:
            for name, words in pm.lessons:
                if words:
                    yield f"<b>{look.esc(field(f'lessons.{name}').label)}:</b> {look.esc(words)}"
        case SectionId.FOLLOW_UP:
            if pm.follow_up.tracker and pm.follow_up.review_on:
                day = times.day(pm.follow_up.review_on)
                yield f"{look.esc(pm.follow_up.tracker)} tracks the actions. Review on {day}."


def _timeline(pm: Postmortem) -> Iterator[str]:
    for row in in_order(pm.timeline):
        kind = f" <b>{label_of(TIMELINE_KINDS, row.kind)}</b>" if row.kind is not TimelineKind.OTHER else ""
        when = f'<span class="num">{times.wall(row.at, pm.zone)}</span>{kind} · ' if row.at else ""
        who = f"{look.esc(row.who)}: " if row.who else ""
        yield f"{when}{who}{look.esc(row.text)}"


def _actions(pm: Postmortem) -> Iterator[str]:
    for row in pm.actions:
        rest = [
            row.owner,
            times.day(row.due) if row.due else "",
            f"done when: {row.done_when}" if row.done_when else "",
        ]
        known = " · ".join(look.esc(part) for part in rest if part)
        yield look.esc(row.text) + (f'<br><span class="quiet small">{known}</span>' if known else "")


def _texts(*words: str) -> Iterator[str]:
    return (look.esc(each) for each in words if each)
