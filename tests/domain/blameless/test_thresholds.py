"""How sure a hint must be: a team's threshold, and the higher one of a rule that it waves away."""

import pytest

from core.domain.blameless import Thresholds, check
from core.domain.blameless.thresholds import (
    DEFAULT,
    FALSE_ALARMS,
    HIGHEST,
    LOWEST,
    is_waved_away_often,
    raised,
)


def test_a_rule_has_the_higher_of_two_thresholds() -> None:
    """The team's and its own."""
    thresholds = Thresholds(0.6, {"r": 0.8, "low": 0.4})
    assert (thresholds.of("r"), thresholds.of("other"), thresholds.of("low")) == (0.8, 0.6, 0.6)


@pytest.mark.parametrize(
    ("not_blame", "answered", "often"),
    [(0, 0, False), (4, 4, False), (5, 5, True), (5, 8, True), (6, 10, False), (7, 11, True), (50, 1_000, False)],
)
def test_a_rule_is_waved_away_often_from_five_and_three_in_five(not_blame: int, answered: int, often: bool) -> None:
    """Five times at least, and more than three in five of all answers."""
    assert is_waved_away_often(not_blame, answered) is often
    assert FALSE_ALARMS == 5


def test_a_threshold_rises_in_steps_and_not_to_certainty() -> None:
    """Each time a quarter of the doubt is left; a rule that is quite sure still speaks."""
    now, steps = DEFAULT, []
    for _ in range(6):
        now = raised(now)
        steps.append(now)
    assert steps == [0.9, 0.975, 0.994, 0.998, 0.999, 0.999]
    assert raised(HIGHEST) == HIGHEST


def test_the_door_keeps_to_the_thresholds() -> None:
    """Nothing below them is shown, and a closer look brings what is between LOWEST and them."""
    text = "Kim broke the build because of human error. We should have checked. Improve monitoring. Be careful!"
    everything = check(text, None, thresholds=Thresholds(LOWEST))
    assert len({item.confidence for item in everything}) > 1
    for base in (LOWEST, DEFAULT, 0.97, HIGHEST):
        shown = check(text, None, thresholds=Thresholds(base))
        assert all(item.confidence >= base and item.sure for item in shown)
        closer = check(text, None, thresholds=Thresholds(base), closer=True)
        assert [item for item in closer if item.sure] == shown
        assert all(LOWEST <= item.confidence < base for item in closer if not item.sure)
        assert len(closer) == len(everything)
    assert check(text, None, thresholds=Thresholds()) == check(text, None)
    sure = check(text, None)[0]
    high = Thresholds(rules={sure.rule: HIGHEST})
    assert (sure.rule in {item.rule for item in check(text, None, thresholds=high)}) is (sure.confidence >= HIGHEST)
