"""Text of calendar files, spelled as RFC 5545 says, so that every reader gets back what people typed.

icalendar takes a backslash before N for a line break (``C:\\Network`` loses its letter) and spells no property whose
name begins with X-. Here is the spelling alone; which properties there are is said in ``ics`` and ``calendar``.
"""

from datetime import UTC, datetime
from typing import Any, Final

from icalendar import vText

from core.export.markdown.inline_text import visible

_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)


def sequence(*changed: datetime | None) -> int:
    """The SEQUENCE of an entry that was changed at these instants: it grows with a change, and with nothing else.

    Minutes since 1970, so that a calendar knows which of two files is the newer one; 0 where no instant is known.
    """
    return int((max((at for at in changed if at is not None), default=_FIRST) - _FIRST).total_seconds()) // 60


class Text(vText):
    """A text property. Line breaks of every kind become the file's own."""

    def to_ical(self) -> bytes:
        return escaped(str(self)).encode()


def escaped(text: str) -> str:
    """Backslash first: it stands in all the others."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def add_text(component: Any, name: str, text: str, **parameters: str) -> None:
    component.add(name, Text(text, params=parameters))


def one_line(text: str) -> str:
    """One line: what people typed can never begin a line of the file."""
    return " ".join(visible(text).split())
