"""Home, Archive, Follow-up and Insights at 10,000 postmortems with 50,000 action items: reruns as people cause them.

Measured in this process, each page as Streamlit runs it for one browser session (AppTest), without a browser: what the
script takes and the elements that it sends. The first view is that of a session that is new. Beside each median stands
that of the processor time of this process: a ratio far above 1 says that others had the machine (or, on PostgreSQL,
that its server worked).

Both databases are filled anew, unless ``--database`` says otherwise: ``sqlite``, ``postgresql``, or the address of one
that is filled at the first time and kept. ``--only follow_up`` measures one page.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from streamlit.testing.v1 import AppTest

from core.domain.postmortem import Severity
from core.services import access, lifecycle
from core.services.actions import action_queries
from core.services.actions import follow_up as follow_ups
from core.services.app import App
from core.services.insights import readings
from core.settings import Settings
from core.store import postmortems
from core.store.database.audience import UNRESTRICTED
from core.store.people.visitors import Visitor
from pages.parts.frame import state
from tests.bench.big import beside, content, filling
from tests.bench.figures import Table, percentile
from tests.bench.search import postgresql
from tests.support.pages import new_session

ROUNDS: Final = 7
RERUN_MS: Final = 150
PAGE: Final = Path(__file__).parents[2] / "app.py"


databases: list[str] = []
only: list[str] = []
"""From the command line."""


class Spent(NamedTuple):
    """In ms; ``processor`` is this process's."""

    wall: float
    processor: float


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    for which in databases or ("sqlite", "postgresql"):
        with _place(which) as url, filled(scratch / "big", url) as here:
            measure(table, here, {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[here.db.dialect])


@contextmanager
def _place(which: str) -> Iterator[str]:
    """The address of the database; empty for a file in the scratch folder."""
    with postgresql() if which == "postgresql" else contextlib.nullcontext("" if which == "sqlite" else which) as url:
        yield url


def measure(table: Table, here: App, name: str) -> None:
    """All figures of one database, or those of the chosen pages."""
    tab = Tab(here)
    for part, figures in PARTS.items():
        for what, spent in figures(tab) if not only or part in only else ():
            processor = percentile([one.processor for one in spent], 50)
            table.add_bound(f"{name}: {what}", percentile([one.wall for one in spent], 50), "ms", RERUN_MS, processor)
    for what, work in beside.beside(here, tab.visitor).items() if not only or "beside" in only else ():
        taken = [_taken(work) for _ in range(3)]
        processor = percentile([one.processor for one in taken], 50)
        table.add_figure(f"{name}: {what}", percentile([one.wall for one in taken], 50), "ms", processor)


class Tab:
    """A browser of the workspace."""

    def __init__(self, app: App) -> None:
        self.app = app
        visitor, self.token = access.known_or_new_visitor(app, None)
        self.visitor: Visitor = visitor

    def run(self, session: AppTest) -> Spent:
        """A rerun. Raises RuntimeError for a page that ends with an error."""
        lifecycle.use(self.app)
        state.use_visitor_token(self.token, loopback=True)
        try:
            spent = _taken(session.run)
        finally:
            state.use_visitor_token(None)
            lifecycle.use(None)
        if session.exception or session.error:
            raise RuntimeError("the page was not drawn as expected")
        return spent

    def open(self, page: str, **query: str) -> tuple[AppTest, Spent]:
        """A session that is new, on this page, and what its first view took."""
        session = new_session(PAGE, 120)
        if page == "home":
            return session, self.run(session)
        session.query_params["period"] = "90"
        self.run(session)
        session.switch_page(f"pages/{page}.py")
        session.query_params.update(query)
        return session, self.run(session)

    def runs(self, session: AppTest, changes: Callable[[int], object], rounds: int = ROUNDS) -> list[Spent]:
        """Reruns, each after a change."""
        found = []
        for at in range(rounds):
            changes(at)
            found.append(self.run(session))
        return found


Figures = Iterator[tuple[str, Sequence[Spent]]]


def home(tab: Tab) -> Figures:
    views = [tab.open("home") for _ in range(3)]
    yield "Home, first view", [spent for _, spent in views]
    session = views[0][0]
    yield "Home, rerun", tab.runs(session, lambda _: None)
    box = next(item for item in session.text_input if "happened" in item.label or "title" in item.label.lower())
    texts = [f"{service} stopped answering" for service in content.SERVICES]
    yield "Home, a title typed (seen before)", tab.runs(session, lambda at: box.set_value(texts[at]))


def archive(tab: Tab) -> Figures:
    views = [tab.open("archive") for _ in range(3)]
    yield "Archive, first view", [spent for _, spent in views]
    session = views[0][0]

    def page(at: int) -> None:
        session.session_state["archive-page"] = 2 + 20 * at

    yield "Archive, another page", tab.runs(session, page)
    severities = [item.value for item in Severity]
    yield (
        "Archive, severity chosen",
        tab.runs(session, lambda at: session.selectbox(key="filter-severity").set_value(severities[at % 3])),
    )
    names = content.SERVICES
    yield (
        "Archive, service chosen as well",
        tab.runs(session, lambda at: session.selectbox(key="filter-service").set_value(names[at * 3])),
    )
    session = views[1][0]
    yield "Archive, words searched", tab.runs(session, lambda at: session.text_input[0].set_value(names[at * 5]))
    session = views[2][0]
    yield (
        "Archive, those with open actions",
        tab.runs(session, lambda at: session.toggle(key="filter-open_actions").set_value(at % 2 == 0)),
    )


def follow_up(tab: Tab) -> Figures:
    views = [tab.open("follow_up") for _ in range(3)]
    yield "Follow-up, first view", [spent for _, spent in views]
    session = views[0][0]
    yield "Follow-up, rerun", tab.runs(session, lambda _: None)
    yield (
        "Follow-up, an owner chosen",
        tab.runs(session, lambda at: session.selectbox(key="choose-owner").set_value(content.OWNERS[at * 7])),
    )
    words = ("alert", "host", "checkout", "data", "queue", "media", "worker")
    session = views[1][0]
    yield "Follow-up, words found", tab.runs(session, lambda at: session.text_input[0].set_value(words[at]))
    session, spent = tab.open("follow_up", show="closed")
    yield "Follow-up, done and dropped", [spent, *tab.runs(session, lambda _: None)]
    yield (
        "Follow-up, words in done and dropped",
        tab.runs(session, lambda at: session.text_input[0].set_value(words[at])),
    )
    session = views[2][0]
    yield "Follow-up, an action done", [_done(tab, session) for _ in range(ROUNDS)]


def _done(tab: Tab, session: AppTest) -> Spent:
    """What a browser causes: its card alone runs and stores the evidence, then the page is drawn once.

    This page test knows no fragments: by its form it would draw the whole page twice.
    """
    action = action_queries.action_page(tab.app).rows[0]
    store = partial(follow_ups.mark_done, tab.app, action.postmortem_id, action.action_id, "It passes", tab.visitor)
    stored, drawn = _taken(store), tab.run(session)
    return Spent(stored.wall + drawn.wall, stored.processor + drawn.processor)


def insights(tab: Tab) -> Figures:
    session, _ = tab.open("insights")
    periods = [f"2026-0{month}-01..2026-0{month + 2}-20" for month in range(1, 8)]

    def period(at: int) -> None:
        session.query_params["period"] = periods[at]

    yield "Insights, rerun", tab.runs(session, lambda _: None)
    yield "Insights, other days", tab.runs(session, period)
    names = content.SERVICES
    yield (
        "Insights, another service",
        tab.runs(session, lambda at: session.multiselect(key="choose-service").set_value([names[at * 5]])),
    )


PARTS: Final[dict[str, Callable[[Tab], Figures]]] = {
    "home": home,
    "archive": archive,
    "follow_up": follow_up,
    "insights": insights,
}


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
