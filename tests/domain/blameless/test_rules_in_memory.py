"""The rules and Python's collector: they are kept out of its way, and nothing else is for longer than once."""

import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from core.domain.blameless import ruleset
from core.domain.blameless.ruleset import RuleSet, default_rules


def test_reading_the_rules_again_keeps_nothing_else_alive() -> None:
    """Each application reads them; what was garbage at that moment was never freed, 60 MB a test in the end."""
    RuleSet.built_in()
    kept = gc.get_freeze_count()
    assert kept > 0
    RuleSet.built_in()
    assert gc.get_freeze_count() <= kept


def test_those_who_ask_at_once_wait_for_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the start a first page asks while the warm-up reads: a second copy would be kept as long, 45 MB."""
    readings = []

    def slowly() -> RuleSet:
        readings.append(threading.get_ident())
        time.sleep(0.05)
        return made

    made = default_rules()
    monkeypatch.setattr(RuleSet, "built_in", slowly)
    monkeypatch.setattr(ruleset, "_read_once", cache(ruleset._read_once.__wrapped__))
    with ThreadPoolExecutor(4) as threads:
        given = list(threads.map(lambda _: default_rules(), range(4)))
    assert given == [made] * 4
    assert len(readings) == 1
