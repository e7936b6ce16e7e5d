"""What a new visitor is called and in which colour their cursor shows, before they say otherwise.

Neutral animals, and colours on which white text is easy to read. No other meaning is attached to either.
"""

from collections.abc import Callable

from core.domain.people import guest_names
from core.domain.people.colors import COLORS
from core.domain.people.guest_names import ANIMALS, is_guest_name


def guest_name(pick: Callable[[int], int]) -> str:
    """For example ``Guest Heron``; ``pick(n)`` gives a number below n."""
    return guest_names.guest_name(ANIMALS[pick(len(ANIMALS))])


def distinct_name(name: str, taken: set[str], pick: Callable[[int], int]) -> str:
    """The guest name itself, or one that nobody here has; a name that somebody chose stays as it is.

    A meeting with more guests than animals may see one twice.
    """
    if name not in taken or not is_guest_name(name):
        return name
    free = [item for item in map(guest_names.guest_name, ANIMALS) if item not in taken]
    return free[pick(len(free))] if free else name


def guest_color(pick: Callable[[int], int]) -> str:
    return COLORS[pick(len(COLORS))]
