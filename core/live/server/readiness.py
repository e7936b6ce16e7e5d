"""Whether this server can do its work now, checked at most once a second however often it is asked.

A probe that the database does not answer in time counts as a no, and no second one is started meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from core.services.app import App
from core.services.operations import readiness

Checks = dict[str, str]


class Readiness:
    """The latest answer of one application, and the probe that runs. ``run`` is given work that may block."""

    def __init__(self, app: App, run: Callable[[Callable[[], Checks]], Awaitable[Checks]], seconds: float) -> None:
        self._app = app
        self._run = run
        self._seconds = seconds
        self._checks: Checks = {}
        self._at = -seconds
        self._probe: asyncio.Future[Checks] | None = None

    async def checks(self) -> Checks:
        """By component: ``ok``, or what is wrong."""
        if monotonic() - self._at < self._seconds and self._checks:
            return self._checks
        if self._probe is None or self._probe.done():
            self._probe = asyncio.ensure_future(self._run(lambda: readiness.database(self._app)))
        try:
            found = await asyncio.wait_for(asyncio.shield(self._probe), self._seconds)
        except TimeoutError:
            found = {"database": readiness.NOT_WRITABLE}
        self._checks = {**found, **readiness.disk(self._app)}
        self._at = monotonic()
        return self._checks
