"""Settings that a browser test changed for the whole team do not reach the next test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.services.actions.due_dates import day_order, remember_day_order
from core.services.app import App
from core.services.lifecycle import close, open_app
from core.settings import Settings
from core.store import hint_rules, settings_kv
from core.store.database import tables
from tests.support.team_settings import SERVER, TEAM, forget_team_settings


@pytest.fixture
def running(tmp_path: Path) -> Iterator[App]:
    app = open_app(Settings(data=tmp_path, database_url=""))
    yield app
    close(app)


def _stored(app: App) -> dict[str, str]:
    with app.db.read() as tx:
        return {row.key: row.value for row in tx.execute(tables.setting.select())}


def test_what_a_team_chose_is_forgotten_and_the_server_keeps_its_own(running: App, tmp_path: Path) -> None:
    """How 4/12 is read was remembered by one test and changed what another one saw."""
    before = _stored(running)
    remember_day_order(running, "dmy")
    assert day_order(running) == "dmy"
    with running.db.write() as tx:
        for name in TEAM:
            settings_kv.put_setting(tx, name, "x")
        hint_rules.mute(tx, "some.rule", "off")
    forget_team_settings(tmp_path / "debrief.db")
    assert day_order(running) is None
    assert _stored(running) == before
    with running.db.read() as tx:
        assert tx.execute(tables.hint_rule.select()).all() == []


def test_every_named_setting_is_a_teams_or_a_servers() -> None:
    """A new setting has to be put on one of the two sides, or a test leaves it behind."""
    named = {value for name, value in vars(settings_kv).items() if name.isupper() and isinstance(value, str)}
    assert named == TEAM | SERVER
    assert not TEAM & SERVER
