"""The data that the room's and the shared screen's components get: where the socket is, and the sections as data.

It is made once a browser session and never changes, because a component is called again when its data does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain import template
from core.domain.ground_rules import GROUND_RULES
from core.domain.roles import Deed
from core.domain.severity import GUIDE
from core.services import access as services
from core.services import documents, meetings
from core.store.members import Member
from pages.parts import access, components, look, state


@dataclass(frozen=True)
class Mounts:
    """What one browser session mounts for one postmortem."""

    pm_id: str
    title: str
    line: dict[str, object]
    sections: list[object]
    readonly: bool
    zone: str


def mounts(member: Member) -> Mounts:
    pm_id = member.postmortem_id
    return state.once(f"mounts-{pm_id}-{member.role}", lambda: _make(member))


def _make(member: Member) -> Mounts:
    pm_id = member.postmortem_id
    opened = documents.open_document(state.app(), pm_id)
    line: dict[str, object] = {
        "pm": pm_id,
        "epoch": opened.epoch,
        "socket": f"live/ws/{pm_id}",
        "hints": f"live/hints/{pm_id}",
    }
    return Mounts(
        pm_id=pm_id,
        title=meetings.view(state.app(), pm_id).title,
        line=line,
        sections=[template.board_schema(part.id) for part in template.SECTIONS],
        readonly=not access.allows(member, Deed.WRITE),
        zone=state.zone(),
    )


def head(mounts: Mounts) -> None:
    look.block(f'<h1 class="room">{look.esc(mounts.title)}</h1>')


def top_bar(mounts: Mounts) -> None:
    components.clock(mounts.pm_id, mounts.line)


def write(mounts: Mounts) -> None:
    components.board(
        mounts.pm_id,
        {
            **mounts.line,
            "readonly": mounts.readonly,
            "zone": mounts.zone,
            "sections": mounts.sections,
            "severity": [{"value": p.value, "title": w.title, "meaning": w.meaning} for p, w in GUIDE.items()],
            "checklist": [{"id": item_id, "text": text} for item_id, text in template.CHECKLIST],
        },
    )


def shared_screen(mounts: Mounts, opening: Mapping[str, object] | None = None) -> None:
    """The code stands on it, so that a late joiner finds in; the link's token does not.

    ``opening`` is what a facilitator has shown of other incidents.
    """
    code = services.links(state.app(), mounts.pm_id, state.base_url()).code_shown
    rules = [rule._asdict() for rule in GROUND_RULES]
    data = {**mounts.line, "code": code or "", "rules": rules, "sections": mounts.sections, "opening": opening}
    components.present(mounts.pm_id, data)
