"""The clock of each meeting and its events, its quiet minute and its silent vote."""

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
    Index(None, "kind", "status", "postmortem_id"),
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

# The latest silent vote of a meeting: `number` counts them, `result` is the tally in JSON once it is revealed.
vote = Table(
    "vote",
    metadata,
    postmortem_id_column(),
    Column("number", Integer, nullable=False),
    Column("status", StorableText, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("result", StorableText, nullable=False),
)

# Who gave a dot to which action, only while the vote is open: revealing or cancelling it deletes them.
vote_dot = Table(
    "vote_dot",
    metadata,
    postmortem_id_column(),
    Column("visitor_id", StorableText, ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True),
    Column("action_id", StorableText, primary_key=True),
    Index(None, "visitor_id"),
)
