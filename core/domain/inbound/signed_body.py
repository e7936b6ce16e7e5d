"""A body as it arrived, and what its sender's signature is checked with. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

TOLERANCE: Final = timedelta(minutes=5)
"""How far a signed time may be from now, either way: clocks differ, and an old body must not be sent again."""
MOST_SIGNATURES: Final = 10
"""Signatures of one body that are looked at: a sender that changes its secret sends two."""


@dataclass(frozen=True)
class SignedBody:
    """``body`` are the bytes as they came. ``headers`` has its names in small letters. ``now`` is aware."""

    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    now: datetime


@dataclass(frozen=True)
class SigningSecret:
    """What a source signs with, as somebody entered it, and the names of its headers where the sender lets one choose.

    ``header`` and ``time_header`` are empty where the sender's own names count.
    """

    secret: str = field(repr=False)
    header: str = ""
    time_header: str = ""


class Scheme(Protocol):
    """One way of signing. ``is_valid`` never raises for anything that a sender wrote."""

    def is_valid(self, signed: SignedBody, secret: SigningSecret) -> bool: ...
