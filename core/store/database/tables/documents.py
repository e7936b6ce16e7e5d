"""The log of each document: updates, snapshots and revisions."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table

from core.store.database.column_types import Instant, Number, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column, row_id_column

doc = Table(
    "doc",
    metadata,
    Column("id", StorableText, primary_key=True),
    postmortem_id_column(key=False),
    Column("kind", StorableText, nullable=False),
    Column("owner", StorableText),
    Column("epoch", Integer, nullable=False),
    Column("last_update_id", Number, nullable=False),
    Index(None, "postmortem_id"),
)

doc_snapshot = Table(
    "doc_snapshot",
    metadata,
    Column("doc_id", StorableText, ForeignKey("doc.id", ondelete="CASCADE"), primary_key=True),
    Column("up_to_id", Number, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
)

doc_update = Table(
    "doc_update",
    metadata,
    row_id_column(),  # never given twice, even when the newest rows were compacted away
    Column("doc_id", StorableText, ForeignKey("doc.id", ondelete="CASCADE"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("visitor_id", StorableText),
    Column("data", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "doc_id", "id"),
    sqlite_autoincrement=True,
)

doc_revision = Table(
    "doc_revision",
    metadata,
    row_id_column(),
    Column("doc_id", StorableText, ForeignKey("doc.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", StorableText, nullable=False),
    Column("by", StorableText),
    Column("state", LargeBinary, nullable=False),
    Index(None, "doc_id", "id"),
    sqlite_autoincrement=True,
)
