"""Mail addresses as people type them: one plain address, and nothing that could become a header of its own."""

import re
from typing import Final

from core.errors import BadInput

LONGEST: Final = 254
_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_SENTENCE: Final = "This is no mail address. Type one such as ada@example.org, without a name beside it."


def checked(text: str) -> str:
    """The address, its host in lower case and in ASCII; BadInput for anything else."""
    address = text.strip()
    if len(address) > LONGEST or any(ord(sign) <= 32 or ord(sign) == 127 for sign in address):
        raise BadInput(_SENTENCE)
    local, _, host = address.rpartition("@")
    try:
        host = host.encode("idna").decode().lower()
    except UnicodeError:
        raise BadInput(_SENTENCE) from None
    labels = host.split(".")
    if not _LOCAL.fullmatch(local) or len(local) > 64 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        raise BadInput(_SENTENCE)
    return f"{local}@{host}"


def masked(address: str) -> str:
    """``a…@example.org``: enough to know one's own, too little to write to."""
    local, _, host = address.rpartition("@")
    return f"{local[:1]}…@{host}"
