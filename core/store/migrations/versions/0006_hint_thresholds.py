"""A rule's own threshold of confidence, and what it rises by: how often a team called its hints no blame."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("hint_rule")}
    if "threshold" not in there:
        with op.batch_alter_table("hint_rule") as hint_rule:
            hint_rule.add_column(sa.Column("not_blame", sa.Integer, nullable=False, server_default="0"))
            hint_rule.add_column(sa.Column("answered", sa.Integer, nullable=False, server_default="0"))
            hint_rule.add_column(sa.Column("threshold", sa.Float))
        _count_what_was_answered()


def _count_what_was_answered() -> None:
    """Answers of before count as well; dismissals know their reason, and rules of before have no threshold yet."""
    rule = sa.table(
        "hint_rule", *(sa.column(name) for name in ("rule", "accepted", "dismissed", "not_blame", "answered"))
    )
    dismissal = sa.table("dismissal", sa.column("rule", sa.Text), sa.column("reason", sa.Text))
    called = sa.select(sa.func.count()).select_from(dismissal)
    called = called.where(dismissal.c.rule == rule.c.rule, dismissal.c.reason == "not_blame")
    op.execute(rule.update().values(answered=rule.c.accepted + rule.c.dismissed, not_blame=called.scalar_subquery()))
