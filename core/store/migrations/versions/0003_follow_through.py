"""After the meeting: publishing, reviews, renewable secret links, webhooks, and owners in an action's history."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of_postmortem() -> sa.Column[str]:
    return sa.Column("postmortem_id", sa.Text, nullable=False)


def _goes_with_it(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_postmortem_id"
    return sa.ForeignKeyConstraint(["postmortem_id"], ["postmortem.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    with op.batch_alter_table("action_progress") as progress:
        progress.add_column(sa.Column("owner", sa.Text))
    _publication()
    _author()
    _reader()
    _review()
    _secret_link()
    _webhook()
    _webhook_delivery()
    _reminder()
    _absent()


def _publication() -> None:
    op.create_table(
        "publication",
        _of_postmortem(),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("published_by", sa.Text),
        sa.Column("revision_id", NUMBER, nullable=False),
        sa.Column("withdrawn_at", INSTANT),
        sa.PrimaryKeyConstraint("postmortem_id", name="pk_publication"),
        _goes_with_it("publication"),
    )


def _author() -> None:
    op.create_table(
        "author",
        _of_postmortem(),
        sa.Column("visitor_id", sa.Text, nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("postmortem_id", "visitor_id", name="pk_author"),
        _goes_with_it("author"),
    )
    # What the logs still know; what was compacted before is forgotten.
    op.execute(
        "INSERT INTO author (postmortem_id, visitor_id, first_at, last_at) "
        "SELECT doc.postmortem_id, doc_update.visitor_id, min(doc_update.at), max(doc_update.at) "
        "FROM doc_update JOIN doc ON doc.id = doc_update.doc_id WHERE doc_update.visitor_id IS NOT NULL "
        "GROUP BY doc.postmortem_id, doc_update.visitor_id"
    )


def _reader() -> None:
    op.create_table(
        "reader",
        _of_postmortem(),
        sa.Column("visitor_id", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("postmortem_id", "visitor_id", name="pk_reader"),
        _goes_with_it("reader"),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], name="fk_reader_visitor_id", ondelete="CASCADE"),
    )
    op.create_index("ix_reader_visitor_id", "reader", ["visitor_id"])


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("id", NUMBER, nullable=False, autoincrement=True),
        _of_postmortem(),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("opened_by", sa.Text),
        sa.Column("finished_at", INSTANT),
        sa.Column("finished_by", sa.Text),
        sa.Column("again", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("walk", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        _goes_with_it("review"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_postmortem_id_id", "review", ["postmortem_id", "id"])


def _secret_link() -> None:
    op.create_table(
        "secret_link",
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("purpose", "subject", name="pk_secret_link"),
    )


def _webhook() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", NUMBER, nullable=False, autoincrement=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("shape", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
        sqlite_autoincrement=True,
    )


def _webhook_delivery() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("id", NUMBER, nullable=False, autoincrement=True),
        sa.Column("webhook_id", NUMBER, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_delivery"),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name="fk_webhook_delivery_webhook_id", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_webhook_delivery_status_next_at", "webhook_delivery", ["status", "next_at"])
    op.create_index("ix_webhook_delivery_webhook_id_id", "webhook_delivery", ["webhook_id", "id"])


def _reminder() -> None:
    op.create_table(
        "reminder",
        _of_postmortem(),
        sa.Column("action_id", sa.Text, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("postmortem_id", "action_id", "due", name="pk_reminder"),
        _goes_with_it("reminder"),
    )


def _absent() -> None:
    op.create_table(
        "absent",
        _of_postmortem(),
        sa.Column("visitor_id", sa.Text, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("back_at", INSTANT),
        sa.Column("words_at", INSTANT),
        sa.PrimaryKeyConstraint("postmortem_id", "visitor_id", name="pk_absent"),
        _goes_with_it("absent"),
    )
