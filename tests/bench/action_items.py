"""The board of action items with thousands of them: what the service takes, and what a rerun of the page takes.

Everything is measured in this process on SQLite, once with few action items and once with many, so that the figures of
one machine stand beside each other. The page is run as Streamlit runs it, without a browser.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.domain.people.names import clean_name
from core.domain.postmortem import ActionKind, ActionRow
from core.services import access, lifecycle
from core.services.actions import action_queries
from core.services.app import App
from core.settings import Settings
from core.store import action_log, postmortems
from core.store.postmortems import Record
from pages.parts.frame import state
from tests.bench.figures import Table, percentile
from tests.support.held import held_in

FEW, MANY = 50, 5_000
AN_INCIDENT = 10
OWNERS = 40
ROUNDS = 15
PAGE = Path(__file__).parents[2] / "app.py"


# What is asked for in both houses, and how often the dearer one may take the cheaper one's time. The board and the
# page are what people wait for; words and histories are looked for in every action item there is.
AT_MOST = {
    "board, a page of 50": 20.0,
    "board, filtered by words": 40.0,
    "all of them, with histories": 150.0,
    "follow-up page, a rerun": 3.0,
}


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """The service calls and the page's script with 5,000 actions, beside 50, in turn."""
    with _house(scratch / "few", FEW) as few, _house(scratch / "many", MANY) as many:
        works = [_works(few), _works(many)]
        for what, at_most in AT_MOST.items():
            spent: list[list[float]] = [[], []]
            for _ in range(ROUNDS):
                for times, work in zip(spent, works, strict=True):
                    times.append(_time(work[what]))
            beside, ours = (percentile(times[1:], 50) for times in spent)
            table.add_ratio(f"{what}, {MANY:,} action items beside {FEW}", ours, beside, "ms", at_most)


def _works(here: App) -> dict[str, Callable[[], object]]:
    names = list(AT_MOST)
    query = action_queries.ActionQuery(text="alert")
    return {
        names[0]: lambda: action_queries.action_page(here),
        names[1]: lambda: action_queries.action_page(here, query),
        names[2]: lambda: action_queries.list_actions(here, include_closed=True),
        names[3]: _page(here),
    }


def _time(work: Callable[[], object]) -> float:
    since = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - since)


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
    rerun()
    session.switch_page("pages/follow_up.py")
    rerun()
    if session.exception or len(session.radio) != FEW:
        raise RuntimeError("the page was not drawn as expected")
    return rerun


@contextmanager
def _house(folder: Path, count: int) -> Iterator[App]:
    """A Debrief with so many open action items, and a history for every third."""
    opened = lifecycle.open_app(Settings(data=folder, access="open"), example=False)
    try:
        _fill(opened, count)
        yield opened
    finally:
        lifecycle.close(opened)


def _fill(opened: App, count: int) -> None:
    with opened.db.write() as tx:
        today = tx.now().date()
        for number in range(0, count, AN_INCIDENT):
            pm_id = f"pm{number:05}"
            rows = [
                ActionRow(
                    id=f"a{at}",
                    text=f"Alert on the disk of host {at} before it is full",
                    owner=clean_name(f"Owner {at % OWNERS}"),
                    due=today + timedelta(days=at % 60 - 30),
                    kind=ActionKind.DETECT,
                    done_when="The alert rang in a test",
                )
                for at in range(number, number + AN_INCIDENT)
            ]
            postmortems.create(tx, pm_id, f"Incident {number}")
            held_in(tx, pm_id)
            postmortems.save_record(tx, pm_id, Record("{}", title=f"Incident {number}", actions=rows), 1)
            for row in rows[::3]:
                action_log.add_progress(tx, pm_id, row.id, "moved", note="The migration came first", due=row.due)
