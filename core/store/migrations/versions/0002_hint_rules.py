"""Hints per rule: which rule was dismissed and why, and how each rule fares. Who dismissed is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
REASONS = ("not_blame", "not_helpful", "fits", "quote")


def upgrade() -> None:
    with op.batch_alter_table("dismissal") as dismissal:
        dismissal.add_column(sa.Column("rule", sa.Text, nullable=False, server_default=""))
        dismissal.drop_column("visitor_id")
    _sort_out_reasons()
    op.create_table(
        "hint_rule",
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("dismissed", sa.Integer, nullable=False),
        sa.Column("not_helpful", sa.Integer, nullable=False),
        sa.Column("silent", sa.Text, nullable=False),
        sa.Column("since", INSTANT),
        sa.PrimaryKeyConstraint("rule", name="pk_hint_rule"),
    )


def _sort_out_reasons() -> None:
    """A browser that gave no reason left the rule's name in its place; a reason in free words counts as none."""
    dismissal = sa.table("dismissal", sa.column("rule", sa.Text), sa.column("reason", sa.Text))
    other = dismissal.c.reason.not_in(REASONS)
    named = sa.and_(other, dismissal.c.reason.not_like("% %"))
    op.execute(dismissal.update().where(named).values(rule=dismissal.c.reason))
    op.execute(dismissal.update().where(other).values(reason=""))
