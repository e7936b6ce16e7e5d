"""What the figures of the Insights page need of each postmortem, kept so that not every record is read each time."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    if sa.inspect(op.get_bind()).has_table("insight"):
        return
    op.create_table(
        "insight",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("last_update_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rules", sa.Integer, nullable=False),
        sa.Column("detect_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        sa.Column("respond_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        sa.Column("resolve_s", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        sa.Column("lenses", sa.Text, nullable=False),
        sa.Column("services", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("names", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["postmortem_id"], ["postmortem.id"], ondelete="CASCADE", name="fk_insight_postmortem_id"
        ),
        sa.PrimaryKeyConstraint("postmortem_id", name="pk_insight"),
    )
    # Whether a record is newer than what was kept of it is asked at each look, without reading the records.
    op.create_index("ix_record_postmortem_id_last_update_id", "record", ["postmortem_id", "last_update_id"])
