"""What belongs to the whole workspace: settings, hint rules, secret links, webhooks and their deliveries."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, false, true

from core.store.database.column_types import Instant, Number, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column, row_id_column

setting = Table(
    "setting",
    metadata,
    Column("key", StorableText, primary_key=True),
    Column("value", StorableText, nullable=False),
)

dismissal = Table(
    "dismissal",
    metadata,
    postmortem_id_column(),
    Column("field", StorableText, primary_key=True),
    Column("phrase_hash", StorableText, primary_key=True),  # a phrase may be longer than an index entry can be
    Column("phrase", StorableText, nullable=False),
    Column("reason", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Column("rule", StorableText, nullable=False, server_default=""),
)

# Per rule and for the whole workspace: no postmortem and no person stands beside a number.
hint_rule = Table(
    "hint_rule",
    metadata,
    Column("rule", StorableText, primary_key=True),
    Column("accepted", Integer, nullable=False),
    Column("dismissed", Integer, nullable=False),
    Column("not_helpful", Integer, nullable=False),
    Column("silent", StorableText, nullable=False),
    Column("since", Instant),
    # Counted since the threshold was last changed; the threshold is the rule's own, where it has one.
    Column("not_blame", Integer, nullable=False, server_default="0"),
    Column("answered", Integer, nullable=False, server_default="0"),
    Column("threshold", Float),
)

# A secret address is signed over its generation: renewing it is counting on. The secret itself is stored nowhere.
secret_link = Table(
    "secret_link",
    metadata,
    Column("purpose", StorableText, primary_key=True),
    Column("subject", StorableText, primary_key=True),
    Column("generation", Integer, nullable=False),
)

webhook = Table(
    "webhook",
    metadata,
    row_id_column(),
    Column("url", StorableText, nullable=False),
    Column("shape", StorableText, nullable=False),
    Column("secret", StorableText, nullable=False),
    Column("events", StorableText, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    # 22:00 and 07:00 on the team's clocks, or empty; on which days it may be sent, and whether once a day only.
    Column("quiet_from", StorableText, nullable=False, server_default=""),
    Column("quiet_until", StorableText, nullable=False, server_default=""),
    Column("weekends", Boolean, nullable=False, server_default=true()),
    Column("daily", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    row_id_column(),
    Column("webhook_id", Number, ForeignKey("webhook.id", ondelete="CASCADE"), nullable=False),
    Column("event", StorableText, nullable=False),
    Column("body", StorableText, nullable=False),
    Column("status", StorableText, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant),
    Column("answer", StorableText, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index(None, "status", "next_at"),
    Index(None, "webhook_id", "id"),
    sqlite_autoincrement=True,
)

# Who did what, without any words of a meeting. `postmortem_id` is no reference: the line outlives what was deleted.
audit = Table(
    "audit",
    metadata,
    row_id_column(),
    Column("at", Instant, nullable=False),
    Column("event", StorableText, nullable=False),
    Column("postmortem_id", StorableText),
    Column("visitor_id", StorableText),
    Column("name", StorableText, nullable=False),
    Column("detail", StorableText, nullable=False),
    Column("closed", Boolean, nullable=False, server_default=false()),  # of a closed postmortem, deleted or not
    Index(None, "at"),
    sqlite_autoincrement=True,
)
