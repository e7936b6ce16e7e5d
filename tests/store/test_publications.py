"""Publications and the readers of their links, on both databases."""

from core.store import postmortems, publications
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.people import visitors


def a_postmortem(tx: Transaction) -> None:
    postmortems.create(tx, "pm", "Orders stood still")
    for name in ("ada", "ben"):
        visitors.create_visitor(tx, f"token-of-{name}-0123456789", name, "#123456")


def visitor_id(tx: Transaction, name: str) -> str:
    found = visitors.visitor_by_token(tx, f"token-of-{name}-0123456789")
    assert found is not None
    return found.id


def test_what_is_published_is_known_with_when_by_whom_and_as_which_version(database: Database) -> None:
    """The list of postmortems knows it too, with no question of its own."""
    with database.write() as tx:
        a_postmortem(tx)
        assert publications.publication(tx, "pm") is None
        made = publications.publish(tx, "pm", 7, "somebody")
        assert publications.publication(tx, "pm") == made
        assert (made.revision_id, made.published_by, made.withdrawn_at) == (7, "somebody", None)
        row = postmortems.get(tx, "pm")
        assert row is not None
        assert row.published_at == made.published_at


def test_what_is_withdrawn_is_not_published_any_more(database: Database) -> None:
    """It is remembered that it was; withdrawing what does not stand changes nothing."""
    with database.write() as tx:
        a_postmortem(tx)
        assert not publications.withdraw(tx, "pm")
        publications.publish(tx, "pm", 7, None)
        assert publications.withdraw(tx, "pm")
        assert not publications.withdraw(tx, "pm")
        found = publications.publication(tx, "pm")
        assert found is not None
        assert found.withdrawn_at is not None
        row = postmortems.get(tx, "pm")
        assert row is not None
        assert row.published_at is None


def test_publishing_again_replaces_the_publication(database: Database) -> None:
    """There is one publication, the latest, and it stands again."""
    with database.write() as tx:
        a_postmortem(tx)
        publications.publish(tx, "pm", 7, "ada")
        publications.withdraw(tx, "pm")
        publications.publish(tx, "pm", 9, "ben")
        found = publications.publication(tx, "pm")
        assert found is not None
        assert (found.revision_id, found.published_by, found.withdrawn_at) == (9, "ben", None)


def test_the_generation_moves_on_with_each_withdrawal_only(database: Database) -> None:
    """A link given out before a withdrawal never opens anything again; publishing again over it keeps it."""
    with database.write() as tx:
        a_postmortem(tx)
        before = publications.generation(tx, "pm")
        publications.publish(tx, "pm", 1, None)
        publications.publish(tx, "pm", 2, None)
        assert publications.generation(tx, "pm") == before
        publications.withdraw(tx, "pm")
        assert publications.generation(tx, "pm") == before + 1


def test_a_reader_may_read_until_the_withdrawal(database: Database) -> None:
    """Also when the same person was a reader before: it is the link of now that counts."""
    with database.write() as tx:
        a_postmortem(tx)
        ada, ben = visitor_id(tx, "ada"), visitor_id(tx, "ben")
        publications.publish(tx, "pm", 1, None)
        assert publications.let_read(tx, "pm", ada)
        assert not publications.let_read(tx, "pm", ada)
        assert publications.may_read(tx, "pm", ada)
        assert not publications.may_read(tx, "pm", ben)
        publications.withdraw(tx, "pm")
        publications.publish(tx, "pm", 2, None)
        assert not publications.may_read(tx, "pm", ada)
        assert publications.let_read(tx, "pm", ada)
        assert publications.may_read(tx, "pm", ada)


def test_a_purged_postmortem_takes_its_publication_and_readers_with_it(database: Database) -> None:
    """Nothing of it stays behind."""
    with database.write() as tx:
        a_postmortem(tx)
        publications.publish(tx, "pm", 1, None)
        ada = visitor_id(tx, "ada")
        publications.let_read(tx, "pm", ada)
        postmortems.purge(tx, "pm")
        assert publications.publication(tx, "pm") is None
        assert not publications.may_read(tx, "pm", ada)
