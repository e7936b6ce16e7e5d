"""Column types that behave the same on both databases.

`Instant` keeps moments as UTC, `Words` keeps whatever a person typed without ever failing on it.
Nothing else about columns lives here.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

# SQLite gives numbers by itself only to a column that is declared as INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def storable(text: str) -> str:
    """Text as both databases can hold it: PostgreSQL has no NUL, and half a surrogate pair is not UTF-8."""
    if "\x00" in text:
        text = text.replace("\x00", _REPLACEMENT)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join(_REPLACEMENT if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return text


class Instant(TypeDecorator[datetime]):
    """An aware moment. SQLite keeps it as ISO text of fixed width, so that comparing text compares time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Text() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC) if isinstance(moment, datetime) else None


class StorableText(TypeDecorator[str]):
    """Text that people typed. What a database cannot hold becomes U+FFFD instead of an error."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)
