"""Archive: every postmortem, found by any word."""

import pytest

from core.document import edit
from core.domain.postmortem import Severity
from core.services import documents, postmortems
from tests.support.pages import Tab, assert_whole, words


def written(tab: Tab, title: str, what: str) -> str:
    pm_id = postmortems.create(tab.app, title, Severity.P2, by=tab.visitor)
    documents.edit(tab.app, pm_id, edit.set_text("summary.what_happened", what), tab.visitor.id)
    return pm_id


def test_without_a_query_everything_stands_there(tab: Tab) -> None:
    """Title, severity, date, open actions; drafts too."""
    written(tab, "Checkout was down", "The certificate of the payment host had expired.")
    session = tab.open("archive")
    assert_whole(session)
    said = words(session)
    assert "2 postmortems" in said
    assert "Checkout was down" in said
    assert "nothing open" in said
    assert "5 open" in said


def test_a_word_finds_and_is_marked(tab: Tab) -> None:
    """The snippet shows why it was found."""
    pm_id = written(tab, "Checkout was down", "The certificate of the payment host had expired.")
    session = tab.open("archive")
    session.text_input[0].set_value("certificate").run()
    assert_whole(session)
    said = words(session)
    assert "<mark>certificate</mark>" in said
    assert f'href="summary?pm={pm_id}"' in said
    assert "Shop could not take orders" not in said


def test_the_query_is_in_the_address(tab: Tab) -> None:
    """A search can be sent to a colleague."""
    written(tab, "Checkout was down", "The certificate of the payment host had expired.")
    session = tab.open("archive", q="certificate")
    assert "<mark>certificate</mark>" in words(session)


def test_nothing_found_says_how_to_go_on(tab: Tab) -> None:
    """An empty list is never silent."""
    session = tab.open("archive")
    session.text_input[0].set_value("zebra").run()
    assert "Nothing holds “zebra”" in words(session)


@pytest.mark.parametrize(
    "query", ['" OR NEAR(', "& | ! :*", "'; DROP TABLE", "<script>alert(1)</script>", "%_", "*", "\\"]
)
def test_any_text_is_safe_to_search_for(tab: Tab, query: str) -> None:
    """No query language, no code: words to look for."""
    session = tab.open("archive")
    session.text_input[0].set_value(query).run()
    assert_whole(session)
    assert "<script" not in words(session)


def test_marks_come_from_the_search_only(tab: Tab) -> None:
    """Text that holds the marking signs or tags cannot draw."""
    written(tab, "Odd", "a certificate <img src=x onerror=alert(1)> here")
    session = tab.open("archive", q="certificate")
    said = words(session)
    assert "<img" not in said
    assert "&lt;img" in said
