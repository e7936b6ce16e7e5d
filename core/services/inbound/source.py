"""What is known about a system that sends to Debrief: its name in the address, how it signs, what its bodies do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.domain.inbound.signed_body import Scheme
from core.services.app import App
from core.store.database.transaction import Transaction
from core.store.inbound.deliveries import Delivery


@dataclass(frozen=True)
class Incoming:
    """A body that may come in, with those of its headers that mean something to its source (small letters)."""

    source: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    received_at: datetime


class Receiver(Protocol):
    """What becomes of the bodies of a source.

    ``store`` runs while the sender waits, so it is quick: it stores the body by ``deliveries.add`` in ``tx`` and
    returns the id of the postmortem that it is about, or None. ``work`` runs soon afterwards in the worker's thread,
    with deliveries that wait, oldest first, and finishes each by ``deliveries.finish``. Both may be called twice with
    the same body, on two servers at once, and neither raises for what is in one.
    """

    def store(self, app: App, tx: Transaction, incoming: Incoming, prepared: object) -> str | None: ...

    def prepare(self, app: App, incoming: Incoming) -> object:
        """What can be done without a transaction, such as reading the body. Given to ``store``. Raises BadInput."""

    def work(self, app: App, waiting: Sequence[Delivery]) -> None: ...


@dataclass(frozen=True)
class Source:
    """``name`` stands in the address, ``label`` on the screen.

    ``headers`` (small letters) are kept beside the body; no other one is stored. ``scheme`` None: it does not sign.
    ``secret_label`` is what people enter as its secret. ``free_headers``: the sender lets people name its headers.
    """

    name: str
    label: str
    receiver: Receiver
    scheme: Scheme | None = None
    headers: frozenset[str] = frozenset()
    secret_label: str = "Signing secret"  # noqa: S105 - what the field is called
    free_headers: bool = False
