"""What people do on Home, the Archive, Follow-up and Insights, each with what its runs take."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

from core.domain.postmortem import Severity
from core.services.actions import action_queries
from tests.bench.big import content
from tests.bench.big.browsing import ROUNDS, Browsing, Spent
from tests.bench.page_session import PageSession

Figures = AsyncIterator[tuple[str, Sequence[Spent]]]


async def home(browser: Browsing) -> Figures:
    session, views = await browser.views("")
    yield "Home, first view", views
    yield "Home, rerun", await browser.again(session)
    texts = [f"{service} stopped answering" for service in content.SERVICES]
    yield (
        "Home, a title typed (seen before)",
        await browser.runs(session, lambda at: session.fill("new-title", texts[at])),
    )


async def archive(browser: Browsing) -> Figures:
    session, views = await browser.views("archive")
    yield "Archive, first view", views
    yield (
        "Archive, another page",
        await browser.runs(session, lambda at: session.turn_to("archive-page", 2 + 20 * at)),
    )
    severities = [item.value for item in Severity]
    yield (
        "Archive, severity chosen",
        await browser.runs(session, lambda at: session.fill("filter-severity", severities[at % 3])),
    )
    offered = iter(session.options("filter-service")[1:])
    yield (
        "Archive, service chosen as well",
        await browser.runs(session, lambda _: session.fill("filter-service", next(offered))),
    )
    session, _ = await browser.view("archive")
    names = content.SERVICES
    yield "Archive, words searched", await browser.runs(session, lambda at: session.fill("q", names[at * 5]))
    session, _ = await browser.view("archive")
    yield (
        "Archive, those with open actions",
        await browser.runs(session, lambda at: session.set_open("filter-open_actions", at % 2 == 0)),
    )


async def follow_up(browser: Browsing) -> Figures:
    session, views = await browser.views("follow_up")
    yield "Follow-up, first view", views
    yield "Follow-up, rerun", await browser.again(session)
    owners = session.options("choose-owner")
    yield (
        "Follow-up, an owner chosen",
        await browser.runs(session, lambda at: session.fill("choose-owner", owners[1 + at * 7])),
    )
    words = ("alert", "host", "checkout", "data", "queue", "media", "worker")
    session, _ = await browser.view("follow_up")
    yield "Follow-up, words found", await browser.runs(session, lambda at: session.fill("choose-q", words[at]))
    session, views = await browser.views("follow_up", "show=closed")
    yield "Follow-up, done and dropped", views
    yield (
        "Follow-up, words in done and dropped",
        await browser.runs(session, lambda at: session.fill("choose-q", words[at])),
    )
    session, _ = await browser.view("follow_up")
    opened, done = zip(*[await _done(browser, session) for _ in range(ROUNDS)], strict=True)
    yield "Follow-up, the form for an action done", opened
    yield "Follow-up, an action done", done


async def _done(browser: Browsing, session: PageSession) -> tuple[Spent, Spent]:
    """Its form opened, a run of its card; and sent, a run of the card that stores it, and one of the page."""
    action = action_queries.action_page(browser.app).rows[0]
    key = f"{action.postmortem_id}-{action.action_id}-{len(action.history)}"
    opened = await browser.taken(session, session.fill(f"became-{key}", "Done"))
    session.write(f"evidence-{key}", "It passes")
    return opened, await browser.taken(session, session.press(f"FormSubmitter:done-{key}-It is done"))


async def insights(browser: Browsing) -> Figures:
    session, views = await browser.views("insights", "period=90")
    yield "Insights, first view", views
    yield "Insights, rerun", await browser.again(session)
    periods = [f"2026-0{month}-01..2026-0{month + 2}-20" for month in range(1, 8)]

    async def other_days(at: int) -> None:
        session.query = f"period={periods[at]}"
        await session.run_again()

    yield "Insights, other days", await browser.runs(session, other_days)
    names = content.SERVICES
    yield (
        "Insights, another service",
        await browser.runs(session, lambda at: session.choose_several("choose-service", [names[at * 5]])),
    )


PAGES: Final[dict[str, Callable[[Browsing], Figures]]] = {
    "home": home,
    "archive": archive,
    "follow_up": follow_up,
    "insights": insights,
}
