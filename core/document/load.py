"""Updates in, a document out, and many updates into one. A document is made from its updates and nothing else."""

from collections.abc import Iterable
from typing import Any, Final

from pycrdt import Doc, get_update, merge_updates

_GROUP: Final = 32


def load(updates: Iterable[bytes]) -> Doc[Any]:
    """A document with these updates applied, in their order. Updates it has already seen change nothing."""
    doc: Doc[Any] = Doc()
    with doc.transaction():
        for update in updates:
            doc.apply_update(update)
    return doc


def merged(updates: Iterable[bytes]) -> bytes:
    """All updates as one. Nothing is dropped, not even an update that waits for one before it."""
    level = list(updates)
    if not level:
        return Doc().get_update()
    # The library's time grows with the square of the count: 8,000 at once take 0.2 s, in small groups 6 ms.
    while len(level) > 1:
        groups = [level[start : start + _GROUP] for start in range(0, len(level), _GROUP)]
        level = [merge_updates(*group) if len(group) > 1 else group[0] for group in groups]
    return level[0]


def is_incomplete(updates: Iterable[bytes]) -> bool:
    """Whether something in these updates waits for an update that is not among them: a row of the log is missing."""
    whole = merged(updates)
    doc = load([whole])
    state = doc.get_state()
    return bool(get_update(doc.get_update(), state) != get_update(whole, state))


def snapshot(updates: Iterable[bytes]) -> bytes:
    """The smallest update that holds everything these hold.

    A document's own ``get_update`` is smallest, but it leaves out what still waits for an update before it (seen:
    pycrdt 0.14), and text that arrives out of order would be lost. So it is taken only when nothing waits.
    """
    whole = merged(updates)
    doc = load([whole])
    small, state = doc.get_update(), doc.get_state()
    return small if get_update(small, state) == get_update(whole, state) else whole
