"""What the summary says of laptops that had no line when the meeting finished. Nothing, when there was none."""

from core.domain.timeline import zone_named
from core.services.late_words import LateWords, late_words
from core.services.postmortems import SummaryView
from pages.parts import look, state, times


def draw(view: SummaryView) -> None:
    """For people of the meeting: names help to ask somebody to open a laptop. No export says this."""
    lines = in_words(late_words(state.app(), view.meta.id), _zone(view))
    if lines:
        said = "".join(f"<p>{look.esc(line)}</p>" for line in lines)
        look.block(f'<div data-late-words role="status">{said}</div>', "note")


def _zone(view: SummaryView) -> str:
    return view.postmortem.zone if zone_named(view.postmortem.zone) else "UTC"


def in_words(late: LateWords, zone: str) -> list[str]:
    """One sentence a laptop that is back, and one for those that are not."""
    lines = [
        f"{name} had unsent text when the meeting finished. It arrived {times.in_zone(at, zone)} and is in here."
        for name, at in late.arrived
    ]
    if late.awaited:
        who, there = _listed(late.awaited), "that browser" if len(late.awaited) == 1 else "their browsers"
        lines.append(
            f"{who} had no connection when the meeting finished. Text may still wait in {there}: "
            "it arrives when the room is opened there again."
        )
    return lines


def _listed(names: tuple[str, ...]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
