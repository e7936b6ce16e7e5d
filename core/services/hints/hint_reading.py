"""Checking a text with the hint rules within a time budget, with a cache.

Checking holds the interpreter lock that also serves the rooms. A text that exceeds the budget gets no hints and a log
entry: a missing hint is harmless, a blocked meeting is not. Not here: what is stored, and permissions.
"""

import logging
from functools import lru_cache
from typing import Final

from core.domain.blameless import Hint, OutOfTime, RuleSet, Thresholds, check
from core.domain.postmortem import SectionId
from core.services.hints.thread_budget import ThreadBudget

log = logging.getLogger(__name__)

BUDGET_SECONDS: Final = 2.0
"""Processor seconds of the reading thread for one text; 20,000 usual characters take about
0.05, the first text of a process 0.5 more: that is when the rules are loaded."""
REMEMBERED: Final = 512


def read_hints(
    text: str,
    section: SectionId | None,
    people: frozenset[str],
    rules: RuleSet,
    thresholds: Thresholds | None = None,
    dismissed: frozenset[str] = frozenset(),
    *,
    closer: bool = False,
) -> tuple[Hint, ...]:
    """The hints for one text without ``dismissed`` phrases; none, and a line in the log, when its budget is used up."""
    budget = ThreadBudget(BUDGET_SECONDS)
    try:
        return tuple(
            check(
                text,
                section,
                people,
                rules,
                budget.is_used_up,
                thresholds=thresholds,
                closer=closer,
                dismissed=dismissed,
            )
        )
    except OutOfTime:
        log.warning("hints: %d characters were not read within %.1f s and get none", len(text), BUDGET_SECONDS)
        return ()


@lru_cache(maxsize=REMEMBERED)
def cached_hints(
    text: str,
    section: SectionId | None,
    people: frozenset[str],
    rules: RuleSet,
    thresholds: Thresholds | None = None,
    dismissed: frozenset[str] = frozenset(),
) -> tuple[Hint, ...]:
    """The same for a text that is looked at again and again, such as those of a record that a panel is drawn from."""
    return read_hints(text, section, people, rules, thresholds, dismissed)
