"""Pictures of a timeline: kept beside the document, which names them."""

import sqlalchemy as sa
from alembic import op

from core.store.database.column_types import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    if sa.inspect(op.get_bind()).has_table("evidence"):
        return
    op.create_table(
        "evidence",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("row_id", sa.Text, nullable=False),
        sa.Column("mime", sa.Text, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("created_by", sa.Text),
        sa.Column("unused_since", Instant),
        sa.ForeignKeyConstraint(
            ["postmortem_id"], ["postmortem.id"], ondelete="CASCADE", name="fk_evidence_postmortem_id"
        ),
        sa.PrimaryKeyConstraint("postmortem_id", "id", name="pk_evidence"),
    )
