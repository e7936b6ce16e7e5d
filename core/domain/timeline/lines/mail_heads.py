"""Heads of mails in a text: "From: … / Sent: … / To: … / Subject: …", in the languages of the usual programs.

Shapes in, places of heads out. Not here: mails whose bodies hold no times, which are rows by themselves (``records``).
"""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.timeline.lines.line_shapes import LineShape

_FIELD = re.compile(r"\**(?P<key>[^\W\d_][\w -]{0,14}?) ?\**:\**[ \t]+\S")
_FROM: Final = frozenset({"from", "von", "de", "da", "van", "från", "fra"})
_SENT: Final = frozenset(
    {"sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviado el", "inviato", "data", "verzonden", "skickat"}
)
_OTHERS: Final = frozenset(
    {"to", "cc", "bcc", "subject", "importance", "reply-to", "an", "betreff", "wichtigkeit", "à", "objet", "para"}
    | {"asunto", "assunto", "a", "oggetto", "aan", "onderwerp", "till", "ämne", "til", "emne", "attachments", "anlagen"}
)
_LEAST: Final = 3


def mail_heads(shapes: Sequence[LineShape]) -> list[tuple[int, int]]:
    """Each head as its first line and the one behind its last."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(shapes):
        end = start
        keys = set[str]()
        while end < len(shapes) and (key := _key(shapes[end])):
            keys.add(key)
            end += 1
        if end - start >= _LEAST and keys & _FROM and keys & _SENT:
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _key(shape: LineShape) -> str:
    found = _FIELD.match(shape.body)
    key = found["key"].lower() if found else ""
    return key if key in _FROM or key in _SENT or key in _OTHERS else ""
