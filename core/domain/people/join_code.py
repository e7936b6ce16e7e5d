"""The spoken join code: eight symbols that survive a phone line and a bad microphone.

The alphabet is the ten digits and the letters without I, L, O and U, 32 symbols and so 40 bits a code.
Case, spaces and dashes are ignored when a code is read, and look-alikes (O and 0, I and 1) mean the same.
Not here: whether a code opens a meeting, and how often somebody may try.
"""

import secrets
import unicodedata
from collections.abc import Callable

from core.errors import BadCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_TWINS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_TYPED_AT_MOST = 64


def new(rng: Callable[[int], int] = secrets.randbelow) -> str:
    return "".join(ALPHABET[rng(len(ALPHABET))] for _ in range(LENGTH))


def normalise(typed: str) -> str:
    """The code that was meant; BadCode if no code can have been meant."""
    symbols = unicodedata.normalize("NFKC", typed[:_TYPED_AT_MOST]).upper()
    code = "".join(s for s in symbols if not _is_separator(s)).translate(_TWINS)
    if len(typed) > _TYPED_AT_MOST or len(code) != LENGTH or any(symbol not in ALPHABET for symbol in code):
        raise BadCode("A join code has eight letters and digits, like K7QM-4XPD. Look at the shared screen once more.")
    return code


def show(code: str) -> str:
    """Two groups of four, which is how people read them aloud."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def _is_separator(symbol: str) -> bool:
    return symbol.isspace() or unicodedata.category(symbol) in ("Pd", "Pc", "Cf") or symbol in ".−"
