"""Where the errors of a database become errors that a person may see. SQLAlchemy's own never leave the store."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError, StatementError

from core.errors import BadInput, Conflict, StorageTrouble


@contextmanager
def told_kindly() -> Iterator[None]:
    """Translate, and keep the cause for the log."""
    try:
        yield
    except IntegrityError as cause:
        raise Conflict() from cause
    except DataError as cause:
        raise BadInput() from cause
    except StatementError as cause:
        # A value that no column can take (a naive datetime, a number too large) is a StatementError around it.
        if type(cause) is StatementError and isinstance(cause.orig, ValueError | TypeError | OverflowError):
            raise BadInput() from cause
        raise StorageTrouble() from cause
    except SQLAlchemyError as cause:
        raise StorageTrouble() from cause
