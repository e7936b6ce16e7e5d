"""The dearest hint rule on a hostile text: every rule alone, on noise and on a text made of blame."""

import time

from core.domain.blameless import RuleSet, default_rules
from core.domain.blameless.finding import find
from core.domain.blameless.reading import Reading, read

NOISE = "aaaa!" * 20_000
BLAME = "Kim's fault because of Kim's bad deploy by Kim, " * 2_000


def worst_rule(text: str) -> tuple[str, float]:
    """Which rule needs longest on a text, and how many milliseconds, without what is needed with no rule at all."""
    rules = default_rules()
    reading = read(text, (), rules.lexicon)
    nothing = min(_time(reading, rules.without(rules.ready)) for _ in range(3))
    times = {rule: _time(reading, rules.without(set(rules.ready) - {rule})) for rule in rules.ready}
    worst = max(times, key=lambda rule: times[rule])
    again = min(_time(reading, rules.without(set(rules.ready) - {worst})) for _ in range(5))
    return worst, max(0.0, again - nothing)


def _time(reading: Reading, rules: RuleSet) -> float:
    list(find(reading, None, rules))  # expressions are compiled at their first use
    since = time.perf_counter()
    list(find(reading, None, rules))
    return 1000 * (time.perf_counter() - since)
