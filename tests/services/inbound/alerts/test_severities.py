"""The team's words for severity: edited as text, kept whole, and never a reason to fail."""

import pytest

from core.domain.alerts.severity import DEFAULT_SEVERITIES
from core.errors import BadInput, WorkspaceLocked
from core.services.app import App
from core.services.inbound.alerts import proposed, severities
from core.store import settings_kv
from tests.support.alerts import alert, body, told
from tests.support.apps import newcomer


def test_the_usual_list_reads_back_as_it_was(app: App) -> None:
    """What the page shows, saved unchanged, is the same list."""
    assert severities.from_text(severities.as_text(DEFAULT_SEVERITIES)) == dict(DEFAULT_SEVERITIES)
    assert severities.severities(app) == DEFAULT_SEVERITIES


def test_a_teams_own_words_propose(app: App) -> None:
    """From the next alert on; an empty list brings the usual one back."""
    severities.set_from_text(app, "p2: Urgent, critical\n\nP3:", None)
    pm_id = told(app, body(alert(severity="URGENT")))
    assert proposed.proposals(app, [pm_id])[pm_id].severity == "P2"
    severities.set_from_text(app, "  \n", None)
    assert severities.severities(app) == DEFAULT_SEVERITIES


@pytest.mark.parametrize("text", ["critical", "P9: critical", "P1: a\nP2: a", "P1: " + "x" * 99, "P1: !!!"])
def test_what_cannot_be_read_is_said(app: App, text: str) -> None:
    """And the list stays as it was."""
    with pytest.raises(BadInput):
        severities.set_from_text(app, text, None)
    assert severities.severities(app) == DEFAULT_SEVERITIES


@pytest.mark.parametrize("stored", ["{", "[]", "null", '{"a": 1}', '{"a": "P9"}', '{"": "P1"}'])
def test_a_list_that_is_broken_is_passed_over(app: App, stored: str) -> None:
    """An alert is no moment to fail."""
    with app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.ALERT_SEVERITIES, stored)
    assert severities.severities(app) == DEFAULT_SEVERITIES


def test_only_those_inside_change_it(locked_app: App) -> None:
    """It is the team's."""
    with pytest.raises(WorkspaceLocked):
        severities.set_from_text(locked_app, "P1: a", newcomer(locked_app))
