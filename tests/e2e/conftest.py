"""What the end-to-end tests share: the meetings of ``tests/support/rooms.py``, under their short name."""

from tests.support.rooms import Meeting

__all__ = ["Meeting"]
