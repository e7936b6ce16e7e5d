"""Searching an archive of 10,000 postmortems: what a page of the Archive takes, on both databases."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from core.domain.postmortem import Severity
from core.domain.search.filters import ArchiveFilter
from core.services import postmortems
from core.services.app import App
from tests.bench.figures import Table, percentile
from tests.bench.library import POSTMORTEMS, Writer, library
from tests.support.databases import PostgresServer
from tests.support.postgres import Cluster, installed

ROUNDS: Final = 25
MEDIAN_MS: Final = 50.0
MISSPELLED_MS: Final = 150.0


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """Each kind of search with other words each time; the first page with its cards and snippets."""
    for name, place in (("SQLite", contextlib.nullcontext("")), ("PostgreSQL", postgresql())):
        with place as url, library(scratch / f"search-{name}", POSTMORTEMS, url) as (app, writer):
            for what, search in kinds(app, writer).items():
                median = percentile([spent(search) for _ in range(ROUNDS)][1:], 50)
                bound = MISSPELLED_MS if what.startswith("a mistyped") else MEDIAN_MS
                table.add_bound(f"{what}, {POSTMORTEMS:,} postmortems, {name}, p50", median, "ms", bound)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database on a server of its own."""
    binaries = installed()
    if binaries is None:
        raise RuntimeError("The PostgreSQL of the development packages is not installed: run `make test` once.")
    server = PostgresServer(Cluster(binaries))
    try:
        yield server.create()
    finally:
        server.stop()


def kinds(app: App, writer: Writer) -> dict[str, Callable[[], object]]:
    """Searches as people make them."""
    archive = postmortems.archive

    def misspelled() -> str:
        word = next(word for word in iter(writer.word, "") if len(word) > 7)
        return f"{word[:4]}{word[5]}{word[4]}{word[6:]}"

    return {
        "the list without a query": lambda: archive(app),
        "filters without a query": lambda: archive(
            app, chosen=ArchiveFilter(severity=Severity.P1, service="service-7")
        ),
        "one word": lambda: archive(app, writer.word()),
        "two words": lambda: archive(app, writer.text(2)),
        "a title of six words that is there in part": lambda: archive(app, writer.text(6)),
        "six words within a filter": lambda: archive(app, writer.text(6), chosen=ArchiveFilter(service="service-7")),
        "a phrase": lambda: archive(app, f'"{writer.text(2)}"'),
        "a mistyped word": lambda: archive(app, misspelled()),
    }


def spent(search: Callable[[], object]) -> float:
    started = time.perf_counter()
    search()
    return (time.perf_counter() - started) * 1000
