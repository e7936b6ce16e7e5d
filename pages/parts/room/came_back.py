"""Earlier incidents before the meeting: the workspace sees all that is linked, guests what a facilitator shows."""

from core.services.memory import left_open
from core.services.memory.left_open import LeftOpen
from pages.parts.frame import access, html, state, times


def in_lobby(pm_id: str) -> None:
    """One line for each earlier incident; nothing while there is none."""
    if access.in_workspace():
        lines = [_line(item) for item in left_open.earlier_incidents(state.app(), pm_id, state.visitor())]
    else:
        shown = left_open.shown_to_everybody(state.app(), pm_id)
        lines = [f"“{html.esc(item.title)}”, {html.esc(times.day_text(item.on))}" for item in shown]
    if lines:
        listed = "".join(f'<p dir="auto">{line}</p>' for line in lines)
        html.block(f"<h3>Seen before</h3>{listed}", "came-back")


def shown_lines(pm_id: str) -> list[str]:
    """For the shared screen, as plain text: title and day of what a facilitator shows."""
    return [f"“{item.title}”, {times.day_text(item.on)}" for item in left_open.shown_to_everybody(state.app(), pm_id)]


def _line(item: LeftOpen) -> str:
    page = f"compare?pm={html.esc(item.later_id)}&with={html.esc(item.earlier_id)}"
    return (
        f'<a href="{page}" target="_blank">{html.esc(item.title)}</a>, {html.esc(times.day_text(item.on))}'
        f"{html.esc(open_text(item.open))}"
    )


def open_text(number: int) -> str:
    if number == 0:
        return ""
    return ". One action from then is still open." if number == 1 else f". {number} actions from then are still open."
