"""Closed postmortems with those who may know of them, and the log of who did what."""

import sqlalchemy as sa
from alembic import op

from core.store.database.column_types import Instant, Number

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    there = sa.inspect(op.get_bind())
    if "closed_at" not in {column["name"] for column in there.get_columns("postmortem")}:
        op.add_column("postmortem", sa.Column("closed_at", Instant))
    if not there.has_table("closed_person"):
        op.create_table(
            "closed_person",
            sa.Column("postmortem_id", sa.Text, nullable=False),
            sa.Column("visitor_id", sa.Text, nullable=False),
            sa.Column("role", sa.Text, nullable=False),
            sa.Column("asked_at", Instant),
            sa.Column("named_at", Instant),
            sa.Column("named_by", sa.Text),
            sa.PrimaryKeyConstraint("postmortem_id", "visitor_id", name="pk_closed_person"),
            sa.ForeignKeyConstraint(
                ["postmortem_id"], ["postmortem.id"], ondelete="CASCADE", name="fk_closed_person_postmortem_id"
            ),
            sa.ForeignKeyConstraint(
                ["visitor_id"], ["visitor.id"], ondelete="CASCADE", name="fk_closed_person_visitor_id"
            ),
        )
        op.create_index("ix_closed_person_visitor_id", "closed_person", ["visitor_id"])
    if not there.has_table("audit"):
        op.create_table(
            "audit",
            sa.Column("id", Number, primary_key=True, autoincrement=True),
            sa.Column("at", Instant, nullable=False),
            sa.Column("deed", sa.Text, nullable=False),
            sa.Column("postmortem_id", sa.Text),
            sa.Column("visitor_id", sa.Text),
            sa.Column("name", sa.Text, nullable=False),
            sa.Column("detail", sa.Text, nullable=False),
            sqlite_autoincrement=True,
        )
        op.create_index("ix_audit_at", "audit", ["at"])
