"""How well a team keeps what it promises, in one sentence for Home: without names, and only once there is a habit.

A promise counts when the meeting that made it is over. Examples and what lies in the trash count for nothing.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.services.app import App
from core.store import actions

HABIT: Final = 10  # meetings; before that a figure would judge people by chance


@dataclass(frozen=True)
class Kept:
    """``promised`` = ``kept`` + ``dropped`` + ``late`` + ``coming``; all of ``meetings`` that are over."""

    meetings: int
    promised: int
    kept: int
    dropped: int
    late: int

    @property
    def coming(self) -> int:
        """Open and not late."""
        return self.promised - self.kept - self.dropped - self.late


def kept(app: App, today: date | None = None) -> Kept | None:
    """The figures since the beginning; None before ten meetings are over, and when nothing was promised in them."""
    with app.db.read() as tx:
        found = actions.score(tx, today or tx.now().date())
    if found.meetings < HABIT or not found.promised:
        return None
    return Kept(found.meetings, found.promised, found.kept, found.dropped, found.late)


def in_words(found: Kept) -> str:
    """“In 12 meetings you promised 31, kept 24, dropped 4 with a reason, 3 are late.” What is nought is left out."""
    parts = [f"In {found.meetings} meetings you promised {found.promised}"]
    if found.kept:
        parts.append("kept all of them" if found.kept == found.promised else f"kept {found.kept}")
    if found.dropped:
        parts.append(f"dropped {found.dropped} with a reason")
    if found.late:
        parts.append("1 is late" if found.late == 1 else f"{found.late} are late")
    if found.coming:
        parts.append("1 is still to come" if found.coming == 1 else f"{found.coming} are still to come")
    return ", ".join(parts) + "."
