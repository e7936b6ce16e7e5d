"""People who sign in through a provider: who they are there, and the browsers they are signed in with."""

import sqlalchemy as sa
from alembic import op

from core.store.database.column_types import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    if sa.inspect(op.get_bind()).has_table("identity"):
        return
    op.create_table(
        "identity",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("visitor_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.ForeignKeyConstraint(["visitor_id"], ["visitor.id"], ondelete="CASCADE", name="fk_identity_visitor_id"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identity_issuer_subject"),
        sa.UniqueConstraint("visitor_id", name="uq_identity_visitor_id"),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("identity_id", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in"),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], ondelete="CASCADE", name="fk_sign_in_identity_id"),
    )
    op.create_index("ix_sign_in_identity_id", "sign_in", ["identity_id"])
    op.create_index("ix_sign_in_ends_at", "sign_in", ["ends_at"])
