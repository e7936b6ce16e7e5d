"""Home, Archive, Follow-up and Insights at 10,000 postmortems with 50,000 action items: reruns as people cause them.

Measured in this process, each page as Streamlit runs it for one browser session (AppTest), without a browser: what the
script takes and the elements that it sends. On both databases. The first view is that of a session that is new.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from streamlit.testing.v1 import AppTest

from core.domain.postmortem import Severity
from core.services import access, lifecycle
from core.services.actions import action_queries, reminders
from core.services.app import App
from core.services.audit import retention
from core.services.exchange import exports
from core.services.insights import readings
from core.services.nudges import incidents
from core.services.reviews import review_queries
from core.settings import Settings
from core.store.people.visitors import Visitor
from pages.parts.frame import state
from tests.bench import big_archive
from tests.bench.figures import Table, percentile
from tests.bench.search import postgresql

ROUNDS: Final = 7
RERUN_MS: Final = 150
PAGE: Final = Path(__file__).parents[2] / "app.py"


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    for name, place in (("SQLite", contextlib.nullcontext("")), ("PostgreSQL", postgresql())):
        with place as url, _filled(scratch / f"big-{name}", url) as here:
            measure(table, here, name)


def measure(table: Table, here: App, name: str) -> None:
    """All figures of one database."""
    readings.catch_up(here, 600)
    tab = Tab(here)
    for what, spent in (*home(tab), *archive(tab), *follow_up(tab), *insights(tab)):
        table.add_bound(f"{name}: {what}", percentile(spent, 50), "ms", RERUN_MS)
    for what, work in beside(here, tab.visitor).items():
        table.add_figure(f"{name}: {what}", percentile([_ms(work) for _ in range(3)], 50), "ms")


class Tab:
    """A browser of the workspace."""

    def __init__(self, app: App) -> None:
        self.app = app
        visitor, self.token = access.known_or_new_visitor(app, None)
        self.visitor: Visitor = visitor

    def run(self, session: AppTest) -> float:
        """A rerun, in ms. Raises RuntimeError for a page that ends with an error."""
        lifecycle.use(self.app)
        state.use_visitor_token(self.token, loopback=True)
        try:
            begun = time.perf_counter()
            session.run()
            spent = 1000 * (time.perf_counter() - begun)
        finally:
            state.use_visitor_token(None)
            lifecycle.use(None)
        if session.exception or session.error:
            raise RuntimeError("the page was not drawn as expected")
        return spent

    def open(self, page: str, **query: str) -> tuple[AppTest, float]:
        """A session that is new, on this page, and what its first view took."""
        session = AppTest.from_file(str(PAGE), default_timeout=120)
        if page == "home":
            return session, self.run(session)
        session.query_params["period"] = "90"
        self.run(session)
        session.switch_page(f"pages/{page}.py")
        session.query_params.update(query)
        return session, self.run(session)

    def runs(self, session: AppTest, changes: Callable[[int], object], rounds: int = ROUNDS) -> list[float]:
        """Reruns, each after a change."""
        found = []
        for at in range(rounds):
            changes(at)
            found.append(self.run(session))
        return found


Figures = Iterator[tuple[str, list[float]]]


def home(tab: Tab) -> Figures:
    views = [tab.open("home") for _ in range(3)]
    yield "Home, first view", [spent for _, spent in views]
    session = views[0][0]
    yield "Home, rerun", tab.runs(session, lambda _: None)
    box = next(item for item in session.text_input if "happened" in item.label or "title" in item.label.lower())
    texts = [f"{service} stopped answering" for service in big_archive.SERVICES]
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
    names = big_archive.SERVICES
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
        tab.runs(session, lambda at: session.selectbox(key="choose-owner").set_value(big_archive.OWNERS[at * 7])),
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


def _done(tab: Tab, session: AppTest) -> float:
    """Its form is opened and sent; what the page takes that shows it."""
    radio = session.radio[0]
    radio.set_value("Done")
    tab.run(session)
    next(item for item in session.text_input if item.label == "Evidence:").set_value("The test passes")
    next(item for item in session.button if item.label == "It is done").click()
    return tab.run(session)


def insights(tab: Tab) -> Figures:
    session, _ = tab.open("insights")
    periods = [f"2026-0{month}-01..2026-0{month + 2}-20" for month in range(1, 8)]

    def period(at: int) -> None:
        session.query_params["period"] = periods[at]

    yield "Insights, rerun", tab.runs(session, lambda _: None)
    yield "Insights, other days", tab.runs(session, period)
    names = big_archive.SERVICES
    yield (
        "Insights, another service",
        tab.runs(session, lambda at: session.multiselect(key="choose-service").set_value([names[at * 5]])),
    )


def beside(here: App, visitor: Visitor) -> dict[str, Callable[[], object]]:
    """What else reads everything: exports, the wall, reminders, what is due, what a start and the house-keeping do."""
    return {
        "all actions as CSV": lambda: exports.all_actions_csv(here, visitor),
        "the wall": lambda: action_queries.most_overdue(here, 6),
        "counts, each minute a page": lambda: action_queries.action_counts(here),
        "reviews that are due": lambda: review_queries.due_reviews(here),
        "the reminder's digest": lambda: reminders.digest(here),
        "due soon, each morning": lambda: reminders.due_soon(here),
        "without a meeting, each morning": lambda: incidents.without_meeting(here),
        "retention": lambda: retention.keep_house(here),
    }


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


@contextmanager
def _filled(folder: Path, url: str) -> Iterator[App]:
    opened = lifecycle.open_app(Settings(data=folder, database_url=url, access="open"), example=False)
    try:
        big_archive.fill(opened)
        yield opened
    finally:
        lifecycle.close(opened)
