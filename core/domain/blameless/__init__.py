"""Blameless hints: blame and empty promises in a text, and the system-level words for them.

The one door is ``check``. Pure: the text goes in, hints come out; nothing is stored, nobody is counted.
"""

from core.domain.blameless.checking import check
from core.domain.blameless.engine import OutOfTime
from core.domain.blameless.hint import Category, Hint
from core.domain.blameless.ruleset import RuleSet, default_rules
from core.domain.blameless.team import with_team
from core.domain.blameless.thresholds import Thresholds

__all__ = ["Category", "Hint", "OutOfTime", "RuleSet", "Thresholds", "check", "default_rules", "with_team"]
