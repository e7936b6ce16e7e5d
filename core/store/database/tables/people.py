"""Visitors, their places in meetings, the ways in, and who wrote, reads or was disconnected."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from core.store.database.column_types import Instant, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column, row_id_column

visitor = Table(
    "visitor",
    metadata,
    Column("id", StorableText, primary_key=True),
    Column("token_hash", StorableText, nullable=False, unique=True),
    Column("name", StorableText, nullable=False),
    Column("color", StorableText, nullable=False),
    Column("workspace_generation", Integer),
    Column("created_at", Instant, nullable=False),
)

# Who somebody is at the provider that they sign in through. ``visitor_id`` is that person here, in every browser.
identity = Table(
    "identity",
    metadata,
    Column("id", StorableText, primary_key=True),
    Column("issuer", StorableText, nullable=False),
    Column("subject", StorableText, nullable=False),
    Column("visitor_id", StorableText, ForeignKey("visitor.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("role", StorableText, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    UniqueConstraint("issuer", "subject"),
)

# A browser that somebody is signed in with; good while the generation is that of the identity, and until ``ends_at``.
sign_in = Table(
    "sign_in",
    metadata,
    Column("token_hash", StorableText, primary_key=True),
    Column("identity_id", StorableText, ForeignKey("identity.id", ondelete="CASCADE"), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Index(None, "identity_id"),
    Index(None, "ends_at"),
)

member = Table(
    "member",
    metadata,
    postmortem_id_column(),
    Column("visitor_id", StorableText, ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True),
    Column("role", StorableText, nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index(None, "visitor_id"),
)

join_code = Table(
    "join_code",
    metadata,
    postmortem_id_column(),
    Column("code", StorableText, nullable=False, unique=True),
    Column("expires_at", Instant),
)

link_generation = Table(
    "link_generation",
    metadata,
    postmortem_id_column(),
    Column("role", StorableText, primary_key=True),
    Column("generation", Integer, nullable=False),
)

wrong_attempt = Table(
    "wrong_attempt",
    metadata,
    row_id_column(),
    Column("key", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "key", "at"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

# Who wrote in a postmortem, and when first and last: the log itself is compacted, and forgets it.
author = Table(
    "author",
    metadata,
    postmortem_id_column(),
    Column("visitor_id", StorableText, primary_key=True),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
)

# Who opened the published link: they may read what is published, and only for as long as that link is good.
reader = Table(
    "reader",
    metadata,
    postmortem_id_column(),
    Column("visitor_id", StorableText, ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "visitor_id"),
)

# Who was disconnected when the meeting finished: that browser may hold unsent edits. ``back_at`` is when everything was
# received, ``words_at`` when edits came that had been typed while disconnected.
absent = Table(
    "absent",
    metadata,
    postmortem_id_column(),
    Column("visitor_id", StorableText, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("back_at", Instant),
    Column("words_at", Instant),
)

# Who may know of a closed postmortem (`named_at`), and who asks to (`asked_at`), with the role of the way they came.
closed_person = Table(
    "closed_person",
    metadata,
    postmortem_id_column(),
    Column("visitor_id", StorableText, ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True),
    Column("role", StorableText, nullable=False),
    Column("asked_at", Instant),
    Column("named_at", Instant),
    Column("named_by", StorableText),
    Index(None, "visitor_id"),
)
