"""The browser components of the room, and the properties they are mounted with.

The properties are made once per browser session and never change: a component is called again when its data changes.
"""

from core.services.access import Member
from core.services.meetings import room_data
from core.services.meetings.room_data import RoomProps
from pages.parts.frame import access, components, state

__all__ = ["RoomProps", "board", "clock", "room_props"]


def room_props(member: Member) -> RoomProps:
    """The properties for this member, the same object during the whole browser session."""
    return state.once(f"mounts-{member.postmortem_id}-{member.role}", lambda: _room_props(member))


def _room_props(member: Member) -> RoomProps:
    return room_data.room_props(state.app(), member, inside=access.in_workspace(), zone=state.zone())


def clock(props: RoomProps) -> None:
    components.clock(props.pm_id, room_data.clock_data(props))


def board(props: RoomProps) -> None:
    components.board(props.pm_id, room_data.board_data(state.app(), props))
