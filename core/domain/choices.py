"""A stored or typed text as one of the choices of an enum, or None: databases and files may hold anything."""

from enum import StrEnum
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


def choice_named(choices: type[E], value: str | None) -> E | None:
    try:
        return None if value is None else choices(value)
    except ValueError:
        return None
