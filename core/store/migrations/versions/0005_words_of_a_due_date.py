"""What was typed for a due date, beside the day that it was read as, or alone when it is no date."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    if any(column["name"] == "due_text" for column in sa.inspect(op.get_bind()).get_columns("record_action")):
        return
    with op.batch_alter_table("record_action") as action:
        action.add_column(sa.Column("due_text", sa.Text, nullable=False, server_default=""))
