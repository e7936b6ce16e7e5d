"""How much other systems may send and what it may make here. The rates of the route are in ``core.live.limits``."""

from datetime import timedelta
from typing import Final

LARGEST: Final = 1_048_576
"""Bytes of a body."""

OPENED_AN_HOUR: Final = 30
"""Postmortems that alerts may open by themselves in an hour. A storm of alerts is one incident; the rest is held."""
OPENED_BY_A_GROUP: Final = 3
"""Of those, one group's: an alert that comes and goes all the time goes on in the postmortem that is there."""
MOST_ROWS: Final = 500
"""Lines that alerts may add to one postmortem. A list holds 5,000; people need room too."""

KEPT: Final = timedelta(days=7)
"""How long a body is kept after it came, for whoever looks into what a tool sent."""
MOST_KEPT: Final = 5_000
MOST_BYTES: Final = 128 * 1024 * 1024
"""Of all bodies that are kept. The oldest go first."""
REMEMBERED: Final = timedelta(days=90)
"""How long it is known which lines were told: a group that is silent for so long begins anew."""
