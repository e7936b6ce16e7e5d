"""Which incident is a recurrence of which, which pairs are not, and where carried-over actions came from."""

from sqlalchemy import Column, ForeignKey, Index, Table

from core.store.database.column_types import Instant, StorableText
from core.store.database.tables.columns import metadata, postmortem_id_column


def _other_postmortem(name: str) -> Column[str]:
    """A second reference to a postmortem, part of the primary key; purging that one deletes the row too."""
    return Column(name, StorableText, ForeignKey("postmortem.id", ondelete="CASCADE"), primary_key=True, nullable=False)


# `postmortem_id` came later and is a recurrence of `earlier_id`. `shown_at`: since when everybody in the room of the
# later one may read the title of the earlier one.
incident_link = Table(
    "incident_link",
    metadata,
    postmortem_id_column(),
    _other_postmortem("earlier_id"),
    Column("by", StorableText),
    Column("at", Instant, nullable=False),
    Column("shown_at", Instant),
    Column("shown_by", StorableText),
    Index(None, "earlier_id"),
)

# Somebody said that these two are not the same. A pair has no order, so the smaller id stands first.
not_the_same = Table(
    "not_the_same",
    metadata,
    postmortem_id_column(),
    _other_postmortem("other_id"),
    Column("by", StorableText),
    Column("at", Instant, nullable=False),
    Index(None, "other_id"),
)

# An action of the document that was carried over from an earlier incident, where it stays as it is.
carried_action = Table(
    "carried_action",
    metadata,
    postmortem_id_column(),
    Column("action_id", StorableText, primary_key=True),
    Column("from_id", StorableText, ForeignKey("postmortem.id", ondelete="CASCADE"), nullable=False),
    Column("from_action_id", StorableText, nullable=False),
    Column("by", StorableText),
    Column("at", Instant, nullable=False),
    Index(None, "from_id"),
)
