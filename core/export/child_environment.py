"""The environment of the processes that documents are made in: what Python, its libraries and fonts are found by.

The database's address and every secret stay out, because none of them is needed there.
"""

import os
from typing import Final

_PASSED_ON: Final = (
    *("HOME", "PATH", "PYTHONHOME", "PYTHONPATH", "SYSTEMROOT", "LOCALAPPDATA", "XDG_DATA_HOME"),
    *("LANG", "LC_ALL", "TZ"),
)


def child_environment(**more: str) -> dict[str, str]:
    """The variables of this process that a child gets; ``more`` are added or replace them."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | more
