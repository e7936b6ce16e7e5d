"""Visitors and the small settings their rights hang on."""

import pytest

from core.errors import Conflict, NotFound
from core.store import settings_kv
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.people import visitors
from core.store.people.visitors import Visitor

ODD = ["", "\x00", "\ud800", "é" * 500]


def test_a_visitor_is_found_by_the_token_of_their_browser(tx: Transaction, ann: Visitor) -> None:
    """And by nothing else."""
    assert visitors.visitor_by_token(tx, "token-of-ann") == visitors.visitor(tx, "ann") == ann
    assert visitors.visitor_by_token(tx, "another") is visitors.visitor(tx, "nobody") is None


def test_the_token_itself_is_not_in_the_database(tx: Transaction, ann: Visitor) -> None:
    """Who reads a backup cannot become anybody."""
    (row,) = tx.execute(tables.visitor.select())
    assert not any("token-of-ann" in str(value) for value in row)


def test_a_visitor_gets_an_id_when_none_is_given(tx: Transaction) -> None:
    """Ids of two visitors differ."""
    item, two = (visitors.create_visitor(tx, token, "Guest", "#000") for token in ("a", "b"))
    assert item.id != two.id


def test_two_visitors_cannot_have_one_token(tx: Transaction, ann: Visitor) -> None:
    """One browser is one visitor."""
    with pytest.raises(Conflict):
        visitors.create_visitor(tx, "token-of-ann", "Impostor", "#000")


def test_a_replaced_token_opens_nothing_any_more(tx: Transaction, ann: Visitor) -> None:
    """A cookie planted before the first join is worthless after it."""
    visitors.replace_token(tx, "ann", "new-token")
    assert visitors.visitor_by_token(tx, "token-of-ann") is None
    assert visitors.visitor_by_token(tx, "new-token") == ann


def test_a_visitor_can_be_called_otherwise(tx: Transaction, ann: Visitor) -> None:
    """The name is theirs to choose."""
    visitors.rename(tx, "ann", "Änne 🌻")
    renamed = visitors.visitor(tx, "ann")
    assert renamed is not None
    assert renamed.name == "Änne 🌻"


def test_who_is_not_known_cannot_be_changed(tx: Transaction) -> None:
    """The sentence says what to do."""
    for change in (visitors.rename, visitors.replace_token):
        with pytest.raises(NotFound, match="join again"):
            change(tx, "nobody", "x")


def test_the_workspace_is_granted_for_the_key_of_now(tx: Transaction, ann: Visitor) -> None:
    """Rotating the key takes it away from everybody, showing the new one gives it back."""
    assert not ann.workspace
    visitors.grant_workspace(tx, "ann", settings_kv.workspace_generation(tx))
    assert visitors.visitor(tx, "ann") != ann
    settings_kv.put_setting(tx, settings_kv.WORKSPACE_GENERATION, "1")
    assert visitors.visitor(tx, "ann") == ann
    visitors.grant_workspace(tx, "ann", 1)
    again = visitors.visitor(tx, "ann")
    assert again is not None
    assert again.workspace


@pytest.mark.parametrize("token", ODD, ids=ascii)
def test_any_cookie_is_a_token_that_fits_or_does_not(tx: Transaction, token: str) -> None:
    """What a browser sends is never an error."""
    assert visitors.visitor_by_token(tx, token) is None


def test_a_setting_is_there_once_it_was_put(tx: Transaction) -> None:
    """The latest value counts."""
    assert settings_kv.get_setting(tx, "colour") is None
    settings_kv.put_setting(tx, "colour", "blue")
    settings_kv.put_setting(tx, "colour", "red")
    assert settings_kv.get_setting(tx, "colour") == "red"


def test_a_secret_that_two_processes_make_is_that_of_the_first(tx: Transaction) -> None:
    """Both use the same from then on."""
    assert settings_kv.keep_setting(tx, settings_kv.INSTANCE_SECRET, "first") == "first"
    assert settings_kv.keep_setting(tx, settings_kv.INSTANCE_SECRET, "second") == "first"
