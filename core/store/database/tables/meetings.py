"""The clock of each meeting and its events, and its quiet minute."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

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

# The latest quiet minute of a meeting, as JSON.
quiet_minute = Table(
    "quiet_minute",
    metadata,
    postmortem_id_column(),
    Column("state", StorableText, nullable=False),
)

# What people wrote in it, only while it is open: revealing it moves them into the document.
quiet_draft = Table(
    "quiet_draft",
    metadata,
    postmortem_id_column(),
    Column("visitor_id", StorableText, ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True),
    Column("id", StorableText, primary_key=True),
    Column("field", StorableText, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index(None, "visitor_id"),
)
