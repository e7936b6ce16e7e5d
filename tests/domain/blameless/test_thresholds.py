"""How sure a hint must be: a team's threshold, and the higher one of a rule that it waves away."""

import pytest

from core.domain.blameless import Category, Hint, Thresholds, check
from core.domain.blameless.thresholds import (
    DEFAULT,
    FALSE_ALARMS,
    HIGHEST,
    LOWEST,
    is_waved_away_often,
    raised,
)


def hint(confidence: float, rule: str = "r") -> Hint:
    return Hint(
        start=0, end=1, rule=rule, category=Category.JUDGEMENT, message="m", question="q", confidence=confidence
    )


def test_a_hint_passes_from_its_threshold_on() -> None:
    """The higher of the team's and the rule's own counts."""
    thresholds = Thresholds(0.6, {"r": 0.8, "low": 0.4})
    assert not thresholds.let_pass(hint(0.79))
    assert thresholds.let_pass(hint(0.8))
    assert thresholds.let_pass(hint(0.6, "other"))
    assert not thresholds.let_pass(hint(0.5, "low"))


def test_only_a_low_threshold_asks_for_a_closer_look() -> None:
    """What the engine shows by itself is enough for all others."""
    assert Thresholds(LOWEST).look_closer
    assert not Thresholds().look_closer
    assert not Thresholds(HIGHEST).look_closer


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
    """Nothing is shown below them, all of it with a closer look, and what is shown is what the engine says."""
    text = "Kim broke the build because of human error. We should have checked. Improve monitoring. Be careful!"
    everything = check(text, None, closer=True)
    assert len({item.confidence for item in everything}) > 1
    for base in (LOWEST, DEFAULT, 0.97, HIGHEST):
        shown = check(text, None, thresholds=Thresholds(base))
        assert shown == [item for item in shown if item.confidence >= base]
        assert {item.rule for item in shown} <= {item.rule for item in everything}
    assert check(text, None, thresholds=Thresholds()) == check(text, None)
    assert check(text, None, thresholds=Thresholds(HIGHEST), closer=True) == everything
    sure = check(text, None)[0]
    high = Thresholds(rules={sure.rule: HIGHEST})
    assert (sure.rule in {item.rule for item in check(text, None, thresholds=high)}) is (sure.confidence >= HIGHEST)
