"""Other incidents that this one is linked with, above its text: all for the workspace, for others what is shown.

Which ones these are, the services have decided before (``core.services.memory.audience``).
"""

from core.services.postmortems import LinkedIncident, SummaryView
from pages.parts.frame import html, times


def render(view: SummaryView) -> None:
    lines = [*_lines("Recurrence of", view, view.meta.recurrence_of)]
    lines += _lines("This came back", view, view.meta.came_back_as)
    if lines:
        html.block("".join(f'<p dir="auto">{line}</p>' for line in lines), "linked")


def _lines(label: str, view: SummaryView, incidents: tuple[LinkedIncident, ...]) -> list[str]:
    return [f"<b>{label}</b> {_incident(view.meta.id, item)}" for item in incidents]


def _incident(pm_id: str, item: LinkedIncident) -> str:
    day = f'<span class="quiet">{html.esc(times.day_text(item.on))}</span>'
    if not item.id:
        return f"“{html.esc(item.title)}” {day}"
    other, here = html.esc(item.id), html.esc(pm_id)
    return (
        f'<a href="summary?pm={other}">{html.esc(item.title)}</a> {day} · '
        f'<a class="small" href="compare?pm={here}&with={other}">Compare the two</a>'
    )
