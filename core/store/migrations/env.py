"""Alembic's way in. The application hands over its open connection; a developer gives one with ``-x url=…``."""

from alembic import context
from sqlalchemy import Connection, create_engine

from core.store.database.migrate import is_table_of_ours
from core.store.database.tables import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transactional_ddl=True,
        include_name=lambda name, kind, _parents: is_table_of_ours(name, kind),
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.begin() as connection:
        run(connection)
    engine.dispose()
