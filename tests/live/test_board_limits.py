"""What the board refuses is inside of what the server takes, so that nobody's socket ends because of a paste."""

from core.live.limits import LIMITS
from tests.support.cases import cases


def test_the_board_refuses_before_the_server_has_to() -> None:
    """``limits.test.ts`` holds the board to the same numbers; a paste arrives as one update, with its overhead."""
    board = cases("board_limits")
    assert board["paste_bytes"] * 2 < LIMITS.update_bytes
    assert board["file_bytes"] < LIMITS.timeline_bytes
    assert board["picture_bytes"] <= LIMITS.evidence_bytes
    assert board["field_bytes"] <= LIMITS.field_bytes
    assert board["entry_characters"] <= LIMITS.map_key_characters
