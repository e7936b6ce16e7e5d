"""The postmortem, what is projected from its document, its actions' log, publication, reviews and search text."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, false, text

from core.store.database.column_types import Instant, Number, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column, row_id_column

postmortem = Table(
    "postmortem",
    metadata,
    Column("id", StorableText, primary_key=True),
    Column("created_at", Instant, nullable=False),
    Column("created_by", StorableText),
    Column("example", Boolean, nullable=False),
    Column("trashed_at", Instant),
    Column("promised", Boolean, nullable=False, server_default=false()),  # though no meeting of it has ended
    # From here on the columns are projected from the document.
    Column("title", StorableText, nullable=False),
    Column("severity", StorableText),
    Column("zone", StorableText, nullable=False),
    Column("meeting_at", Instant),
    Column("started_at", Instant),
    Column("detected_at", Instant),
    Column("resolved_at", Instant),
    Column("filled", Integer, nullable=False),
    Column("needed", Integer, nullable=False),
    Column("closed_at", Instant),  # only named people may know of it; not projected, and last as it was added last
    Column("held", Boolean, nullable=False, server_default=false()),  # its meeting was started here and is over
    Column("began_at", Instant),  # when the incident began, or else when this was made: lists are in this order
    Column("title_folded", StorableText, nullable=False, server_default=""),  # as lists are searched by it
    Column("review_on", StorableText),  # the ISO day on which its team wants to look back; projected
    Index(None, "created_at"),
    Index(None, "began_at", "id"),
    Index(None, "zone"),
    # What is left out of nearly every list, each a few rows of thousands. The conditions are those of the queries.
    *(
        Index(f"ix_postmortem_{name}", "id", sqlite_where=text(on_sqlite), postgresql_where=text(on_postgresql))
        for name, on_sqlite, on_postgresql in (
            ("trashed", "trashed_at IS NOT NULL", "trashed_at IS NOT NULL"),
            ("closed", "closed_at IS NOT NULL", "closed_at IS NOT NULL"),
            ("example", "example IS 1", "example IS true"),
            ("unagreed", "promised IS 0 AND held IS 0", "promised IS false AND held IS false"),
        )
    ),
)

record = Table(
    "record",
    metadata,
    postmortem_id_column(),
    Column("last_update_id", Number, nullable=False),
    Column("postmortem_json", StorableText, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "postmortem_id", "last_update_id"),
)

record_action = Table(
    "record_action",
    metadata,
    postmortem_id_column(),
    Column("id", StorableText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("owner", StorableText, nullable=False),
    Column("due", Date),
    Column("kind", StorableText),
    Column("done_when", StorableText, nullable=False),
    Column("due_text", StorableText, nullable=False, server_default=""),  # what was typed, read as a day or not
    Column("chosen", Boolean, nullable=False, server_default=false()),
    Column("link", StorableText, nullable=False, server_default=""),
    Column("issue", StorableText, nullable=False, server_default=""),  # which issue that is, to look an action up by
    # Kept in step by `core.store.action_progress.action_state`, so that lists of thousands need not read the log: the
    # latest state, the entry of the log that says so, whether the log has any entry, whether nobody wrote anything,
    # and what the list is searched by.
    Column("state", StorableText, nullable=False, server_default="open"),
    Column("step", Number),
    Column("taken_up", Boolean, nullable=False, server_default=false()),
    Column("blank", Boolean, nullable=False, server_default=false()),
    Column("folded", StorableText, nullable=False, server_default=""),
    Index(None, "issue"),
    Index(None, "owner", "postmortem_id"),
    Index("ix_record_action_state", "state", "owner", "postmortem_id", "due", "blank", "taken_up"),
    Index(None, "step"),
)

# Its services, tags and lenses with an answer; ``key`` is ``value`` as it is compared.
record_label = Table(
    "record_label",
    metadata,
    postmortem_id_column(),
    Column("kind", StorableText, primary_key=True),
    Column("key", StorableText, primary_key=True),
    Column("value", StorableText, nullable=False),
    Index(None, "kind", "key", "postmortem_id", "value"),
)

action_progress = Table(
    "action_progress",
    metadata,
    row_id_column(),
    postmortem_id_column(key=False),
    Column("action_id", StorableText, nullable=False),
    Column("state", StorableText, nullable=False),
    Column("note", StorableText, nullable=False),
    Column("evidence", StorableText, nullable=False),
    Column("due", Date),
    Column("visitor_id", StorableText),
    Column("at", Instant, nullable=False),
    Column("owner", StorableText),  # the new owner, in a line that says that the owner changed
    Index(None, "postmortem_id", "action_id", "id"),
    sqlite_autoincrement=True,
)

publication = Table(
    "publication",
    metadata,
    postmortem_id_column(),
    Column("published_at", Instant, nullable=False),
    Column("published_by", StorableText),
    Column("revision_id", Number, nullable=False),
    Column("withdrawn_at", Instant),
)

# Each review: its answers besides the progress of each action; `walk` is a JSON list of the reviewed actions.
review = Table(
    "review",
    metadata,
    row_id_column(),
    postmortem_id_column(key=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", StorableText),
    Column("finished_at", Instant),
    Column("finished_by", StorableText),
    Column("again", StorableText, nullable=False),
    Column("because", StorableText, nullable=False),
    Column("note", StorableText, nullable=False),
    Column("walk", StorableText, nullable=False),
    Index(None, "postmortem_id", "id"),
    sqlite_autoincrement=True,
)

search_text = Table(
    "search_text",
    metadata,
    row_id_column(),
    Column("postmortem_id", StorableText, ForeignKey("postmortem.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("title", StorableText, nullable=False),
    Column("body", StorableText, nullable=False),
    Column("folded", StorableText, nullable=False),
    sqlite_autoincrement=True,
)

# Pictures of a timeline. The rows of the document name them; `unused_since` is when none did any more.
evidence = Table(
    "evidence",
    metadata,
    postmortem_id_column(),
    Column("id", StorableText, primary_key=True),
    Column("row_id", StorableText, nullable=False),
    Column("mime", StorableText, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", StorableText, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", StorableText),
    Column("unused_since", Instant),
)

# What Insights needs of each postmortem: read from its record when somebody looks, again when the record is newer or
# the rules are others. Texts hold one entry a line.
insight = Table(
    "insight",
    metadata,
    postmortem_id_column(),
    Column("last_update_id", Number, nullable=False),
    Column("rules", Integer, nullable=False),
    Column("detect_s", Number),
    Column("respond_s", Number),
    Column("resolve_s", Number),
    Column("lenses", StorableText, nullable=False),
    Column("services", StorableText, nullable=False),
    Column("tags", StorableText, nullable=False),
    Column("terms", StorableText, nullable=False),
    Column("names", StorableText, nullable=False),
)
