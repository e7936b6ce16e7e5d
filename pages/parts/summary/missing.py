"""What the postmortem still lacks, in a folded list by section. It disappears when everything is there."""

from collections.abc import Sequence
from urllib.parse import urlencode

from core.domain import template
from core.domain.content.completeness import Gap
from core.domain.content.list_limits import SHOWN
from core.services.postmortems import SummaryView
from pages.parts.frame import html


def render(view: SummaryView, *, may_write: bool) -> None:
    """For those who may write, each line is a link to the field in the room."""
    if not view.missing:
        return
    room = f"room?pm={html.esc(view.meta.id)}" if may_write else ""
    gaps = "".join(_section(section, view.missing, room) for section in template.SECTIONS)
    room_link = f'<p><a href="{room}">Fill it in, in the room</a></p>' if room else ""
    done = f"{view.filled.done} of {view.filled.needed} are there"
    count = "1 thing is" if len(view.missing) == 1 else f"{len(view.missing)} things are"
    html.block(
        f'<details class="gaps"><summary>{count} still missing <span class="quiet small">· {done}</span></summary>'
        f"{gaps}{room_link}</details>",
        "note",
    )


def _section(section: template.Section, missing: Sequence[Gap], room: str) -> str:
    gaps = [gap for gap in missing if gap.section == section.id]
    if not gaps:
        return ""
    items = "".join(f"<li>{_gap(gap, room)}</li>" for gap in gaps[:SHOWN])
    if len(gaps) > SHOWN:
        items += f"<li>… and {len(gaps) - SHOWN:,} more</li>"
    return f'<h3>{html.esc(section.title)}</h3><ul class="spaced">{items}</ul>'


def _gap(gap: Gap, room: str) -> str:
    if not room:
        return html.esc(gap.sentence)
    target = {name: value for name, value in (("field", gap.field), ("row", gap.row), ("key", gap.key)) if value}
    return f'<a href="{room}&amp;{html.esc(urlencode(target))}">{html.esc(gap.sentence)}</a>'
