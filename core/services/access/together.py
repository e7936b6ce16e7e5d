"""Several who come in share a transaction, and with it one flush to the disk. Each all, or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from core.errors import StorageTrouble
from core.services.app import App
from core.store.database.transaction import Transaction

T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One way in. ``write`` is its share of a transaction; ``settle`` gets what that gave once it is stored.

    What ``write`` raises undoes the whole transaction, and each is then done by itself. An error that it returns,
    having written nothing, or what is to stay written, is refused without that.
    """

    write: Callable[[Transaction], Any]
    settle: Callable[[Any], T]


def entered(app: App, entry: Entry[T]) -> T:
    """One alone. Raises what it raises."""
    with app.db.write() as tx:
        given = entry.write(tx)
    return entry.settle(given)


def entered_together(app: App, entries: Sequence[Entry[Any]]) -> list[Any]:
    """For each what it gives, or the exception that it raises. Raises StorageTrouble: nothing of it is stored."""
    try:
        with app.db.write() as tx:
            given = [entry.write(tx) for entry in entries]
    except StorageTrouble:
        raise
    except Exception as error:
        # One of them cannot come in: each by itself, so that the others do not learn of it.
        return [error] if len(entries) == 1 else [entered_together(app, [entry])[0] for entry in entries]
    return [_settled(entry, share) for entry, share in zip(entries, given, strict=True)]


def _settled(entry: Entry[Any], share: Any) -> Any:
    try:
        return entry.settle(share)
    except Exception as error:  # it is stored, and so is what the others wrote
        return error
