"""About the meeting, beside the postmortem's text: the time each section took, and who took part."""

from core.domain import template
from core.domain.dates.durations import clock_text
from core.services.postmortems import SectionTime, SummaryView
from pages.parts.frame import html


def time_used(view: SummaryView) -> None:
    """Planned and used time per section; before the meeting only the planned time."""
    sections = view.meta.sections
    planned, used = sum(section.planned_s for section in sections), sum(section.used_s for section in sections)
    rows = "".join(_time_row(section, bool(used)) for section in sections)
    total = clock_text(used) if used else "–"
    html.block(
        "<h3>Time</h3><table>"
        '<thead><tr><th>Section</th><th class="right">Planned</th><th class="right">Used</th></tr></thead>'
        f"<tbody>{rows}</tbody>"
        f'<tfoot><tr><td><b>Together</b></td><td class="right num">{clock_text(planned)}</td>'
        f'<td class="right num">{total}</td></tr></tfoot></table>'
    )


def _time_row(item: SectionTime, begun: bool) -> str:
    used = clock_text(item.used_s) if begun else "–"
    over = " over" if item.used_s > item.planned_s else ""
    return (
        f"<tr><td>{html.esc(template.section(item.section).title)}</td>"
        f'<td class="right num">{clock_text(item.planned_s)}</td><td class="right num{over}">{used}</td></tr>'
    )


def people(view: SummaryView) -> None:
    if view.meta.people:
        html.block("<h3>Who took part</h3><p>" + html.esc(", ".join(view.meta.people)) + "</p>")
