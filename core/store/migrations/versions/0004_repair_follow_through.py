"""Brings databases up to date that took the step 0003 while it was still being written.

Such a database is stamped 0003, so no later start would add what the finished step has. Where everything is there
already, nothing is done. The finished steps are never edited again: `tests/store/test_released_steps.py` holds them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
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
    there = set(sa.inspect(op.get_bind()).get_table_names())
    if "author" not in there:
        _author("late_edit" in there)
    if "late_edit" in there:
        op.drop_table("late_edit")
    if "reader" not in there:
        _reader()
    if "absent" not in there:
        _absent()
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("review")}
    if "id" not in columns:
        _review()


def _author(late_edits: bool) -> None:
    op.create_table(
        "author",
        _of_postmortem(),
        sa.Column("visitor_id", sa.Text, nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("postmortem_id", "visitor_id", name="pk_author"),
        _goes_with_it("author"),
    )
    op.execute(
        "INSERT INTO author (postmortem_id, visitor_id, first_at, last_at) "
        "SELECT doc.postmortem_id, doc_update.visitor_id, min(doc_update.at), max(doc_update.at) "
        "FROM doc_update JOIN doc ON doc.id = doc_update.doc_id WHERE doc_update.visitor_id IS NOT NULL "
        "GROUP BY doc.postmortem_id, doc_update.visitor_id"
    )
    if late_edits:  # who wrote what was compacted since
        op.execute(
            "INSERT INTO author (postmortem_id, visitor_id, first_at, last_at) "
            "SELECT postmortem_id, visitor_id, first_at, last_at FROM late_edit WHERE true "
            "ON CONFLICT (postmortem_id, visitor_id) DO NOTHING"
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


def _review() -> None:
    """The first form had one row for a postmortem, without an opening of its own."""
    with op.batch_alter_table("review") as old:
        old.drop_constraint("pk_review", type_="primary")
        old.drop_constraint("fk_review_postmortem_id", type_="foreignkey")
    op.rename_table("review", "review_first_form")
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
    op.execute(
        "INSERT INTO review "
        "(postmortem_id, opened_at, opened_by, finished_at, finished_by, again, because, note, walk) "
        "SELECT postmortem_id, at, \"by\", at, \"by\", again, '', note, '[]' FROM review_first_form"
    )
    op.drop_table("review_first_form")
