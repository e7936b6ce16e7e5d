"""Earlier incidents like the one that is typed: how many are found, beside plain BM25, and what it takes at 10,000.

``python -m tests.bench similar FOLDER…`` measures on real reports as well: they are imported one by one, as a team
would have written them, and each is asked for just before it comes in. See ``tests.bench.recurrences`` for a folder.
"""

import contextlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from core.domain.terms import terms_of
from core.services.app import App
from core.services.lifecycle import close, open_app
from core.services.memory.similar_incidents import similar_to_text
from core.services.old_reports import LIMITS, bring_in, report_file
from core.settings import Settings
from tests.bench.figures import Table, percentile
from tests.bench.library import POSTMORTEMS, Writer, library
from tests.bench.recurrences import Answer, Report, answers, figures, in_top, kept, read
from tests.bench.search import postgresql

ROUNDS: Final = 40
MEDIAN_MS: Final = 100.0
TOP_THREE, FIRST, KEPT = 94.0, 80.0, 70.0
folders: list[Path] = []
"""Of real reports, from the command line."""


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """Speed on both databases, and the figures on real reports where folders were given."""
    if folders:
        _found_again(table)
    for name, place in (("SQLite", contextlib.nullcontext("")), ("PostgreSQL", postgresql())):
        with place as url, library(scratch / f"similar-{name}", POSTMORTEMS, url) as (app, writer):
            spent = [_spent(app, writer) for _ in range(ROUNDS)][1:]
            what = f"similar incidents, {POSTMORTEMS:,} postmortems, {name}"
            table.add_bound(f"{what}, p50", percentile(spent, 50), "ms", MEDIAN_MS)
            table.add_bound(f"{what}, p95", percentile(spent, 95), "ms", 3 * MEDIAN_MS)


def _spent(app: App, writer: Writer) -> float:
    title, summary = writer.text(6), writer.text(20)
    started = time.perf_counter()
    similar_to_text(app, title, summary, ("service-7",))
    return (time.perf_counter() - started) * 1000


def _found_again(table: Table) -> None:
    archive = read(folders)
    ours, theirs = answers(archive, by_debrief), answers(archive, by_bm25)
    for name, given in (("BM25 of title and summary over whole reports (FTS5)", theirs), ("Debrief", ours)):
        sys.stdout.write(figures(name, given) + "\n")
    table.add_least("a relative in the top three", in_top(ours, 3), "%", TOP_THREE, in_top(theirs, 3))
    table.add_least("a relative first", in_top(ours, 1), "%", FIRST, in_top(theirs, 1))
    table.add_least("kept when 20 % of strangers show something", kept(ours), "%", KEPT, kept(theirs))


def by_debrief(reports: Sequence[Report]) -> Iterator[Answer]:
    """Each is asked for while only what came before it has been imported."""
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Settings(data=Path(folder)), example=False)
        try:
            imported: dict[str, str] = {}
            for report in reports:
                if report.asked:
                    found = similar_to_text(app, report.title, report.summary)
                    yield Answer(
                        _organisation(report),
                        report,
                        tuple((imported[item.postmortem_id], item.score) for item in found),
                    )
                outcome = bring_in(app, report_file(report.path.name, report.path.read_bytes(), LIMITS))
                imported[outcome.id] = report.id
        finally:
            close(app)


def by_bm25(reports: Sequence[Report]) -> Iterator[Answer]:
    """The plain way: FTS5 over whole reports, any word of title and summary."""
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, text)")
        for report in reports:
            if report.asked:
                typed = " OR ".join(f'"{term}"' for term in _plain(f"{report.title} {report.summary}"))
                rows = database.execute(
                    "SELECT id, -bm25(found) FROM found WHERE found MATCH ? ORDER BY bm25(found) LIMIT 3",
                    (typed or '""',),
                ).fetchall()
                yield Answer(_organisation(report), report, tuple(rows))
            text = " ".join(_plain(report.path.read_text(encoding="utf-8", errors="replace")))
            database.execute("INSERT INTO found VALUES (?, ?)", (report.id, text))


def _plain(text: str) -> list[str]:
    """Terms, so that the plain way has stems and pairs of signs as well, and only the ranking differs."""
    return [term for term in terms_of(text) if term.isalnum()]


def _organisation(report: Report) -> str:
    return report.path.parent.name
