"""The browser components of the room, and the properties they are mounted with.

The properties are made once per browser session and never change: a component is called again when its data changes.
"""

from dataclasses import dataclass

from core.domain import template
from core.domain.permissions import Permission
from core.domain.template.severity import GUIDE
from core.services.access import Member
from core.services.actions import due_dates
from core.services.documents import document_store
from core.services.labels import names
from core.services.meetings import meeting_clock
from core.services.tracker.team import tracker_of_team
from pages.parts.frame import access, components, state


@dataclass(frozen=True)
class RoomProps:
    """What the components of one room get. ``connection`` is where the socket is, and which document it belongs to."""

    pm_id: str
    title: str
    connection: dict[str, object]
    sections: list[object]
    readonly: bool
    zone: str
    labels: dict[str, list[str]]
    inside: bool
    tracker: str


def room_props(member: Member) -> RoomProps:
    """The properties for this member, the same object during the whole browser session."""
    return state.once(f"mounts-{member.postmortem_id}-{member.role}", lambda: _room_props(member))


def _room_props(member: Member) -> RoomProps:
    pm_id = member.postmortem_id
    return RoomProps(
        pm_id=pm_id,
        title=meeting_clock.view(state.app(), pm_id).title,
        connection={
            "pm": pm_id,
            "epoch": document_store.epoch_of(state.app(), pm_id),
            "socket": f"live/ws/{pm_id}",
            "hints": f"live/hints/{pm_id}",
        },
        sections=[template.board_schema(part.id) for part in template.SECTIONS],
        readonly=not access.allows(member, Permission.WRITE),
        zone=state.zone(),
        inside=access.in_workspace(),
        tracker=tracker.name if (tracker := tracker_of_team(state.app())) else "",
        # Which services and tags other incidents have is nothing for a guest of this one.
        labels=names.completions(state.app()) if access.in_workspace() else {},
    )


def clock(props: RoomProps) -> None:
    components.clock(props.pm_id, {**props.connection, "title": props.title})


def board(props: RoomProps) -> None:
    components.board(
        props.pm_id,
        {
            **props.connection,
            "readonly": props.readonly,
            "seen": props.inside,
            "zone": props.zone,
            "labels": props.labels,
            "tracker": "" if props.readonly else props.tracker,
            "day_order": due_dates.day_order(state.app()) or "",
            "due_days": {severity.value: days for severity, days in due_dates.due_days(state.app()).items()},
            "sections": props.sections,
            "severity": [
                {"value": severity.value, "title": level.title, "meaning": level.meaning}
                for severity, level in GUIDE.items()
            ],
            "checklist": [{"id": item_id, "text": text} for item_id, text in template.CHECKLIST],
        },
    )
