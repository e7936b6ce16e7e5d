"""Home, Archive, Follow-up and Insights at 10,000 postmortems with 50,000 action items: reruns as people cause them.

Measured on a real server over its socket, without a browser. A first view is that of a tab that is new, on a server
that has drawn the page before; what the first one of all took is a figure of its own. Beside each median stands that
of the processor time of the server's process: a ratio far above 1 says that others had the machine (or, on PostgreSQL,
that its server worked).

Both databases are filled anew, unless ``--database`` says otherwise: ``sqlite``, ``postgresql``, or the address of one
that is filled at the first time and kept. ``--only follow_up`` measures one page, ``--only beside`` the rest.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core.services import access, lifecycle
from core.services.app import App
from core.services.insights import readings
from core.settings import Settings
from core.store import postmortems
from core.store.database.audience import UNRESTRICTED
from tests.bench.big import beside, filling
from tests.bench.big.browsing import Spent, browsing
from tests.bench.big.pages import PAGES
from tests.bench.figures import Table, percentile
from tests.bench.search import postgresql
from tests.support.server import Server

RERUN_MS: Final = 150
NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

databases: list[str] = []
only: list[str] = []
"""From the command line."""


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    for number, which in enumerate(databases or ("sqlite", "postgresql")):
        with _place(which) as url, filled(scratch / f"big{number}", url) as here:
            name = NAMES[here.db.dialect]
            await measure_pages(table, here, scratch / f"big{number}", url, name)
            if not only or "beside" in only:
                measure_beside(table, here, name)


@contextmanager
def _place(which: str) -> Iterator[str]:
    """The address of the database; empty for a file in the scratch folder."""
    with postgresql() if which == "postgresql" else contextlib.nullcontext("" if which == "sqlite" else which) as url:
        yield url


async def measure_pages(table: Table, here: App, folder: Path, url: str, name: str) -> None:
    """All runs of the four pages, or of the chosen ones."""
    chosen = [part for part in PAGES if not only or part in only]
    if not chosen:
        return
    async with browsing(Server(folder, {"DEBRIEF_DATABASE_URL": url, "DEBRIEF_ACCESS": "open"}), here) as browser:
        for part in chosen:
            _, first = await browser.view("" if part == "home" else part)
            table.add_figure(f"{name}: {part}, the first since the server's start", first.wall, "ms", first.processor)
            async for what, spent in PAGES[part](browser):
                wall, processor = _medians(spent)
                table.add_bound(f"{name}: {what}", wall, "ms", RERUN_MS, processor)


def measure_beside(table: Table, here: App, name: str) -> None:
    visitor, _ = access.known_or_new_visitor(here, None)
    for what, work in beside.beside(here, visitor).items():
        wall, processor = _medians([_taken(work) for _ in range(3)])
        table.add_figure(f"{name}: {what}", wall, "ms", processor)


def _medians(spent: Sequence[Spent]) -> tuple[float, float]:
    return percentile([run.wall for run in spent], 50), percentile([run.processor for run in spent], 50)


def _taken(work: Callable[[], object]) -> Spent:
    begun, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - processor))


@contextmanager
def filled(folder: Path, url: str) -> Iterator[App]:
    """An App on a database with the many in it. One that has postmortems already is left as it is."""
    settings = Settings(data=folder, database_url=url, access="open")
    opened = lifecycle.open_app(settings, example=False)
    try:
        with opened.db.read(UNRESTRICTED) as tx:
            empty = not postmortems.count(tx)
        if empty:
            filling.fill(opened)
    finally:
        lifecycle.close(opened)
    opened = lifecycle.open_app(settings, example=False)  # as one that was started on it
    try:
        if opened.db.dialect == "postgresql":
            filling.settle_down(url)
        readings.catch_up(opened, 600)
        yield opened
    finally:
        lifecycle.close(opened)
