"""How long something takes beside a fixed piece of work on the same machine, in the same minute.

A bound in seconds says something about the code only on the machine where it was found. A second worker on the same
core doubles even the time of the processor. Beside work of the same kind both take longer, and the ratio stays.
"""

import re
from collections.abc import Callable

from lxml import etree

from tests.support.timing import cpu_seconds

ROUNDS = 5

_SIGNS = re.compile(r"[&<>*_]")


def fixed_work() -> int:
    """Some of everything: objects, dictionaries, patterns, trees of XML. Returns the size of what it made.

    0.07 s of the processor on a server of 2026 with nothing beside it.
    """
    root = etree.Element("body")
    seen: dict[str, int] = {}
    for number in range(12_000):
        text = _SIGNS.sub(lambda found: f"\\{found[0]}", f"line *{number}* of a <long> document & its _words_")
        for word in text.split():
            seen[word] = seen.get(word, 0) + 1
        part = etree.SubElement(etree.SubElement(root, "p", {"id": str(number)}), "t")
        part.text = text
    return len(etree.tostring(root)) + len(seen)


def assert_beside_fixed_work(below: float, work: Callable[[], object]) -> None:
    """Some work takes fewer than ``below`` times as long as the fixed work.

    Of rounds of both in turn the best of each count, until that holds: what is slow by itself is slow in all of them.
    """
    took: list[float] = []
    fixed: list[float] = []
    while len(took) < ROUNDS:
        took.append(cpu_seconds(work, tries=1))
        fixed.append(cpu_seconds(fixed_work, tries=1))
        if min(took) < below * min(fixed):
            return
    raise AssertionError(f"it takes {min(took) / min(fixed):.1f} times as long as the fixed work, not {below}")
