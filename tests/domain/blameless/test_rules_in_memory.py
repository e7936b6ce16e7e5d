"""The rules and Python's collector: they are kept out of its way, and nothing else is for longer than once."""

import gc

from core.domain.blameless.ruleset import RuleSet


def test_reading_the_rules_again_keeps_nothing_else_alive() -> None:
    """Each application reads them; what was garbage at that moment was never freed, 60 MB a test in the end."""
    RuleSet.built_in()
    kept = gc.get_freeze_count()
    assert kept > 0
    RuleSet.built_in()
    assert gc.get_freeze_count() <= kept
