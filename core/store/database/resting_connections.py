"""A connection that lay in the pool is looked at before it is used, mostly without asking the server.

A server that was restarted costs nobody an error. To ask it each time is a way there and back before every transaction;
a connection that was closed shows on this side, and only after a long rest a network may have forgotten it unseen.
"""

import select
import time
from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

REST_SECONDS: Final = 5.0
_RESTING = "resting since"


def look_before_use(engine: Engine) -> None:
    """For connections of psycopg. With one that was closed all that rest are replaced."""
    failure = engine.dialect.loaded_dbapi.Error

    def rest(_driver: Any, record: Any) -> None:
        record.info[_RESTING] = time.monotonic()

    def use(driver: Any, record: Any, _proxy: Any) -> None:
        since = record.info.pop(_RESTING, None)
        if since is None or (time.monotonic() - since < REST_SECONDS and not _has_something_to_say(driver)):
            return
        try:
            driver.execute("SELECT 1")
            driver.rollback()
        except failure as error:
            raise InvalidatePoolError from error

    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", use)


def _has_something_to_say(driver: Any) -> bool:
    """A server that is asked nothing sends nothing, but for its end."""
    if driver.closed:
        return True
    look = select.poll()  # not ``select``, which knows no more than 1,024 descriptors
    look.register(driver.fileno(), select.POLLIN)
    return bool(look.poll(0))
