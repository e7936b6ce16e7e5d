"""Links of actions in old reports go into the column of links, and no word is lost with them."""

from datetime import date

import pytest

from core.domain.report.action_words import without_link
from core.domain.report.model import ReportContext
from core.domain.report.reader import read_report
from core.domain.report.source_text import words_of

ISSUE = "https://github.com/acme/shop/issues/123"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Page on-call at 90 % {ISSUE}", "Page on-call at 90 %"),
        (f"Page on-call at 90 % ({ISSUE})", "Page on-call at 90 %"),
        (f"Page on-call at 90 % <{ISSUE}>", "Page on-call at 90 %"),
        (f"Page on-call · {ISSUE} · open", "Page on-call · open"),
        (f"Page on-call · {ISSUE}", "Page on-call"),
    ],
)
def test_an_address_that_stands_by_itself_goes_into_the_column(text: str, left: str) -> None:
    """Beside the words, in brackets, in a cell of its own."""
    assert without_link(text, ISSUE) == left


@pytest.mark.parametrize(
    "text",
    [
        f"[the ticket]({ISSUE})",
        f"See {ISSUE} for the plan",
        f"Ticket: {ISSUE}",
        ISSUE,
        f"({ISSUE})",
        f"{ISSUE} and {ISSUE}",
        f"Fixed by{ISSUE}",
        "Nothing of the kind",
    ],
)
def test_words_that_need_it_keep_it(text: str) -> None:
    """The words of a link, a sentence around it, a label before it, an action that is nothing else."""
    assert without_link(text, ISSUE) == text


def test_what_is_no_link_stays_where_it_is() -> None:
    """An address with a password, or none."""
    for link in ("https://mara:pass@git.example/1", "", "OPS-12"):
        text = f"Page on-call {link}".strip()
        assert without_link(text, link) == text


def test_a_report_brings_its_links_along() -> None:
    """From bullets and from a table; every word of the report is still there."""
    source = f"""# Orders stood still

## Action items

- [ ] Page on-call at 90 % ({ISSUE})
- [ ] Read [the runbook](https://wiki.acme.example/runbook) again

| Action | Owner | Ticket |
|---|---|---|
| Quota for exports | Deniz | https://acme.atlassian.net/browse/OPS-12 |
"""
    made = read_report(source, ReportContext(name="x.md", today=date(2026, 11, 30), zone="UTC")).postmortem
    found = [(row.text, row.link) for row in made.actions]
    assert found == [
        ("Page on-call at 90 %", ISSUE),
        ("Read [the runbook](https://wiki.acme.example/runbook) again", "https://wiki.acme.example/runbook"),
        ("Quota for exports", "https://acme.atlassian.net/browse/OPS-12"),
    ]
    kept = " ".join((*(text for text, _ in found), *(link for _, link in found)))
    assert set(words_of(ISSUE)) <= set(words_of(kept))
