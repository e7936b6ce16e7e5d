"""The way into the engine: what is English is read, and nothing is said about the rest."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable

from core.domain.blameless import engine
from core.domain.blameless.hint import Hint
from core.domain.blameless.language import foreign_lines
from core.domain.blameless.ruleset import RuleSet
from core.domain.blameless.thresholds import Thresholds
from core.domain.postmortem import SectionId


def check(
    text: str,
    section: SectionId | None,
    people: Iterable[str] = (),
    rules: RuleSet | None = None,
    time_is_up: Callable[[], bool] | None = None,
    *,
    around: str = "",
    thresholds: Thresholds | None = None,
    closer: bool = False,
    dismissed: Collection[str] = frozenset(),
) -> list[Hint]:
    """The hints for ``text``, in order, never two over the same words; offsets are code points.

    As ``engine.check``, without hints in lines of another language: the rules would guess there. ``around`` is what
    the text is a part of; it decides for lines that are too short to tell. ``thresholds`` are a team's own.
    """
    hints = engine.check(
        text, section, people, rules, time_is_up, thresholds=thresholds, closer=closer, dismissed=dismissed
    )
    if not hints:  # most texts: what language they are in makes no difference
        return []
    foreign = foreign_lines(text, around)
    starts = [start for start, _ in foreign]

    def is_foreign(hint: Hint) -> bool:
        line = bisect_right(starts, hint.start) - 1
        return line >= 0 and hint.start < foreign[line][1]

    return [hint for hint in hints if not is_foreign(hint)]
