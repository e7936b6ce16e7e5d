"""How each rule does on labelled sentences, counted. Not here: reading files, writing tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.domain.blameless.checking import check
from core.domain.blameless.command.labelled import OK, Labelled
from core.domain.blameless.ruleset import RuleSet

FEWEST_HITS: Final = 5
LEAST_SHARE: Final = 0.8
NO_NAME: Final = "(none)"
"""Stands for the organisation of a sentence that names none."""


@dataclass
class RuleTally:
    """Hits of one rule. A hit is right when it is about the words that somebody labelled as anything but ok."""

    rule: str
    right: Counter[str] = field(default_factory=Counter)  # by organisation
    wrong: Counter[str] = field(default_factory=Counter)
    same_kind: int = 0  # of the right ones, those whose label is the rule's category

    @property
    def hits(self) -> int:
        return self.right.total() + self.wrong.total()

    @property
    def share(self) -> float:
        return self.right.total() / self.hits

    @property
    def organisations(self) -> int:
        return len(self.right.keys() | self.wrong.keys())

    @property
    def share_without_one(self) -> float | None:
        """The least share over all organisations left out, one at a time; None when there is only one."""
        shares = []
        for name in self.right.keys() | self.wrong.keys():
            right, wrong = self.right.total() - self.right[name], self.wrong.total() - self.wrong[name]
            if right + wrong:
                shares.append(right / (right + wrong))
        return min(shares, default=None)

    def marks(self, *, leave_out: bool) -> list[str]:
        """What is wrong with this rule, in two words each."""
        found = []
        if self.hits < FEWEST_HITS:
            found.append("few hits")
        if self.share < LEAST_SHARE:
            found.append("often wrong")
        elif leave_out and (self.share_without_one is None or self.share_without_one < LEAST_SHARE):
            found.append("one organisation")
        return found


@dataclass
class Totals:
    """All sentences together. ``flagged`` ones have a hint, ``found`` are those that should have."""

    sentences: int = 0
    to_find: int = 0
    flagged: int = 0
    found: int = 0
    random_fine: int = 0  # sentences without a fault that were drawn at random
    random_flagged: int = 0
    hits: int = 0
    right_hits: int = 0


def tally(sentences: Iterable[Labelled], rules: RuleSet) -> tuple[Sequence[RuleTally], Totals]:
    """One tally for each rule that hit, those with the least share first, and the totals."""
    by_rule: dict[str, RuleTally] = {}
    totals = Totals()
    for sentence in sentences:
        hints = check(sentence.text, sentence.section_id, (), rules)
        faulty = sentence.label != OK
        totals.sentences += 1
        totals.to_find += faulty
        totals.flagged += bool(hints)
        totals.found += faulty and bool(hints)
        if not faulty and sentence.sampling == "random":
            totals.random_fine += 1
            totals.random_flagged += bool(hints)
        for hint in hints:
            found = by_rule.setdefault(hint.rule, RuleTally(hint.rule))
            right = sentence.agrees(hint)
            (found.right if right else found.wrong)[sentence.organisation or NO_NAME] += 1
            found.same_kind += right and hint.category == sentence.label
            totals.hits += 1
            totals.right_hits += right
    return sorted(by_rule.values(), key=lambda item: (item.share, -item.hits, item.rule)), totals
