"""What a new visitor is called and in which colour their cursor shows, before they say otherwise.

Neutral animals, and colours on which white text is easy to read (WCAG AA). No other meaning is attached to either.
"""

from collections.abc import Callable
from typing import Final

_NAMES: Final = """
    Albatross Alpaca Avocet Badger Barnacle Beaver Bison Bittern Bluebird Capybara Chaffinch Chamois Cormorant Crane
    Curlew Dolphin Dormouse Dunlin Eider Falcon Finch Firefly Flamingo Gannet Gazelle Gecko Grebe Hare Hedgehog Heron
    Hoopoe Ibex Ibis Kestrel Kingfisher Kiwi Lapwing Lark Lemur Linnet Llama Lynx Marten Moorhen Narwhal Newt
    Nightingale Nuthatch Ocelot Oriole Osprey Otter Panda Pelican Petrel Pika Plover Puffin Quail Redstart Robin
    Sandpiper Seal Siskin Starling Stork Swallow Swift Tapir Tern Toucan Wagtail Wombat Wren
"""
ANIMALS: Final[tuple[str, ...]] = tuple(_NAMES.split())

COLORS: Final[tuple[str, ...]] = (
    "#b3261e",
    "#ad1457",
    "#7b1fa2",
    "#4527a0",
    "#283593",
    "#1565c0",
    "#00697a",
    "#00695c",
    "#2e6b32",
    "#7a5b00",
    "#a8420a",
    "#5d4037",
)


def guest_name(pick: Callable[[int], int]) -> str:
    """For example ``Guest Heron``; ``pick(n)`` gives a number below n."""
    return f"Guest {ANIMALS[pick(len(ANIMALS))]}"


def distinct(name: str, taken: set[str], pick: Callable[[int], int]) -> str:
    """The guest name itself, or one that nobody here has; a name that somebody chose stays as it is.

    A meeting with more guests than animals may see one twice.
    """
    if name not in taken or name.removeprefix("Guest ") not in ANIMALS:
        return name
    free = [animal for animal in ANIMALS if f"Guest {animal}" not in taken]
    return f"Guest {free[pick(len(free))]}" if free else name


def guest_color(pick: Callable[[int], int]) -> str:
    return COLORS[pick(len(COLORS))]
