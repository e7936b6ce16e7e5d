"""What issue trackers said about the issues that action items lead to."""

import sqlalchemy as sa
from alembic import op

from core.store.database.column_types import Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    if sa.inspect(op.get_bind()).has_table("issue_answer"):
        return
    op.create_table(
        "issue_answer",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("action_id", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("issue", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("answered_at", Instant),
        sa.Column("answered_by", sa.Text),
        sa.PrimaryKeyConstraint("postmortem_id", "action_id", name="pk_issue_answer"),
        sa.ForeignKeyConstraint(
            ["postmortem_id"], ["postmortem.id"], ondelete="CASCADE", name="fk_issue_answer_postmortem_id"
        ),
    )
