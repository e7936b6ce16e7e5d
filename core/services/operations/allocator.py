"""How the C library of this process hands out memory. For glibc; elsewhere nothing is changed.

glibc gives threads arenas of their own, eight for each core, and what one frees is not used by another. A server of
Python has two dozen threads of which one runs at a time: arenas save them no waiting, and hold a quarter more than what
is in use, which grows for days. Figures: ``docs/decisions/server-costs.md``.
"""

import ctypes
import os
from typing import Any, Final

_ARENA_MAX: Final = -8
"""``M_ARENA_MAX`` of glibc's <malloc.h>."""
SET_BY_OPERATOR: Final = ("MALLOC_ARENA_MAX", "GLIBC_TUNABLES")
"""Whoever runs the server has decided, with one of these variables."""


def use_one_arena() -> bool:
    """For the threads that are started from now on, beside the arenas that are there. Returns whether it is done."""
    if any(name in os.environ for name in SET_BY_OPERATOR):
        return False
    try:
        library: Any = ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows has no library of the whole process
        return False
    mallopt = getattr(library, "mallopt", None)
    return mallopt is not None and bool(mallopt(_ARENA_MAX, 1))
