"""The link of an action item to its issue, and which issue that is."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLE = "record_action"


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(TABLE)}
    for name in ("link", "issue"):
        if name not in there:
            op.add_column(TABLE, sa.Column(name, sa.Text, nullable=False, server_default=""))
    if "issue" not in there:
        op.create_index("ix_record_action_issue", TABLE, ["issue"])
