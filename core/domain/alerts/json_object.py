"""A body as a JSON object whose fields are asked for by kind: what is missing, or of another kind, is empty.

So a reader never meets a type it does not expect, and fields it does not know are never looked at.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.domain.alerts.instants import read_instant
from core.domain.alerts.texts import LONGEST_TEXT, clean_line, clean_text
from core.errors import BadInput

LARGEST: Final = 1_048_576
"""Bytes of a body."""

_NO_JSON: Final = "This body is no JSON. Let the sender use its webhook as it is, or a template from docs/alerts.md."
_NO_OBJECT: Final = "This body is JSON, but not an object with names. Send it as the tool's webhook sends it."
TOO_LARGE: Final = "This body is larger than 1 MB. Let the sender put fewer alerts into one message."


@dataclass(frozen=True)
class JsonObject:
    """Part of a body. ``now`` decides which instants can be believed."""

    now: datetime
    values: Mapping[str, object] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the field is there with something in it."""
        return self.values.get(name) not in (None, "", [], {})

    def raw(self, name: str) -> str:
        """A text or a whole number as it was sent, for keys; "" for anything else."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

    def line(self, name: str, most: int = LONGEST_TEXT) -> str:
        return clean_line(self.raw(name), most)

    def first(self, *names: str, most: int = LONGEST_TEXT) -> str:
        """The first of these fields that says anything, as a line."""
        return next((line for name in names if (line := self.line(name, most))), "")

    def first_raw(self, *names: str) -> str:
        return next((raw for name in names if (raw := self.raw(name).strip())), "")

    def text(self, name: str, most: int = LONGEST_TEXT) -> str:
        """Line breaks stay."""
        return clean_text(self.raw(name), most)

    def instant(self, name: str) -> datetime | None:
        return read_instant(self.values.get(name), self.now)

    def part(self, name: str) -> "JsonObject":
        value = self.values.get(name)
        return JsonObject(self.now, value if isinstance(value, dict) else {})

    def parts(self, name: str, most: int) -> tuple["JsonObject", ...]:
        """The objects of a list; what is none is left out, and so is what follows after ``most``."""
        return tuple(JsonObject(self.now, item) for item in self._list(name)[:most] if isinstance(item, dict))

    def texts(self, name: str, most: int = 100) -> tuple[str, ...]:
        return tuple(clean_line(item) for item in self._list(name)[:most] if isinstance(item, str))

    def count(self, name: str) -> int:
        """How many entries a list has; a whole number as it is; else 0."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return max(value, 0)
        return len(self._list(name))

    def is_list(self, name: str) -> bool:
        return isinstance(self.values.get(name), list)

    def is_true(self, name: str) -> bool:
        return self.values.get(name) is True

    def _list(self, name: str) -> Sequence[object]:
        value = self.values.get(name)
        return value if isinstance(value, list) else ()


def decoded(body: bytes) -> str:
    """UTF-8, or UTF-16 behind its mark. What is neither is the 8-bit encoding that old scripts of Windows write.

    The signs of JSON are the same in it, so that one umlaut in a host's name costs no alert.
    """
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def read_json_object(body: bytes | str, now: datetime) -> JsonObject:
    """The whole body; BadInput when it is too large, no JSON, or JSON without names."""
    if len(body) > LARGEST:
        raise BadInput(TOO_LARGE)
    try:
        text = body if isinstance(body, str) else decoded(body)
        # Not strict: templates put a line break into a text as it is.
        value = json.loads(text, strict=False, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise BadInput(_NO_JSON) from None
    if not isinstance(value, dict):
        raise BadInput(_NO_OBJECT)
    return JsonObject(now, value)
