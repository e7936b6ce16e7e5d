"""Archive: every postmortem, found by any word."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.postmortem import Severity
from core.services import postmortems
from core.services.documents import document_store
from pages.parts.frame import html
from tests.support import edits
from tests.support.held import held
from tests.support.pages import Tab, assert_whole, words


def written(tab: Tab, title: str, what: str) -> str:
    pm_id = postmortems.create(tab.app, title, Severity.P2, by=tab.visitor)
    document_store.edit(tab.app, pm_id, edits.set_text("summary.what_happened", what), tab.visitor.id)
    return pm_id


def test_without_a_query_everything_stands_there(tab: Tab) -> None:
    """Title, severity, date, open actions; drafts too."""
    written(tab, "Checkout was down", "The certificate of the payment host had expired.")
    session = tab.open("archive")
    assert_whole(session)
    message = words(session)
    assert "2 postmortems" in message
    assert "Checkout was down" in message
    assert "nothing open" in message
    assert "5 open" in message


def test_a_word_finds_and_is_marked(tab: Tab) -> None:
    """The snippet shows why it was found."""
    pm_id = written(tab, "Checkout was down", "The certificate of the payment host had expired.")
    session = tab.open("archive")
    session.text_input[0].set_value("certificate").run()
    assert_whole(session)
    message = words(session)
    assert "<mark>certificate</mark>" in message
    assert f'href="summary?pm={pm_id}"' in message
    assert "Shop could not take orders" not in message


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


def test_some_of_the_words_are_said_to_be_some(tab: Tab) -> None:
    """Nobody takes the closest for what was asked for; and plain letters find others."""
    written(tab, "Straßenbahn stood still", "The certificate of the payment host had expired.")
    session = tab.open("archive", q="strassenbahn zebra")
    assert "Nothing holds all of “strassenbahn zebra”. The closest come first." in words(session)
    assert "Straßenbahn stood still" in words(session)


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
    message = words(session)
    assert "<img" not in message
    assert "&lt;img" in message


def test_only_what_is_late_has_the_late_colour(tab: Tab) -> None:
    """Open is no reproach: an action of next month stood there in the colour of one that was forgotten."""
    today = datetime.now(UTC).date()
    for title, days in (("Checkout was down", 20), ("Mail stood still", -3)):
        pm_id = written(tab, title, "A volume was full.")
        change = edits.add_row(
            "actions", "a1", "Alert on disk use", "Ma1", owner="Kim", due=today + timedelta(days=days)
        )
        document_store.edit(tab.app, pm_id, change, None)
        held(tab.app, pm_id)
    message = words(tab.open("archive"))
    assert '<span class="chip plain">1 open</span>' in message
    assert '<span class="chip late">1 open, 1 late</span>' in message


def test_an_example_is_never_late(tab: Tab) -> None:
    """Its actions were due long ago, and nobody owes them."""
    assert '<span class="chip plain">5 open</span>' in words(tab.open("archive"))


def test_a_postmortem_in_review_is_not_late(tab: Tab) -> None:
    """Its state had the late colour too, so that everything looked overdue."""
    assert '<span class="chip plain">Meeting held</span>' in words(tab.open("archive"))


def labelled(tab: Tab, title: str, what: str, *services: str) -> str:
    pm_id = written(tab, title, what)
    document_store.edit(tab.app, pm_id, edits.set_labels("services", *services), tab.visitor.id)
    return pm_id


def test_filters_are_in_the_address_and_shown_as_chips(tab: Tab) -> None:
    """A list can be sent to a colleague, and each filter can be taken away."""
    labelled(tab, "Checkout was down", "The certificate had expired.", "checkout")
    labelled(tab, "Search was slow", "The cache was cold.", "search")
    session = tab.open("archive", service="Checkout", severity="P2")
    assert_whole(session)
    message = words(session)
    assert "1 postmortem" in message
    assert "Checkout was down" in message
    assert "Search was slow" not in message
    assert [button.key for button in session.button] == ["without-severity", "without-service", "without-any"]
    assert session.button(key="without-service").label == f"{html.plain('Service: Checkout')}"
    session.button(key="without-service").click().run()
    assert_whole(session)
    assert "Search was slow" in words(session)
    assert session.query_params["severity"] == "P2"
    assert "service" not in session.query_params


def test_choosing_narrows_the_list_and_the_address(tab: Tab) -> None:
    """What is chosen from is what is there, with how many have it."""
    labelled(tab, "Checkout was down", "The certificate had expired.", "checkout")
    labelled(tab, "Search was slow", "The cache was cold.", "search")
    session = tab.open("archive")
    box = session.selectbox(key="filter-service")
    assert box.options[0] == "Any"
    assert "search (1)" in box.options
    box.set_value("search").run()
    assert_whole(session)
    assert "Search was slow" in words(session)
    assert "Checkout was down" not in words(session)
    assert session.query_params["service"] == "search"
    session.toggle(key="filter-open_actions").set_value(True).run()
    assert session.query_params["open_actions"] == "1"
    assert "No postmortem passes these filters" in words(session)
    session.button(key="without-any").click().run()
    assert "Checkout was down" in words(session)
    assert not dict(session.query_params)


def test_a_filter_that_nothing_has_stays_visible(tab: Tab) -> None:
    """An old link says what it asks for, whatever it is, and draws nothing of it."""
    session = tab.open("archive", tag="<img src=x onerror=alert(1)>", lens="nonsense", since="soon")
    assert_whole(session)
    assert [button.key for button in session.button] == ["without-tag"]
    assert "<img" not in "".join(item.value for item in session.markdown)
    assert "No postmortem passes these filters" in words(session)


def test_a_search_within_a_filter(tab: Tab) -> None:
    """Both narrow; when nothing is left it says that a filter may be the reason."""
    labelled(tab, "Checkout was down", "The certificate had expired.", "checkout")
    session = tab.open("archive", service="checkout", q="certificates")
    assert "<mark>certificate</mark>" in words(session)
    session = tab.open("archive", service="search", q="certificates")
    assert "Or take a filter away." in words(session)


def test_a_mistyped_word_is_said_to_be_read_as_another(tab: Tab) -> None:
    """And so is what only has some of the words."""
    written(tab, "Checkout was down", "The certificate of the payment host had expired.")
    session = tab.open("archive", q="certficate ")
    assert "Read “certficate” as “certificate”." in words(session)
    assert "Checkout was down" in words(session)
    written(tab, "Payments slow", "A host was busy.")
    session = tab.open("archive", q="payment certificate ")
    message = words(session)
    assert (
        message.index("Checkout was down")
        < message.index("Close, with some of the words")
        < message.index("Payments slow")
    )


def test_choices_are_shown_as_they_are_written(tab: Tab) -> None:
    """A list to choose from shows text, in which an escaped sign would be seen with its backslash."""
    labelled(tab, "Checkout was down", "The certificate had expired.", "orders-db_1 (eu)")
    session = tab.open("archive", tag="a*b_c")
    assert "orders-db_1 (eu) (1)" in session.selectbox(key="filter-service").options
    assert session.selectbox(key="filter-tag").options[-1] == "a*b_c"
