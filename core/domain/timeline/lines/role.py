"""The parts that a line can play in its text."""

from enum import Enum, auto


class Role(Enum):
    TEXT = auto()
    """No moment that counts."""
    DAY = auto()
    """A day for what follows."""
    FRONT = auto()
    """The moment, then the words."""
    ALONE = auto()
    """The moment; the words follow on other lines."""
    NAME = auto()
    """The name alone; the moment stands on the next line."""
    HEADER = auto()
    """Name, then moment: the head of a chat message."""
    NAME_FRONT = auto()
    """Moment, then name: the head of a chat message."""
    FOOTER = auto()
    """The moment; the words stood above."""
    LABEL = auto()
    """A few words, then the moment."""
    MIDDLE = auto()
    """The moment of a machine in the middle of a line."""
    WHOLE = auto()
    """The moment is part of the words: JSON, logfmt."""
    BROKEN = auto()
    """Written like a moment, and no calendar or clock has it."""
