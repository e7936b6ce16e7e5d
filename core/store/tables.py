"""The tables as they are now. How a database gets there is written in `migrations`; a test holds both together.

What is typed together lives in `doc_update` and is the truth; `record` and its columns on `postmortem` are
made from it and can be made again. The index behind the search is not here: `search` says why.
Every text is `Words`, ids too: an id out of an address may be anything, and has to find nothing instead of failing.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, MetaData, Table

from core.store.types import Instant, Number, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_postmortem(*, key: bool = True) -> Column[str]:
    """Everything that belongs to a postmortem goes when it is purged."""
    return Column(
        "postmortem_id", Words, ForeignKey("postmortem.id", ondelete="CASCADE"), primary_key=key, nullable=False
    )


def _counted() -> Column[int]:
    return Column("id", Number, primary_key=True, autoincrement=True)


visitor = Table(
    "visitor",
    metadata,
    Column("id", Words, primary_key=True),
    Column("token_hash", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("color", Words, nullable=False),
    Column("workspace_generation", Integer),
    Column("created_at", Instant, nullable=False),
)

postmortem = Table(
    "postmortem",
    metadata,
    Column("id", Words, primary_key=True),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Words),
    Column("example", Boolean, nullable=False),
    Column("trashed_at", Instant),
    # From here on the columns are projected from the document.
    Column("title", Words, nullable=False),
    Column("severity", Words),
    Column("zone", Words, nullable=False),
    Column("meeting_at", Instant),
    Column("started_at", Instant),
    Column("detected_at", Instant),
    Column("resolved_at", Instant),
    Column("filled", Integer, nullable=False),
    Column("needed", Integer, nullable=False),
    Index(None, "created_at"),
)

record = Table(
    "record",
    metadata,
    _of_postmortem(),
    Column("last_update_id", Number, nullable=False),
    Column("postmortem_json", Words, nullable=False),
    Column("at", Instant, nullable=False),
)

record_action = Table(
    "record_action",
    metadata,
    _of_postmortem(),
    Column("id", Words, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("owner", Words, nullable=False),
    Column("due", Date),
    Column("kind", Words),
    Column("done_when", Words, nullable=False),
)

action_progress = Table(
    "action_progress",
    metadata,
    _counted(),
    _of_postmortem(key=False),
    Column("action_id", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("evidence", Words, nullable=False),
    Column("due", Date),
    Column("visitor_id", Words),
    Column("at", Instant, nullable=False),
    Column("owner", Words),  # the new owner, in a line that says that the owner changed
    Index(None, "postmortem_id", "action_id", "id"),
    sqlite_autoincrement=True,
)

doc = Table(
    "doc",
    metadata,
    Column("id", Words, primary_key=True),
    _of_postmortem(key=False),
    Column("kind", Words, nullable=False),
    Column("owner", Words),
    Column("epoch", Integer, nullable=False),
    Column("last_update_id", Number, nullable=False),
    Index(None, "postmortem_id"),
)

doc_snapshot = Table(
    "doc_snapshot",
    metadata,
    Column("doc_id", Words, ForeignKey("doc.id", ondelete="CASCADE"), primary_key=True),
    Column("up_to_id", Number, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
)

doc_update = Table(
    "doc_update",
    metadata,
    _counted(),  # never given twice, even when the newest rows were compacted away
    Column("doc_id", Words, ForeignKey("doc.id", ondelete="CASCADE"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("visitor_id", Words),
    Column("data", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "doc_id", "id"),
    sqlite_autoincrement=True,
)

doc_revision = Table(
    "doc_revision",
    metadata,
    _counted(),
    Column("doc_id", Words, ForeignKey("doc.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", Words, nullable=False),
    Column("by", Words),
    Column("state", LargeBinary, nullable=False),
    Index(None, "doc_id", "id"),
    sqlite_autoincrement=True,
)

meeting = Table(
    "meeting",
    metadata,
    _of_postmortem(),
    Column("kind", Words, primary_key=True),
    Column("status", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Words, nullable=False),
)

meeting_event = Table(
    "meeting_event",
    metadata,
    _counted(),
    _of_postmortem(key=False),
    Column("kind", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Words),
    Column("data", Words, nullable=False),
    Index(None, "postmortem_id", "id"),
    sqlite_autoincrement=True,
)

member = Table(
    "member",
    metadata,
    _of_postmortem(),
    Column("visitor_id", Words, ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Words, nullable=False),
    Column("joined_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index(None, "visitor_id"),
)

join_code = Table(
    "join_code",
    metadata,
    _of_postmortem(),
    Column("code", Words, nullable=False, unique=True),
    Column("expires_at", Instant),
)

link_generation = Table(
    "link_generation",
    metadata,
    _of_postmortem(),
    Column("role", Words, primary_key=True),
    Column("generation", Integer, nullable=False),
)

wrong_attempt = Table(
    "wrong_attempt",
    metadata,
    _counted(),
    Column("key", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "key", "at"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

setting = Table(
    "setting",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
)

dismissal = Table(
    "dismissal",
    metadata,
    _of_postmortem(),
    Column("field", Words, primary_key=True),
    Column("phrase_hash", Words, primary_key=True),  # a phrase may be longer than an index entry can be
    Column("phrase", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("rule", Words, nullable=False, server_default=""),
)

# Per rule and for the whole workspace: no postmortem and no person stands beside a number.
hint_rule = Table(
    "hint_rule",
    metadata,
    Column("rule", Words, primary_key=True),
    Column("accepted", Integer, nullable=False),
    Column("dismissed", Integer, nullable=False),
    Column("not_helpful", Integer, nullable=False),
    Column("silent", Words, nullable=False),
    Column("since", Instant),
)

publication = Table(
    "publication",
    metadata,
    _of_postmortem(),
    Column("published_at", Instant, nullable=False),
    Column("published_by", Words),
    Column("revision_id", Number, nullable=False),
    Column("withdrawn_at", Instant),
)

# Who wrote in a postmortem, and when first and last: the log itself is compacted, and forgets it.
author = Table(
    "author",
    metadata,
    _of_postmortem(),
    Column("visitor_id", Words, primary_key=True),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
)

# Who opened the published link: they may read what is published, and only for as long as that link is good.
reader = Table(
    "reader",
    metadata,
    _of_postmortem(),
    Column("visitor_id", Words, ForeignKey("visitor.id", ondelete="CASCADE"), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "visitor_id"),
)

# Each look back: what was said in it besides the progress of each action, which `walk` names as JSON.
review = Table(
    "review",
    metadata,
    _counted(),
    _of_postmortem(key=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", Words),
    Column("finished_at", Instant),
    Column("finished_by", Words),
    Column("again", Words, nullable=False),
    Column("because", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("walk", Words, nullable=False),
    Index(None, "postmortem_id", "id"),
    sqlite_autoincrement=True,
)

# A secret address is signed over its generation: renewing it is counting on. The secret itself is stored nowhere.
secret_link = Table(
    "secret_link",
    metadata,
    Column("purpose", Words, primary_key=True),
    Column("subject", Words, primary_key=True),
    Column("generation", Integer, nullable=False),
)

webhook = Table(
    "webhook",
    metadata,
    _counted(),
    Column("url", Words, nullable=False),
    Column("shape", Words, nullable=False),
    Column("secret", Words, nullable=False),
    Column("events", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    _counted(),
    Column("webhook_id", Number, ForeignKey("webhook.id", ondelete="CASCADE"), nullable=False),
    Column("event", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant),
    Column("answer", Words, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index(None, "status", "next_at"),
    Index(None, "webhook_id", "id"),
    sqlite_autoincrement=True,
)

# Overdue promises that a webhook has told of: each promised day once.
reminder = Table(
    "reminder",
    metadata,
    _of_postmortem(),
    Column("action_id", Words, primary_key=True),
    Column("due", Date, primary_key=True),
    Column("at", Instant, nullable=False),
)

# Whose line was gone when the meeting finished: words may still be in that browser. ``back_at`` is when it said that
# everything is here, ``words_at`` when words came that had been typed without a line.
absent = Table(
    "absent",
    metadata,
    _of_postmortem(),
    Column("visitor_id", Words, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("back_at", Instant),
    Column("words_at", Instant),
)

search_text = Table(
    "search_text",
    metadata,
    _counted(),
    Column("postmortem_id", Words, ForeignKey("postmortem.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("folded", Words, nullable=False),
    sqlite_autoincrement=True,
)
