"""Updates in, a document out, and many updates into one. A document is made from its updates and nothing else."""

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, merge_updates


def load(updates: Iterable[bytes]) -> Doc[Any]:
    """A document with these updates applied, in their order. Updates it has already seen change nothing."""
    doc: Doc[Any] = Doc()
    with doc.transaction():
        for update in updates:
            doc.apply_update(update)
    return doc


def merged(updates: Iterable[bytes]) -> bytes:
    """All updates as one. Nothing is dropped.

    A document's own ``get_update`` leaves out what still waits for an update before it (seen: pycrdt 0.14), so a
    snapshot made that way would lose text that arrives out of order. Merging keeps it.
    """
    listed = list(updates)
    if not listed:
        return Doc().get_update()
    return listed[0] if len(listed) == 1 else merge_updates(*listed)
