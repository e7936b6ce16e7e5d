"""Which actions were chosen, and the silent vote of a meeting with its dots."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    there = sa.inspect(op.get_bind())
    if not any(column["name"] == "chosen" for column in there.get_columns("record_action")):
        with op.batch_alter_table("record_action") as action:
            action.add_column(sa.Column("chosen", sa.Boolean, nullable=False, server_default=sa.false()))
    if "vote" not in there.get_table_names():
        op.create_table(
            "vote",
            _postmortem_id("vote"),
            sa.Column("number", sa.Integer, nullable=False),
            sa.Column("status", sa.Text, nullable=False),
            sa.Column("opened_at", INSTANT, nullable=False),
            sa.Column("result", sa.Text, nullable=False),
            sa.PrimaryKeyConstraint("postmortem_id", name="pk_vote"),
        )
    if "vote_dot" not in there.get_table_names():
        visitor = sa.ForeignKey("visitor.id", name="fk_vote_dot_visitor_id_visitor", ondelete="CASCADE")
        op.create_table(
            "vote_dot",
            _postmortem_id("vote_dot"),
            sa.Column("visitor_id", sa.Text, visitor, nullable=False),
            sa.Column("action_id", sa.Text, nullable=False),
            sa.PrimaryKeyConstraint("postmortem_id", "visitor_id", "action_id", name="pk_vote_dot"),
        )
        op.create_index("ix_vote_dot_visitor_id", "vote_dot", ["visitor_id"])


def _postmortem_id(table: str) -> "sa.Column[str]":
    key = sa.ForeignKey("postmortem.id", name=f"fk_{table}_postmortem_id_postmortem", ondelete="CASCADE")
    return sa.Column("postmortem_id", sa.Text, key, nullable=False)
