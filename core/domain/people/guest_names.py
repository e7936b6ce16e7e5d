"""The names that new visitors get until they say their own, and what stands in their place in what is kept.

“Guest Heron” tells people apart in a room. In a record it says nothing and reads like a joke, so an export, a note or
a message says “a guest” instead; whoever wants to be named gives a name.
"""

from collections.abc import Iterable
from typing import Final

_NAMES: Final = """
    Albatross Alpaca Avocet Badger Barnacle Beaver Bison Bittern Bluebird Capybara Chaffinch Chamois Cormorant Crane
    Curlew Dolphin Dormouse Dunlin Eider Falcon Finch Firefly Flamingo Gannet Gazelle Gecko Grebe Hare Hedgehog Heron
    Hoopoe Ibex Ibis Kestrel Kingfisher Kiwi Lapwing Lark Lemur Linnet Llama Lynx Marten Moorhen Narwhal Newt
    Nightingale Nuthatch Ocelot Oriole Osprey Otter Panda Pelican Petrel Pika Plover Puffin Quail Redstart Robin
    Sandpiper Seal Siskin Starling Stork Swallow Swift Tapir Tern Toucan Wagtail Wombat Wren
"""
ANIMALS: Final[tuple[str, ...]] = tuple(_NAMES.split())
A_GUEST: Final = "a guest"

_PREFIX: Final = "Guest "
_KNOWN: Final = frozenset(ANIMALS)


def guest_name(animal: str) -> str:
    return f"{_PREFIX}{animal}"


def is_guest_name(name: str) -> bool:
    """Whether Debrief made this name up, so that nobody has said their own yet."""
    return name.startswith(_PREFIX) and name.removeprefix(_PREFIX) in _KNOWN


def recorded_name(name: str) -> str:
    """What an export or a message calls this person."""
    return A_GUEST if is_guest_name(name) else name


def who_took_part(names: Iterable[str]) -> tuple[str, ...]:
    """The names that people gave, each once, in their order, and how many guests there were besides.

    Somebody who came with a laptop and a phone is one name to those who read; nobody can tell two of one name apart.
    """
    given = list(names)
    once: dict[str, str] = {}
    for name in given:
        if not is_guest_name(name):
            once.setdefault(name.casefold(), name)
    named = list(once.values())
    guests = sum(is_guest_name(name) for name in given)
    if guests:
        named.append(A_GUEST if guests == 1 else f"{guests} guests")
    return tuple(named)
