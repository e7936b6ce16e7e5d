"""What other systems send: signing secrets, bodies, groups of alerts, postmortems they opened, lines told before."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    if sa.inspect(op.get_bind()).has_table("inbound_delivery"):
        return
    instant = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "inbound_source",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("time_header", sa.Text, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_inbound_source"),
    )
    op.create_table(
        "inbound_delivery",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("received_at", instant, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("group_key", sa.Text, nullable=False),
        sa.Column("postmortem_id", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("done_at", instant),
        sa.PrimaryKeyConstraint("id", name="pk_inbound_delivery"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbound_delivery_status_id", "inbound_delivery", ["status", "id"])
    op.create_index("ix_inbound_delivery_postmortem_id_status", "inbound_delivery", ["postmortem_id", "status"])
    op.create_index("ix_inbound_delivery_source_group_key", "inbound_delivery", ["source", "group_key"])
    op.create_index("ix_inbound_delivery_received_at", "inbound_delivery", ["received_at"])
    op.create_table(
        "inbound_group",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("group_key", sa.Text, nullable=False),
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("last_at", instant, nullable=False),
        sa.Column("ended_at", instant),
        sa.PrimaryKeyConstraint("source", "group_key", name="pk_inbound_group"),
    )
    op.create_index("ix_inbound_group_postmortem_id", "inbound_group", ["postmortem_id"])
    op.create_index("ix_inbound_group_last_at", "inbound_group", ["last_at"])
    op.create_table(
        "inbound_opening",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("group_key", sa.Text, nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("severity", sa.Text),
        sa.Column("severity_answer", sa.Text, nullable=False),
        sa.Column("ask", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("postmortem_id", name="pk_inbound_opening"),
    )
    op.create_index("ix_inbound_opening_at", "inbound_opening", ["at"])
    op.create_table(
        "inbound_row",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("row_key", sa.Text, nullable=False),
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("source", "row_key", name="pk_inbound_row"),
    )
    op.create_index("ix_inbound_row_at", "inbound_row", ["at"])
    op.create_index("ix_inbound_row_postmortem_id", "inbound_row", ["postmortem_id"])
