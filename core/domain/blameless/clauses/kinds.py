"""The kinds of clauses of a whole sentence. Which of them is told, and as what, rules say; how sure, the gate."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from core.domain.blameless.clauses import duties, plans, verdicts
from core.domain.blameless.clauses.anchors import FORMS, Anchors, Structure
from core.domain.blameless.marking import Marked


def structures(sentence: Marked) -> Iterator[Structure]:
    """Every clause of a kind, those of one kind in order."""
    single = sentence.single
    anchors = Anchors(sentence)
    for key, find in _BY_KEY:
        if key in single:
            yield from find(anchors)


# By a key that the sentence must have, so that most sentences are asked for few of them.
_BY_KEY: Final[Sequence[tuple[str, Callable[[Anchors], Iterator[Structure]]]]] = (
    ("negation", duties.omitted),
    ("well", verdicts.not_well),
    ("hindsight-modal", duties.hindsight),
    ("conditional-word", duties.unreal),
    ("obliged", duties.obliged),
    ("START", duties.ordered),
    ("scaled", duties.scaled),
    ("badly", verdicts.badly),
    ("bad-work", verdicts.bad_work),
    ("to-excess", verdicts.too),
    ("refuse:past", verdicts.reproached),
    ("accident", verdicts.accident),
    ("wrongly", verdicts.wrong),
    ("refuse:ing", verdicts.reproached_still),
    ("willing", plans.promised),
    ("intent", plans.intended),
    ("woolly:done", plans.improvable),
    ("wanted", plans.wanted),
    ("effort-of-people", plans.effort),
    ("negation", plans.left_undone),
    ("negation", plans.not_consistently),
    ("shortcoming", plans.failing),
    ("another-thing", verdicts.mistook),
)
KEYS: Final = frozenset(key for key, _ in _BY_KEY) - {"START"} | FORMS
"""A sentence without any of them has no clause of a kind."""
KINDS: Final = frozenset(
    {
        "not-doing", "not-done", "would-not", "should-have", "had-they", "obliged", "obliged-vaguely", "always-do",
        "people-told", "work-told", "scaled", "badly-done", "not-well", "bad-work", "too-much", "reproached",
        "by-accident", "did-wrong", "intended-vaguely", "could-be-improved", "wanted", "not-done-to", "never-then",
        "not-doing-well", "effort-told", "failing-to", "mistook",
    }
)  # fmt: skip
