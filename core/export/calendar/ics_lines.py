"""Lines of a calendar file, folded as RFC 5545 asks: at 75 octets, never inside a character.

Folded where icalendar folds. That counts the octets of each letter one by one and looks up the parameters of every
property, which is most of the time that a calendar of thousands of entries takes; so it writes what there is once in a
file, and its entries come from here. Not here: which lines there are.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from core.export.calendar.ics_text import escaped

END: Final = b"\r\n"
_ROOM: Final = 74
"""Octets before a break. The line that follows begins with a space, which counts too."""
_FOLD: Final = b"\r\n "
_ESCAPE: Final = b"\\"


def text_line(name: str, text: str) -> bytes:
    return content_line(name, escaped(text))


def day_line(name: str, day: date) -> bytes:
    return f"{name};VALUE=DATE:{day.isoformat().replace('-', '')}".encode()


def instant_line(name: str, at: datetime) -> bytes:
    """In UTC, which needs no time zone in the file."""
    plain = at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()
    return f"{name}:{plain.replace('-', '').replace(':', '')}Z".encode()


def content_line(name: str, value: str) -> bytes:
    """``value`` as it stands in the file, on one line, whatever its kind."""
    line = f"{name}:{value}".encode()
    return line if len(line) <= _ROOM else _folded(line)


def component(name: str, lines: Iterable[bytes]) -> bytes:
    """With its last line break. An empty line is one that this entry does not have."""
    kind = name.encode()
    return END.join((b"BEGIN:" + kind, *filter(None, lines), b"END:" + kind, b""))


def _folded(line: bytes) -> bytes:
    pieces, begin = [], 0
    while len(line) - begin > _ROOM:
        end = begin + _ROOM
        while line[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        # A reader that unfolds late would take the two signs of an escape for two others.
        written = line[begin:end]
        end -= (len(written) - len(written.rstrip(_ESCAPE))) % 2
        pieces.append(line[begin:end])
        begin = end
    pieces.append(line[begin:])
    return _FOLD.join(pieces)
