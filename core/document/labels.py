"""Services and tags of a document: adding them, and putting one name in the place of others.

They are maps from a name to true among the facts, so that two people who add the same name have one. Each change
touches only the names that it is about: people may be adding others at the same moment.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from pycrdt import Doc, Map

from core.document.edit import Change
from core.document.schema import FACTS, SETS
from core.document.seed import storable
from core.domain.labels import as_label
from core.domain.template.values import key_of

LABELS: Final = tuple(key_of(field) for field in SETS)
"""The keys of services and tags."""


def add_labels(key: str, names: Collection[str]) -> Change:
    return change_labels(key, (), names)


def change_labels(key: str, without: Collection[str], names: Collection[str]) -> Change:
    """Take names away, where they are, and add others. What is as wanted already is not touched."""

    def change(doc: Doc[Any]) -> None:
        entries = _entries(doc, key, make=bool(names))
        if entries is None:
            return
        wanted = {storable(name) for name in names}
        for name in {storable(name) for name in without} - wanted:
            if name in entries:
                del entries[name]
        for name in sorted(wanted):
            if entries.get(name) is not True:
                entries[name] = True

    return change


@dataclass
class LabelRenaming:
    """A change that puts ``new`` in the place of names that read as one of ``old``, and notes what it did.

    A document that has none of them is not changed. After the change ``taken`` are the names that it took away, and
    ``added`` says whether ``new`` was not there before.
    """

    key: str
    old: frozenset[str]
    new: str
    taken: tuple[str, ...] = field(default=(), init=False)
    added: bool = field(default=False, init=False)

    def __call__(self, doc: Doc[Any]) -> None:
        there = labels_in(doc, self.key)
        self.taken = tuple(sorted(name for name in there if as_label(name) in self.old and name != self.new))
        self.added = bool(self.taken) and self.new not in there
        if self.taken:
            change_labels(self.key, self.taken, (self.new,))(doc)


def undo_renaming(key: str, taken: Collection[str], new: str, *, added: bool) -> Change:
    """The names are there again; where somebody took ``new`` away meanwhile, nothing is changed."""

    def change(doc: Doc[Any]) -> None:
        if new in labels_in(doc, key):
            change_labels(key, (new,) if added else (), taken)(doc)

    return change


def labels_in(doc: Doc[Any], key: str) -> frozenset[str]:
    """The names as they are written."""
    entries = _entries(doc, key, make=False)
    return frozenset() if entries is None else frozenset(name for name, there in entries.items() if there is True)


def _entries(doc: Doc[Any], key: str, *, make: bool) -> Map[Any] | None:
    """The map; a document from elsewhere may lack it."""
    facts = doc.get(FACTS, type=Map)
    found = facts.get(key)
    if isinstance(found, Map):
        return found
    if not make:
        return None
    facts[key] = Map({})
    made = facts[key]
    return made if isinstance(made, Map) else None
