"""Incidents that came back: links between postmortems, pairs that are not the same, and carried-over actions."""

import sqlalchemy as sa
from alembic import op

from core.store.database.column_types import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A database whose stamp was set back for a repair has them already.
    if sa.inspect(op.get_bind()).has_table("incident_link"):
        return
    op.create_table(
        "incident_link",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("earlier_id", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("at", Instant, nullable=False),
        sa.Column("shown_at", Instant),
        sa.Column("shown_by", sa.Text),
        _reference("incident_link", "postmortem_id"),
        _reference("incident_link", "earlier_id"),
        sa.PrimaryKeyConstraint("postmortem_id", "earlier_id", name="pk_incident_link"),
    )
    op.create_index("ix_incident_link_earlier_id", "incident_link", ["earlier_id"])
    op.create_table(
        "not_the_same",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("other_id", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("at", Instant, nullable=False),
        _reference("not_the_same", "postmortem_id"),
        _reference("not_the_same", "other_id"),
        sa.PrimaryKeyConstraint("postmortem_id", "other_id", name="pk_not_the_same"),
    )
    op.create_index("ix_not_the_same_other_id", "not_the_same", ["other_id"])
    op.create_table(
        "carried_action",
        sa.Column("postmortem_id", sa.Text, nullable=False),
        sa.Column("action_id", sa.Text, nullable=False),
        sa.Column("from_id", sa.Text, nullable=False),
        sa.Column("from_action_id", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("at", Instant, nullable=False),
        _reference("carried_action", "postmortem_id"),
        _reference("carried_action", "from_id"),
        sa.PrimaryKeyConstraint("postmortem_id", "action_id", name="pk_carried_action"),
    )
    op.create_index("ix_carried_action_from_id", "carried_action", ["from_id"])


def _reference(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["postmortem.id"], ondelete="CASCADE", name=f"fk_{table}_{column}")
