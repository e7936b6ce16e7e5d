"""Settings: services and tags in one place."""

from streamlit.testing.v1 import AppTest

from core.document.labels import add_labels
from core.services import postmortems
from core.services.documents import document_store
from core.services.labels import names
from tests.support.pages import Tab, as_read, assert_whole, words


def incident(tab: Tab, *services: str) -> str:
    pm_id = postmortems.create(tab.app, "Incident", by=tab.again())
    document_store.edit(tab.app, pm_id, add_labels("services", services), None)
    return pm_id


def pressed(session: AppTest, key: str) -> AppTest:
    return next(item for item in session.button if item.key and item.key.startswith(key)).click().run()


def in_use(tab: Tab) -> dict[str, int]:
    return names.names_in_use(tab.app, "services")


def test_without_names(tab: Tab) -> None:
    """It says where they come from."""
    session = tab.open("settings")
    assert_whole(session)
    assert "They come from the incident summary" in words(session)


def test_a_rename_says_how_many_it_changes_and_can_be_undone(tab: Tab) -> None:
    """First the count, then the change, then the way back."""
    incident(tab, "db")
    incident(tab, "db", "mail")
    session = tab.open("settings")
    session.multiselect(key="labels-old-services").set_value(["db"]).run()
    session.text_input(key="labels-new-services").set_value("orders-db").run()
    assert "This changes 2 postmortems." in words(session)
    pressed(session, "labels-go")
    assert_whole(session)
    assert in_use(tab) == {"orders-db": 2, "mail": 1}
    assert "2 postmortems have “orders-db” now." in words(session)
    pressed(session, "labels-undo")
    assert in_use(tab) == {"db": 2, "mail": 1}
    assert "have “orders-db” now" not in words(session)


def test_near_doubles_are_merged_or_kept_apart(tab: Tab) -> None:
    """With one press each."""
    incident(tab, "orders-db")
    incident(tab, "orders-db", "Orders DB")
    incident(tab, "mail-queue", "mail-queues")
    session = tab.open("settings")
    shown = [as_read(item.label) for item in session.button]
    assert "Merge into orders-db (changes 1)" in shown
    assert "Merge into mail-queue (changes 1)" in shown
    pressed(session, "labels-merge-services-orders-db")
    assert in_use(tab)["orders-db"] == 2
    pressed(session, "labels-apart-services-mail-queue")
    assert_whole(session)
    assert "No two names look alike." in words(session)


def test_a_name_that_cannot_be_one_says_why(tab: Tab) -> None:
    """A comma would make two of it; nothing can be pressed then."""
    incident(tab, "<b>db</b>")
    session = tab.open("settings")
    session.multiselect(key="labels-old-services").set_value(["<b>db</b>"]).run()
    session.text_input(key="labels-new-services").set_value("a, b").run()
    assert "A comma or a semicolon begins another name." in words(session)
    assert not [item for item in session.button if item.key == "labels-go"]


def test_a_name_is_shown_as_it_was_typed(tab: Tab) -> None:
    """Never as HTML or Markdown."""
    incident(tab, "<img src=x>")
    incident(tab, "<IMG src=x>", "<IMG src=x>")
    session = tab.open("settings")
    assert "<img src=x>" not in words(session)
    assert "&lt;img src=x&gt;" in words(session).lower()
