"""The first shape: people, postmortems, documents and their log, meetings, the way in, the search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out here and not taken from the code: a step must not change when the code does.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    _people_and_postmortems()
    _documents()
    _meetings()
    _way_in()
    _search()


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _goes_with(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _postmortem_id() -> sa.Column[str]:
    return sa.Column("postmortem_id", sa.Text, nullable=False)


def _counted() -> sa.Column[int]:
    return sa.Column("id", NUMBER, autoincrement=True, nullable=False)


def _people_and_postmortems() -> None:
    op.create_table(
        "visitor",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("color", sa.Text, nullable=False),
        sa.Column("workspace_generation", sa.Integer),
        sa.Column("created_at", INSTANT, nullable=False),
        _key("visitor", "id"),
        sa.UniqueConstraint("token_hash", name="uq_visitor_token_hash"),
    )
    op.create_table(
        "postmortem",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", sa.Text),
        sa.Column("example", sa.Boolean, nullable=False),
        sa.Column("trashed_at", INSTANT),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("severity", sa.Text),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("meeting_at", INSTANT),
        sa.Column("started_at", INSTANT),
        sa.Column("detected_at", INSTANT),
        sa.Column("resolved_at", INSTANT),
        sa.Column("filled", sa.Integer, nullable=False),
        sa.Column("needed", sa.Integer, nullable=False),
        _key("postmortem", "id"),
    )
    op.create_index("ix_postmortem_created_at", "postmortem", ["created_at"])
    op.create_table(
        "record",
        _postmortem_id(),
        sa.Column("last_update_id", NUMBER, nullable=False),
        sa.Column("postmortem_json", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _key("record", "postmortem_id"),
        _goes_with("record", "postmortem_id", "postmortem"),
    )
    op.create_table(
        "record_action",
        _postmortem_id(),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("kind", sa.Text),
        sa.Column("done_when", sa.Text, nullable=False),
        _key("record_action", "postmortem_id", "id"),
        _goes_with("record_action", "postmortem_id", "postmortem"),
    )
    op.create_table(
        "action_progress",
        _counted(),
        _postmortem_id(),
        sa.Column("action_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("visitor_id", sa.Text),
        sa.Column("at", INSTANT, nullable=False),
        _key("action_progress", "id"),
        _goes_with("action_progress", "postmortem_id", "postmortem"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_action_progress_postmortem_id_action_id_id", "action_progress", ["postmortem_id", "action_id", "id"]
    )


def _documents() -> None:
    op.create_table(
        "doc",
        sa.Column("id", sa.Text, nullable=False),
        _postmortem_id(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("last_update_id", NUMBER, nullable=False),
        _key("doc", "id"),
        _goes_with("doc", "postmortem_id", "postmortem"),
    )
    op.create_index("ix_doc_postmortem_id", "doc", ["postmortem_id"])
    op.create_table(
        "doc_snapshot",
        sa.Column("doc_id", sa.Text, nullable=False),
        sa.Column("up_to_id", NUMBER, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _key("doc_snapshot", "doc_id"),
        _goes_with("doc_snapshot", "doc_id", "doc"),
    )
    op.create_table(
        "doc_update",
        _counted(),
        sa.Column("doc_id", sa.Text, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("visitor_id", sa.Text),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _key("doc_update", "id"),
        _goes_with("doc_update", "doc_id", "doc"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_doc_update_doc_id_id", "doc_update", ["doc_id", "id"])
    op.create_table(
        "doc_revision",
        _counted(),
        sa.Column("doc_id", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("state", sa.LargeBinary, nullable=False),
        _key("doc_revision", "id"),
        _goes_with("doc_revision", "doc_id", "doc"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_doc_revision_doc_id_id", "doc_revision", ["doc_id", "id"])


def _meetings() -> None:
    op.create_table(
        "meeting",
        _postmortem_id(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        _key("meeting", "postmortem_id", "kind"),
        _goes_with("meeting", "postmortem_id", "postmortem"),
    )
    op.create_table(
        "meeting_event",
        _counted(),
        _postmortem_id(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("data", sa.Text, nullable=False),
        _key("meeting_event", "id"),
        _goes_with("meeting_event", "postmortem_id", "postmortem"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_meeting_event_postmortem_id_id", "meeting_event", ["postmortem_id", "id"])
    op.create_table(
        "dismissal",
        _postmortem_id(),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("phrase_hash", sa.Text, nullable=False),
        sa.Column("phrase", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("visitor_id", sa.Text),
        sa.Column("at", INSTANT, nullable=False),
        _key("dismissal", "postmortem_id", "field", "phrase_hash"),
        _goes_with("dismissal", "postmortem_id", "postmortem"),
    )


def _way_in() -> None:
    op.create_table(
        "member",
        _postmortem_id(),
        sa.Column("visitor_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT),
        _key("member", "postmortem_id", "visitor_id"),
        _goes_with("member", "postmortem_id", "postmortem"),
        _goes_with("member", "visitor_id", "visitor"),
    )
    op.create_index("ix_member_visitor_id", "member", ["visitor_id"])
    op.create_table(
        "join_code",
        _postmortem_id(),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("expires_at", INSTANT),
        _key("join_code", "postmortem_id"),
        _goes_with("join_code", "postmortem_id", "postmortem"),
        sa.UniqueConstraint("code", name="uq_join_code_code"),
    )
    op.create_table(
        "link_generation",
        _postmortem_id(),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        _key("link_generation", "postmortem_id", "role"),
        _goes_with("link_generation", "postmortem_id", "postmortem"),
    )
    op.create_table(
        "wrong_attempt",
        _counted(),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _key("wrong_attempt", "id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wrong_attempt_key_at", "wrong_attempt", ["key", "at"])
    op.create_index("ix_wrong_attempt_at", "wrong_attempt", ["at"])
    op.create_table(
        "setting",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        _key("setting", "key"),
    )


def _search() -> None:
    op.create_table(
        "search_text",
        _counted(),
        _postmortem_id(),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        _key("search_text", "id"),
        _goes_with("search_text", "postmortem_id", "postmortem"),
        sa.UniqueConstraint("postmortem_id", name="uq_search_text_postmortem_id"),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')"
        )
        # A purged postmortem leaves nothing behind in the index either.
        op.execute(
            "CREATE TRIGGER search_text_gone AFTER DELETE ON search_text "
            "BEGIN DELETE FROM search_index WHERE rowid = old.id; END"
        )
    else:
        op.execute(
            "CREATE TABLE search_index (id bigint CONSTRAINT pk_search_index PRIMARY KEY "
            "CONSTRAINT fk_search_index_id REFERENCES search_text (id) ON DELETE CASCADE, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")
