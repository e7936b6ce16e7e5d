"""The tables of the index. They are made again from the records at any time, so no backup holds them."""

from sqlalchemy import Column, Index, Integer, MetaData, Table

from core.store.database.column_types import Number, StorableText

_metadata = MetaData()

# The terms of each part of a postmortem, in the order of the text, between spaces. Those of ``body`` are the telling
# ones of what is neither title nor lead, and behind them the shapes of failure: ``~disk_full:3``.
similar_index = Table(
    "similar_index",
    _metadata,
    Column("id", Number, primary_key=True),
    Column("postmortem_id", StorableText, nullable=False),
    Column("title", StorableText, nullable=False),
    Column("lead", StorableText, nullable=False),
    Column("body", StorableText, nullable=False),
    Column("digest", StorableText, nullable=False),
)

# Which term stands in which of them, and which marked term is true of it.
similar_term = Table(
    "similar_term",
    _metadata,
    Column("term", StorableText, primary_key=True),
    Column("document", Integer, primary_key=True),
    Index("ix_similar_term_document", "document"),
)

NAME, SERVICE, SHAPE = "@", "=", "~"
"""Begin what is no word: a part of a name of a person, a term of a service, a shape of failure."""
