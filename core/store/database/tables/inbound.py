"""What other systems send: their signing secrets, the bodies, which postmortem a group of alerts is in, what was told.

No column refers to a postmortem by a foreign key: its id is chosen when a body is stored, and the postmortem is made a
moment later. What belongs to one that was deleted is forgotten by age.
"""

from sqlalchemy import Column, Index, LargeBinary, Table

from core.store.database.column_types import Instant, StorableText
from core.store.database.tables.columns import metadata, row_id_column

# How a source signs. The secret stands in clear text, because every body is checked with it.
inbound_source = Table(
    "inbound_source",
    metadata,
    Column("source", StorableText, primary_key=True),
    Column("secret", StorableText, nullable=False),
    Column("header", StorableText, nullable=False),
    Column("time_header", StorableText, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# One body. `body` is taken away after a while; `group_key` is a digest, as an index cannot hold any length.
inbound_delivery = Table(
    "inbound_delivery",
    metadata,
    row_id_column(),
    Column("source", StorableText, nullable=False),
    Column("body", LargeBinary),
    Column("headers", StorableText, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("status", StorableText, nullable=False),
    Column("group_key", StorableText, nullable=False),
    Column("postmortem_id", StorableText),
    Column("title", StorableText, nullable=False),
    Column("note", StorableText, nullable=False),
    Column("done_at", Instant),
    Index(None, "status", "id"),
    Index(None, "postmortem_id", "status"),
    Index(None, "source", "group_key"),
    Index(None, "received_at"),
    sqlite_autoincrement=True,
)

# Which postmortem the alerts of a group belong to now, and since when it is over.
inbound_group = Table(
    "inbound_group",
    metadata,
    Column("source", StorableText, primary_key=True),
    Column("group_key", StorableText, primary_key=True),
    Column("postmortem_id", StorableText, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index(None, "postmortem_id"),
    Index(None, "last_at"),
)

# Postmortems that alerts opened. `severity` is what the sender's words propose; a person takes it or does not.
inbound_opening = Table(
    "inbound_opening",
    metadata,
    Column("postmortem_id", StorableText, primary_key=True),
    Column("source", StorableText, nullable=False),
    Column("group_key", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Column("severity", StorableText),
    Column("severity_answer", StorableText, nullable=False),
    Column("ask", StorableText, nullable=False),
    Index(None, "at"),
)

# Lines that were told before, by a digest of their key: a repeat changes nothing.
inbound_row = Table(
    "inbound_row",
    metadata,
    Column("source", StorableText, primary_key=True),
    Column("row_key", StorableText, primary_key=True),
    Column("postmortem_id", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
    Index(None, "postmortem_id"),
)
