"""On PostgreSQL the words of a title stand in a small vector of their own: the long one takes long to read."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    bind = op.get_bind()
    # A database whose stamp was set back for a repair has it already.
    if bind.dialect.name == "sqlite" or "title" in {
        one["name"] for one in sa.inspect(bind).get_columns("search_index")
    }:
        return
    # Read far more often than written, so kept as they are; what is there already is written anew for it.
    op.execute("ALTER TABLE search_index ALTER COLUMN words SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE search_text ALTER COLUMN folded SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE search_index ADD COLUMN title tsvector NOT NULL DEFAULT ''")
    op.execute("UPDATE search_index SET title = ts_filter(words, '{a}'), words = words || ''::tsvector")
    op.execute("UPDATE search_text SET folded = folded || ''")
    op.execute("CREATE INDEX ix_search_index_title ON search_index USING gin (title)")
