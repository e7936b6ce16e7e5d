"""Whose actions are promises although no meeting of it has ended here: what came as a file, and what is older."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    there = sa.inspect(op.get_bind()).get_columns("postmortem")
    if any(column["name"] == "promised" for column in there):
        return
    with op.batch_alter_table("postmortem") as postmortem:
        postmortem.add_column(sa.Column("promised", sa.Boolean, nullable=False, server_default=sa.false()))
    # What Follow-up has listed so far stays listed. A meeting that goes on now ends under the new rule.
    op.execute(
        "UPDATE postmortem SET promised = true WHERE id NOT IN "
        "(SELECT postmortem_id FROM meeting WHERE kind = 'sync' AND status IN ('running', 'paused'))"
    )
