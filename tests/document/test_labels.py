"""Services and tags of a document: renaming touches what it is about, undo takes back what it did."""

from pycrdt import Doc

from core.document.edit import apply
from core.document.labels import LABELS, LabelRenaming, add_labels, change_labels, labels_in, undo_renaming
from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.postmortem import Postmortem


def document(*services: str) -> list[bytes]:
    return [seed(Postmortem(services=tuple(sorted(services)), tags=("orders db",)))]


def services(updates: list[bytes]) -> tuple[str, ...]:
    return read(load(updates)).postmortem.services


def test_services_and_tags_are_the_sets_of_the_template() -> None:
    """A third set would be a label as well."""
    assert set(LABELS) == {"services", "tags"}


def test_renaming_one_name() -> None:
    """In its set only; the tag of the same name stays."""
    updates = document("orders db", "mail")
    change = LabelRenaming("services", frozenset({"orders db"}), "orders-db")
    updates.append(apply(updates, change))
    assert services(updates) == ("mail", "orders-db")
    assert read(load(updates)).postmortem.tags == ("orders db",)
    assert (change.taken, change.added) == (("orders db",), True)


def test_merging_into_a_name_that_is_there() -> None:
    """Nothing is doubled, and undo leaves the name that was there before."""
    updates = document("Orders DB", "orders db", "orders-db")
    change = LabelRenaming("services", frozenset({"orders db", "Orders DB"}), "orders-db")
    updates.append(apply(updates, change))
    assert services(updates) == ("orders-db",)
    updates.append(apply(updates, undo_renaming("services", change.taken, "orders-db", added=change.added)))
    assert services(updates) == ("Orders DB", "orders db", "orders-db")


def test_a_document_without_the_name_is_not_changed() -> None:
    """No update is made for it; also when the set is not there at all."""
    change = LabelRenaming("services", frozenset({"orders db"}), "orders-db")
    assert apply(document("mail"), change) == b""
    assert apply([Doc().get_update()], change) == b""
    assert labels_in(Doc(), "services") == frozenset()


def test_undo_after_somebody_took_the_new_name_away() -> None:
    """Their choice stays."""
    updates = document("orders db")
    change = LabelRenaming("services", frozenset({"orders db"}), "orders-db")
    updates.append(apply(updates, change))
    updates.append(apply(updates, change_labels("services", ("orders-db",), ())))
    assert apply(updates, undo_renaming("services", change.taken, "orders-db", added=change.added)) == b""
    assert services(updates) == ()


def test_two_people_at_once() -> None:
    """Somebody adds a name while another is renamed: both are there, whichever came first."""
    updates = document("orders db")
    added = apply(updates, add_labels("services", ["search"]))
    renamed = apply(updates, LabelRenaming("services", frozenset({"orders db"}), "orders-db"))
    assert services([*updates, added, renamed]) == services([*updates, renamed, added]) == ("orders-db", "search")


def test_spellings_that_differ_in_spaces_only_are_meant() -> None:
    """What is listed as one name is renamed as one."""
    updates = document("orders  db", " orders db")
    change = LabelRenaming("services", frozenset({"orders db"}), "orders-db")
    updates.append(apply(updates, change))
    assert services(updates) == ("orders-db",)


def test_a_name_that_a_document_cannot_hold() -> None:
    """Half a pair becomes a sign that can be stored, as everywhere."""
    updates = document()
    updates.append(apply(updates, add_labels("services", ["a\ud800"])))
    assert services(updates) == ("a?",)
