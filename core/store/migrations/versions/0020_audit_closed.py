"""What happened is an event in the audit log; lines about a closed postmortem say so, also when that is deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("audit")}
    if "deed" in there:
        op.execute("ALTER TABLE audit RENAME COLUMN deed TO event")
    if "closed" not in there:
        op.add_column("audit", sa.Column("closed", sa.Boolean, nullable=False, server_default=sa.false()))
