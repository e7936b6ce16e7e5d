"""The index of earlier incidents by their terms: made from the records, and made again whenever that is needed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has it already.
    if sa.inspect(op.get_bind()).has_table("similar_index"):
        return
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "similar_index",
        sa.Column("id", number, nullable=False),
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_similar_index"),
        sa.UniqueConstraint("postmortem_id", name="uq_similar_index_postmortem_id"),
        sa.ForeignKeyConstraint(
            ["postmortem_id"], ["postmortem.id"], ondelete="CASCADE", name="fk_similar_index_postmortem_id"
        ),
    )
    op.create_table(
        "similar_term",
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("document", number, nullable=False),
        sa.PrimaryKeyConstraint("term", "document", name="pk_similar_term"),
        sa.ForeignKeyConstraint(
            ["document"], ["similar_index.id"], ondelete="CASCADE", name="fk_similar_term_document"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_similar_term_document", "similar_term", ["document"])
