"""Appending to one document, as a room does it for many."""

from collections.abc import Sequence

from core.services.app import App
from core.services.documents import document_store
from core.store.document_updates import NewUpdate


def append(app: App, pm_id: str, batch: Sequence[NewUpdate]) -> list[int]:
    """The ids of the updates. Raises what the room would be told."""
    (stored,) = document_store.append_all(app, [(pm_id, batch)])
    if isinstance(stored, Exception):
        raise stored
    return stored.ids
