"""The quiet minute of a meeting, and what people wrote in it and have not shown yet."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    there = sa.inspect(op.get_bind()).get_table_names()
    if "quiet_minute" not in there:
        op.create_table(
            "quiet_minute",
            _postmortem_id("quiet_minute"),
            sa.Column("state", sa.Text, nullable=False),
            sa.PrimaryKeyConstraint("postmortem_id", name="pk_quiet_minute"),
        )
    if "quiet_draft" not in there:
        visitor = sa.ForeignKey("visitor.id", name="fk_quiet_draft_visitor_id_visitor", ondelete="CASCADE")
        op.create_table(
            "quiet_draft",
            _postmortem_id("quiet_draft"),
            sa.Column("visitor_id", sa.Text, visitor, nullable=False),
            sa.Column("id", sa.Text, nullable=False),
            sa.Column("field", sa.Text, nullable=False),
            sa.Column("text", sa.Text, nullable=False),
            sa.Column("updated_at", INSTANT, nullable=False),
            sa.PrimaryKeyConstraint("postmortem_id", "visitor_id", "id", name="pk_quiet_draft"),
        )
        op.create_index("ix_quiet_draft_visitor_id", "quiet_draft", ["visitor_id"])


def _postmortem_id(table: str) -> "sa.Column[str]":
    key = sa.ForeignKey("postmortem.id", name=f"fk_{table}_postmortem_id_postmortem", ondelete="CASCADE")
    return sa.Column("postmortem_id", sa.Text, key, nullable=False)
