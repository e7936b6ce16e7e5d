"""Present: the shared screen. One component over the whole page; nothing private, no controls."""

from pages.parts.frame import access, html, page_frame
from pages.parts.room import room_components, shared_screen

member = access.require_member(screen=True)
html.add_styles()
props = room_components.room_props(member)
page_frame.name_tab(props.title, "Present")
shared_screen.render(props)
shared_screen.access_check(member.postmortem_id)
