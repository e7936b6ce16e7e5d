"""What issue trackers said about the issues that action items lead to."""

from sqlalchemy import Column, Table

from core.store.database.column_types import Instant, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column

# The latest word about the issue of an action. A person answers it; nothing happens by itself.
issue_answer = Table(
    "issue_answer",
    metadata,
    postmortem_id_column(),
    Column("action_id", StorableText, primary_key=True),
    Column("outcome", StorableText, nullable=False),
    Column("issue", StorableText, nullable=False),
    Column("address", StorableText, nullable=False),
    Column("title", StorableText, nullable=False),
    Column("reason", StorableText, nullable=False),
    Column("said_by", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Column("source", StorableText, nullable=False),
    Column("answered_at", Instant),
    Column("answered_by", StorableText),
)
