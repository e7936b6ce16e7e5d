"""The clock of each meeting and its events."""

from sqlalchemy import Column, Index, Integer, Table

from core.store.database.column_types import Instant, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column, row_id_column

meeting = Table(
    "meeting",
    metadata,
    postmortem_id_column(),
    Column("kind", StorableText, primary_key=True),
    Column("status", StorableText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", StorableText, nullable=False),
)

meeting_event = Table(
    "meeting_event",
    metadata,
    row_id_column(),
    postmortem_id_column(key=False),
    Column("kind", StorableText, nullable=False),
    Column("name", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", StorableText),
    Column("data", StorableText, nullable=False),
    Index(None, "postmortem_id", "id"),
    sqlite_autoincrement=True,
)
