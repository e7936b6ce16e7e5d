"""How fast this machine is at the moment, as the time that a fixed piece of work takes on it.

A bound in seconds says something about the code only on the machine where it was found. A second worker on the same
core doubles even the time of the processor. So such a bound is stretched by how much longer the fixed work takes here
and now than it took there; it is never shorter than it says.
"""

import gc
import re
import time
from collections.abc import Callable

from lxml import etree

USUAL_SECONDS = 0.07
"""Processor time of `fixed_work` where the bounds were set: two cores of a server of 2026, with nothing beside it."""
_SIGNS = re.compile(r"[&<>*_]")


def fixed_work() -> int:
    """Some of everything: objects, dictionaries, patterns, trees of XML. Returns the size of what it made."""
    root = etree.Element("body")
    seen: dict[str, int] = {}
    for number in range(12_000):
        text = _SIGNS.sub(lambda found: f"\\{found[0]}", f"line *{number}* of a <long> document & its _words_")
        for word in text.split():
            seen[word] = seen.get(word, 0) + 1
        part = etree.SubElement(etree.SubElement(root, "p", {"id": str(number)}), "t")
        part.text = text
    return len(etree.tostring(root)) + len(seen)


def seconds_of(work: Callable[[], object]) -> float:
    """Processor time of this process for one run of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def slowness(usual: float = USUAL_SECONDS, work: Callable[[], object] = fixed_work) -> float:
    """How many times as long as usual work takes now, at least 1; the best of three, as other programs come and go."""
    return max(1.0, min(seconds_of(work) for _ in range(3)) / usual)


def times_fixed_work(work: Callable[[], object], rounds: int = 3) -> float:
    """How many times as long as `fixed_work` some work takes: the best of some rounds of both, one after the other.

    The same on a machine that is slower, or that others use as well. Circles of objects are not looked for meanwhile:
    how long that takes depends on everything else that the process holds.
    """
    looked_for = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        times = [(seconds_of(work), seconds_of(fixed_work)) for _ in range(rounds)]
    finally:
        if looked_for:
            gc.enable()
    return min(took for took, _ in times) / min(fixed for _, fixed in times)
