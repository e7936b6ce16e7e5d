"""Keys of secret addresses: each opens one thing, until it is renewed, and says nothing about the others."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import BadInput, WorkspaceLocked
from core.services.access import secret_links
from core.services.access.secret_links import KEY_LENGTH, Purpose
from core.services.app import App
from core.settings import Settings
from tests.support.apps import insider, newcomer

EACH = [(Purpose.TEAM, ""), (Purpose.OWNER, "Ada"), (Purpose.OWNER, "Ben"), (Purpose.EXPORT, "")]


@pytest.mark.parametrize(("purpose", "owner"), EACH)
def test_a_key_opens_what_it_was_made_for_and_nothing_else(app: App, purpose: Purpose, owner: str) -> None:
    """A calendar's key exports no postmortem, and one person's opens no other person's calendar."""
    key = secret_links.key(app, purpose, owner)
    assert len(key) == KEY_LENGTH
    assert [item for item in EACH if secret_links.verify_key(app, item[0], key, item[1])] == [(purpose, owner)]


def test_a_key_is_the_same_every_time_and_in_every_process(app: App) -> None:
    """An address that stands in somebody's calendar keeps working, also after a restart."""
    assert secret_links.key(app, Purpose.TEAM) == secret_links.key(app, Purpose.TEAM)


def test_another_instance_has_other_keys(sqlite_app: App, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What leaks from a test server opens nothing of the real one."""
    from core.services.lifecycle import close, open_app

    other = open_app(Settings(data=tmp_path_factory.mktemp("other")), example=False)
    try:
        assert secret_links.key(other, Purpose.TEAM) != secret_links.key(sqlite_app, Purpose.TEAM)
    finally:
        close(other)


@pytest.mark.parametrize(("purpose", "owner"), EACH)
def test_a_renewed_key_opens_nothing(app: App, purpose: Purpose, owner: str) -> None:
    """And all the others go on as before."""
    old = {item: secret_links.key(app, *item) for item in EACH}
    secret_links.renew(app, purpose, insider(app), owner)
    for item, key in old.items():
        assert secret_links.verify_key(app, item[0], key, item[1]) is (item != (purpose, owner))
    new = secret_links.key(app, purpose, owner)
    assert new != old[purpose, owner]
    assert secret_links.verify_key(app, purpose, new, owner)


@pytest.mark.parametrize("spelled", ["Ada Lovelace", "ADA LOVELACE", "  ada   lovelace ", "Ada\tLovelace"])
def test_a_name_may_be_spelled_in_any_way(app: App, spelled: str) -> None:
    """A person has one calendar, as they have one list on the board."""
    assert secret_links.verify_key(app, Purpose.OWNER, secret_links.key(app, Purpose.OWNER, "Ada Lovelace"), spelled)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(Purpose))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_guesses_a_key(sqlite_app: App, given_key: str, owner: str, purpose: Purpose) -> None:
    """Whatever stands in an address: no error, and nothing opens."""
    assert not secret_links.verify_key(sqlite_app, purpose, given_key, owner)


def test_nobodys_calendar_does_not_open(sqlite_app: App) -> None:
    """A name of spaces is no name, even for whoever could compute its key."""
    with sqlite_app.db.read() as tx:
        signed = secret_links._signed(sqlite_app, tx, Purpose.OWNER, "")
    assert not secret_links.verify_key(sqlite_app, Purpose.OWNER, signed, " ")


@pytest.mark.parametrize("owner", ["", "   ", "x" * 201])
def test_a_calendar_is_somebodys(sqlite_app: App, owner: str) -> None:
    """A kind sentence instead of an address that would never open."""
    with pytest.raises(BadInput, match="Choose whose calendar"):
        secret_links.key(sqlite_app, Purpose.OWNER, owner)


def test_only_those_inside_renew(locked_app: App) -> None:
    """A guest of one meeting cannot take everybody's calendar away; the operator can."""
    with pytest.raises(WorkspaceLocked):
        secret_links.renew(locked_app, Purpose.TEAM, newcomer(locked_app))
    secret_links.renew(locked_app, Purpose.TEAM, insider(locked_app))
    secret_links.renew(locked_app, Purpose.TEAM, None)


def test_no_key_is_stored(sqlite_app: App) -> None:
    """Whoever reads the table reads numbers."""
    secret_links.renew(sqlite_app, Purpose.TEAM, None)
    key = secret_links.key(sqlite_app, Purpose.TEAM)
    with sqlite_app.db.read() as tx:
        stored = [tuple(row) for row in tx.sql("SELECT * FROM secret_link")]
    assert stored == [("feed_team", "", 1)]
    assert key not in repr(stored)
