"""Present: the shared screen. One component over the whole page; nothing private, no controls."""

from pages.parts.frame import access
from pages.parts.room import room_components, shared_screen

member = access.require_member(screen=True)
shared_screen.render(room_components.room_props(member))
shared_screen.access_check(member.postmortem_id)
