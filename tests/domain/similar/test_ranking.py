"""Ranking with a handful of incidents: rare words count, and what stands everywhere does not."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from core.domain.similar.ranking import Candidate, ranked, rarity
from core.domain.terms import terms_of

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
ARCHIVE = {
    "certificate": ("Shop certificate expired", "Nobody had renewed the certificate of the shop.", ""),
    "disk": ("Database disk full", "The disk of the primary filled up over night.", "Logs were never rotated."),
    "queue": ("Orders wait", "The queue of the shop was stuck.", "A poison message blocked the consumer."),
    "printer": ("Labels missing", "The label printer of the warehouse was offline.", ""),
}


def best(text: str) -> list[str]:
    items = [
        Candidate(name, parts[0], BEGIN + timedelta(days=day), *(terms_of(part) for part in parts))
        for day, (name, parts) in enumerate(ARCHIVE.items())
    ]
    found_in = Counter(term for item in items for term in {*item.title_terms, *item.lead_terms, *item.body_terms})
    return [one.candidate.postmortem_id for one in ranked(terms_of(text), items, found_in, len(items))]


def test_the_one_that_shares_rare_words_is_first() -> None:
    """Words of the query that stand in one report weigh more than those of all."""
    assert best("The certificate of the warehouse printer expired")[0] == "certificate"
    assert best("disks are filling up")[0] == "disk"


def test_words_far_down_in_a_report_are_found() -> None:
    """The whole earlier report is looked at, not its title."""
    assert best("a poison message again")[0] == "queue"


def test_nothing_in_common_is_nothing() -> None:
    """An empty text and foreign words find nothing."""
    assert best("") == best("xylophone") == []


def test_rarity_falls_with_the_reports_that_have_it() -> None:
    """And is never negative."""
    worth = [rarity(found, 40) for found in (1, 2, 10, 39, 40)]
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] >= 0
