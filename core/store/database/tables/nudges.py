"""What people outside are told of: which events were, what waits for an hour that suits, and mail to owners."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from core.store.database.column_types import Instant, Number, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column, row_id_column

# Each event is told of once for its subject and date. ``item`` is an action, an earlier postmortem, or empty;
# ``day`` is an ISO day or instant. ``channel`` is empty for webhooks, else who was told.
told = Table(
    "told",
    metadata,
    Column("event", StorableText, primary_key=True),
    Column("channel", StorableText, primary_key=True),
    postmortem_id_column(),
    Column("item", StorableText, primary_key=True),
    Column("day", StorableText, primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "postmortem_id"),
)

# An owner's address: one for a name, whatever its case and spaces. ``code`` signs the links in mails to it.
mail_recipient = Table(
    "mail_recipient",
    metadata,
    row_id_column(),
    Column("name", StorableText, nullable=False),
    Column("name_key", StorableText, nullable=False, unique=True),
    Column("address", StorableText, nullable=False),
    Column("events", StorableText, nullable=False),
    Column("daily", Boolean, nullable=False),
    Column("code", StorableText, nullable=False),
    Column("state", StorableText, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

mail_delivery = Table(
    "mail_delivery",
    metadata,
    row_id_column(),
    Column("recipient_id", Number, ForeignKey("mail_recipient.id", ondelete="CASCADE"), nullable=False),
    Column("event", StorableText, nullable=False),
    Column("body", StorableText, nullable=False),
    Column("status", StorableText, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant),
    Column("answer", StorableText, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index(None, "status", "next_at"),
    Index(None, "recipient_id", "id"),
    sqlite_autoincrement=True,
)

# For a webhook or for a recipient of mail. ``content`` names postmortems and actions; their texts are read when it
# is told.
held_notice = Table(
    "held_notice",
    metadata,
    row_id_column(),
    Column("webhook_id", Number, ForeignKey("webhook.id", ondelete="CASCADE")),
    Column("recipient_id", Number, ForeignKey("mail_recipient.id", ondelete="CASCADE")),
    Column("event", StorableText, nullable=False),
    Column("content", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "webhook_id"),
    Index(None, "recipient_id"),
    sqlite_autoincrement=True,
)
