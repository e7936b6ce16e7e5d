"""A note on the summary about people who were offline when the meeting finished. Nothing when there were none."""

from core.services.documents.late_edits import LateEdits, late_edits
from core.services.postmortems import SummaryView
from pages.parts.frame import html, state, times


def render(view: SummaryView) -> None:
    """With names, so that somebody can be asked to open the room again. It is in no export."""
    lines = late_edit_lines(late_edits(state.app(), view.meta.id), view.postmortem.zone)
    if lines:
        items = "".join(f"<p>{html.esc(line)}</p>" for line in lines)
        html.block(f'<div data-late-words role="status">{items}</div>', "note")


def late_edit_lines(late: LateEdits, zone: str) -> list[str]:
    """A sentence for each browser whose text has arrived, and one for those that are still offline."""
    lines = [
        f"{name} had unsent text when the meeting finished. "
        f"It arrived {times.local_moment_text(at, zone, state.zone())} and is in here."
        for name, at in late.arrived
    ]
    if late.awaited:
        names, where = _listed(late.awaited), "that browser" if len(late.awaited) == 1 else "their browsers"
        lines.append(
            f"{names} had no connection when the meeting finished. Text may still wait in {where}: "
            "it arrives when the room is opened there again."
        )
    return lines


def _listed(names: tuple[str, ...]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
