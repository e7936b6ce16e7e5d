"""For whom a transaction reads: which closed postmortems exist for it. `core.store.closed` makes a condition of it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Audience:
    """One visitor; nobody in particular, for whom nothing closed exists; or with ``everything`` all there is."""

    visitor_id: str | None = None
    everything: bool = False


EVERYBODY: Final = Audience()
"""What anybody may be told: no closed postmortem. It is what a transaction begins with."""

UNRESTRICTED: Final = Audience(everything=True)
"""The operator, and the server's own work for somebody who was let in before."""
