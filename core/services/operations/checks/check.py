"""The result of one check."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """``warn``: it works, and somebody should look at it. ``fail``: something does not work, or will be lost."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Check:
    """``sentence`` says how it is and, where it is not well, what to do. No secret is in it."""

    name: str
    level: Level
    sentence: str


def ok(name: str, sentence: str) -> Check:
    return Check(name, Level.OK, sentence)


def warn(name: str, sentence: str) -> Check:
    return Check(name, Level.WARN, sentence)


def fail(name: str, sentence: str) -> Check:
    return Check(name, Level.FAIL, sentence)
