"""Places between places: the string keys that order the rows of a list.

A rank is a fraction written in base 62 without its leading point, so there is always room between two of
them and no row ever has to be renumbered while somebody else moves another one. The browser has the same
algorithm in TypeScript; both are held to the same examples. Ranks compare by code point, ties by row id.
"""

from core.errors import BadInput

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PLACE = {symbol: place for place, symbol in enumerate(ALPHABET)}
_BASE = len(ALPHABET)


def is_rank(text: str) -> bool:
    """Whether this can stand as a rank: only symbols of the alphabet, and no trailing zero."""
    return bool(text) and not text.endswith("0") and all(symbol in _PLACE for symbol in text)


def rank_between(a: str | None, b: str | None) -> str:
    """A rank after ``a`` and before ``b``; None stands for the beginning and the end.

    Appending walks one symbol at a time instead of halving, so that a list that is typed from top to
    bottom keeps its keys short.
    """
    for given in (a, b):
        if given is not None and not is_rank(given):
            raise BadInput(f"“{given[:20]}” is no place in a list.")
    if a is not None and b is not None and a >= b:
        raise BadInput("The first place has to stand before the second one.")
    if b is None:
        return _after(a or "")
    return _middle(a or "", b)


def ranks_between(count: int) -> tuple[str, ...]:
    """Ranks for a new list of ``count`` rows, in order."""
    ranks: list[str] = []
    last: str | None = None
    for _ in range(count):
        last = rank_between(last, None)
        ranks.append(last)
    return tuple(ranks)


def _after(a: str) -> str:
    """The next rank at the open end: raise the first symbol that can be raised, drop the rest."""
    for index, symbol in enumerate(a):
        place = _PLACE[symbol]
        if place < _BASE - 1:
            return a[:index] + ALPHABET[place + 1]
    return a + ALPHABET[_BASE // 2] if not a else a + ALPHABET[1]


def _middle(a: str, b: str) -> str:
    """The shortest rank strictly between two fractions, ``a`` padded with zeros."""
    prefix = []
    index = 0
    while True:
        low = _PLACE[a[index]] if index < len(a) else 0
        high = _PLACE[b[index]] if index < len(b) else 0
        if low == high:
            prefix.append(ALPHABET[low])
            index += 1
            continue
        if high - low > 1:
            return "".join(prefix) + ALPHABET[(low + high) // 2]
        # Neighbours: stay on the lower symbol and go past what is left of ``a``.
        return "".join(prefix) + ALPHABET[low] + _after(a[index + 1 :])
