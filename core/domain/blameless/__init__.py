"""Blameless hints: blame and empty promises in a text, and the system-level words for them.

The one door is ``check``. Pure: the text goes in, hints come out; nothing is stored, nobody is counted.
"""

from core.domain.blameless.engine import check
from core.domain.blameless.hint import Category, Hint

__all__ = ["Category", "Hint", "check"]
