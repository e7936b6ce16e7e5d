"""Insights at 10,000 postmortems and 50,000 action items: a rerun of the page, and what the service takes.

Measured in this process on SQLite, the page as Streamlit runs it, without a browser. The rows are put into the tables
without their search index, which Insights does not read.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.domain.insights.query import InsightQuery
from core.services import access, lifecycle
from core.services.app import App
from core.services.documents.records import record_of
from core.services.insights import facts, readings, reports
from core.settings import Settings
from core.store import postmortems
from core.store.database import tables
from core.store.postmortems import Record
from pages.parts.frame import state
from tests.bench.figures import Table, percentile
from tests.support.action_rows import settle
from tests.support.insight_data import held, postmortem

POSTMORTEMS, SHAPES, DAYS = 10_000, 300, 2200
ROUNDS = 15
PAGE = Path(__file__).parents[2] / "app.py"
RERUN_MS, CHANGED_MS, FIRST_S = 150, 600, 15


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    with _house(scratch / "insights") as here:
        size = f"{POSTMORTEMS:,} postmortems"
        begun = time.perf_counter()
        readings.catch_up(here, 600)
        table.add_bound(f"reading {size} the first time", time.perf_counter() - begun, "s", FIRST_S)
        begun = time.perf_counter()
        facts.known_facts(here)
        table.add_bound("their rows into memory, once a process", _ms(begun), "ms", 3000)
        rerun = _page(here)
        table.add_bound(f"page at {size}, a rerun, median", _median(rerun), "ms", RERUN_MS)
        queries = iter([InsightQuery("all", (severity,), (), ()) for severity in ("P1", "P2", "P3")] * ROUNDS)
        table.add_bound(
            "the report of filters asked for again", _median(lambda: _ask(here, next(queries))), "ms", RERUN_MS
        )
        table.add_bound("the report of new filters", _median(_new_filters(here), 5), "ms", CHANGED_MS)
        table.add_bound(
            "the report after a change somewhere",
            _median(lambda: _ask(here, InsightQuery("all")), 5, before=_change(here)),
            "ms",
            CHANGED_MS,
        )


def _ms(since: float) -> float:
    return 1000 * (time.perf_counter() - since)


def _median(work: Callable[[], object], rounds: int = ROUNDS, before: Callable[[], object] | None = None) -> float:
    """``before`` is done before each round and not measured."""
    spent = []
    for _ in range(rounds):
        if before is not None:
            before()
        begun = time.perf_counter()
        work()
        spent.append(_ms(begun))
    return percentile(spent, 50)


def _ask(here: App, query: InsightQuery) -> None:
    reports.insight_page(here, query)


def _new_filters(here: App) -> Callable[[], object]:
    days = iter(range(1, 1000))
    return lambda: _ask(here, InsightQuery(f"2022-01-01..2026-01-{next(days):02}"))


def _change(here: App) -> Callable[[], object]:
    draw, numbers = random.Random(3), iter(range(2, 1000))

    def change() -> None:
        with here.db.write() as tx:
            made = postmortem(7, tx.now() - timedelta(days=3), draw)
            postmortems.save_record(tx, "insight00007", record_of(made), next(numbers))

    return change


def _page(here: App) -> Callable[[], object]:
    """A whole rerun of the page, in a session that is there already."""
    _, token = access.known_or_new_visitor(here, None)

    def rerun() -> None:
        lifecycle.use(here)
        state.use_visitor_token(token, loopback=True)
        try:
            session.run()
        finally:
            state.use_visitor_token(None)
            lifecycle.use(None)

    session = AppTest.from_file(str(PAGE), default_timeout=120)
    session.query_params["period"] = "all"
    rerun()
    session.switch_page("pages/insights.py")
    session.query_params["period"] = "all"
    rerun()
    if session.exception or len(session.get("vega_lite_chart")) < 8:
        raise RuntimeError("the page was not drawn as expected")
    return rerun


@contextmanager
def _house(folder: Path) -> Iterator[App]:
    opened = lifecycle.open_app(Settings(data=folder, access="open"), example=False)
    try:
        _fill(opened)
        yield opened
    finally:
        lifecycle.close(opened)


def _fill(opened: App) -> None:
    """Rows of a few hundred made-up postmortems, over and over, each on a day of its own."""
    draw = random.Random(7)
    with opened.db.write() as tx:
        now = tx.now()
        shapes = [record_of(postmortem(number, now, draw)) for number in range(SHAPES)]
        for first in range(0, POSTMORTEMS, 500):
            numbers = range(first, min(first + 500, POSTMORTEMS))
            rows = [(f"insight{number:05}", shapes[number % SHAPES], number) for number in numbers]
            at = {number: now - timedelta(days=DAYS * number / POSTMORTEMS) for number in numbers}
            tx.execute(
                tables.postmortem.insert(),
                [
                    {
                        **{"id": pm_id, "title": f"Incident {number}", "severity": shape.severity, "zone": "UTC"},
                        **{"created_at": at[number], "started_at": at[number], "example": False, "promised": False},
                        **{"filled": 0, "needed": 0},
                    }
                    for pm_id, shape, number in rows
                ],
            )
            tx.execute(
                tables.record.insert(),
                [
                    {"postmortem_id": pm_id, "last_update_id": 1, "postmortem_json": shape.postmortem_json, "at": now}
                    for pm_id, shape, _ in rows
                ],
            )
            meetings = {number: held(at[number], draw) for number in numbers}
            tx.execute(
                tables.meeting.insert(),
                [
                    {
                        **{"postmortem_id": pm_id, "kind": "sync", "status": "finished", "version": 9},
                        "state": meetings[number].model_dump_json(),
                    }
                    for pm_id, _, number in rows
                ],
            )
            actions = [(pm_id, place, row) for pm_id, shape, _ in rows for place, row in enumerate(_actions(shape))]
            tx.execute(tables.record_action.insert(), [_action(*action) for action in actions])
            tx.execute(
                tables.action_progress.insert(),
                [
                    {
                        **{"postmortem_id": pm_id, "action_id": str(row["id"]), "note": "", "evidence": "", "at": now},
                        "state": draw.choice(["done", "done", "moved", "dropped"]),
                    }
                    for pm_id, _, row in actions
                    if draw.random() < 0.7
                ],
            )
        settle(tx)


def _actions(shape: Record) -> list[dict[str, object]]:
    return [row.model_dump(include={"id", "text", "owner", "due", "done_when"}) for row in shape.actions]


def _action(pm_id: str, place: int, row: dict[str, object]) -> dict[str, object]:
    return {"postmortem_id": pm_id, "position": place, "chosen": False, **row}
