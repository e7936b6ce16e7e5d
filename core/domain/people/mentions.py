"""One person's name in what people wrote, and other words in its place.

A text that is nothing but the name is the name however it is written (an owner “mara okafor”). Inside a sentence a
name of several words is found in capitals and small letters too; a name of one word only as it is spelled, because
“will” and “mark” are words. It is found as whole words, also before “'s”, and with its accents in either form.
"""

import json
import re
import unicodedata
from typing import Any, Final

from core.domain.people.names import clean_name

INSTEAD: Final = "a former colleague"
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff]")
"""Scripts that put no space between words: there is no boundary to ask for."""
_KEPT: Final = frozenset({"id"})  # what other things are tied to


class Mentions:
    """``name``: whose; ``instead``: what stands in its place. Raises BadInput for what is no name."""

    def __init__(self, name: str, instead: str = INSTEAD) -> None:
        self.name = clean_name(name)
        self.instead = clean_name(instead)
        self._key = _key(self.name)
        forms = dict.fromkeys((self.name, unicodedata.normalize("NFD", self.name)))
        parts = [r"\s+".join(re.escape(part) for part in form.split()) for form in forms]
        flags = re.IGNORECASE if len(self.name.split()) > 1 else 0
        either = f"(?:{'|'.join(parts)})"
        bounded = rf"(?<!\w){either}(?![\w\u0300-\u036f])"
        self._found = re.compile(either if _UNSPACED.search(self.name) else bounded, flags)
        self._in_parts = [_Word(word) for word in self.name.split()]
        self._bytes = self.name.encode().lower()

    def is_name(self, text: str) -> bool:
        """Whether the text is nothing but the name."""
        return _key(text) == self._key

    def are_in(self, text: str) -> bool:
        return self.is_name(text) or self._found.search(text) is not None

    def count_in_bytes(self, data: bytes) -> int:
        """How often the name stands there in one piece, Latin letters in capitals or not."""
        return data.lower().count(self._bytes)

    def are_in_json(self, text: str) -> bool:
        """Whether the texts in JSON that spells out all letters hold the name.

        Quick where not all words of the name stand somewhere in it: for looking through thousands.
        """
        if not all(word.is_in(text) for word in self._in_parts):
            return False
        value = json.loads(text)
        return bool(self.replaced_in(value) != value)

    @property
    def plain_words(self) -> tuple[str, ...]:
        """Those words of the name that a database finds in capitals and small letters."""
        return tuple(word for word in self.name.split() if word.isascii())

    def replaced(self, text: str) -> str:
        if self.is_name(text):
            return self.instead
        return self._found.sub(lambda _: self.instead, text)

    def replaced_in(self, value: Any) -> Any:
        """The same in all texts of lists and dictionaries; ids stay."""
        if isinstance(value, str):
            return self.replaced(value)
        if isinstance(value, list):
            return [self.replaced_in(item) for item in value]
        if isinstance(value, dict):
            return {key: item if key in _KEPT else self.replaced_in(item) for key, item in value.items()}
        return value

    def replaced_as_json(self, text: str) -> str:
        """The same in a text that may be JSON: a name in it may be spelled with escapes."""
        if text[:1] not in ("{", "["):
            return self.replaced(text)
        try:
            value = json.loads(text)
        except ValueError:
            return self.replaced(text)
        changed = self.replaced_in(value)
        return text if changed == value else json.dumps(changed, ensure_ascii=False, separators=(",", ":"))


class _Word:
    """A word of a name, as it may be written in JSON: with its accents in either form, capitals or not."""

    def __init__(self, word: str) -> None:
        forms = dict.fromkeys((word, unicodedata.normalize("NFD", word)))
        self._found = re.compile("|".join(re.escape(_in_json(form)) for form in forms), re.IGNORECASE)
        self._key = _in_json(_key(word))

    def is_in(self, text: str) -> bool:
        return self._found.search(text) is not None or self._key in unicodedata.normalize("NFC", text).casefold()


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
