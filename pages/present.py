"""Present: the shared screen. One component over the whole page; nothing private, no controls."""

from pages.parts import access, board, opening, ticks

member = access.require_member()
opening.shared_screen(board.mounts(member))
ticks.still_there(member.postmortem_id)
