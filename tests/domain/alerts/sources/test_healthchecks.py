"""What a message of Healthchecks would do, as the template of the docs makes it and as others may."""

import pytest

from core.domain.alerts.reading import AlertAction
from core.errors import BadInput
from tests.domain.alerts.bodies import at, read

CHECK = {
    "name": "Nightly backup",
    "slug": "nightly-backup",
    "tags": "prod db",
    "grace": 600,
    "status": "down",
    "started": False,
    "last_ping": "2026-11-19T09:20:00+00:00",
    "next_ping": "2026-11-20T09:20:00+00:00",
    "uuid": "8a4f",
    "timeout": 86400,
}
DOWN = {"code": "8a4f", "status": "down", "now": "2026-11-20T09:30:00+00:00", "check": CHECK}


def test_a_check_that_is_down_opens() -> None:
    """It was due before its grace: that is the start that is proposed, and asked; a boolean is no instant."""
    reading = read("healthchecks", DOWN)
    assert (reading.action, reading.title) == (AlertAction.OPEN, "Nightly backup down")
    assert (reading.started, reading.detected) == (at("09:20"), at("09:30"))
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:30"), "Nightly backup down")]
    assert (reading.group_key, reading.delivery_keys) == ("8a4f", ("8a4f down 2026-11-20T09:30:00+00:00",))
    assert reading.ask == ("severity", "started")


def test_a_check_that_is_up_again() -> None:
    """At the change."""
    reading = read("healthchecks", {**DOWN, "status": "up", "check": {**CHECK, "status": "up"}})
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, at("09:30"), ())
    assert reading.group_key == "8a4f"


def test_the_whole_check_alone_will_do() -> None:
    """Down is noticed after the grace; up when it last gave a sign of life."""
    down = read("healthchecks", CHECK)
    assert (down.started, down.detected) == (at("09:20"), at("09:30"))
    assert read("healthchecks", {**CHECK, "status": "up", "last_ping": "2026-11-20T11:00:00+00:00"}).resolved == at(
        "11:00"
    )


def test_a_check_that_failed_is_not_due_in_the_future() -> None:
    """Its next sign of life lies ahead."""
    reading = read("healthchecks", {**DOWN, "check": {**CHECK, "next_ping": "2026-11-21T09:00:00+00:00"}})
    assert reading.started == reading.detected == at("09:30")


def test_flat_fields_will_do() -> None:
    """Whoever writes a template of their own has the names of the variables."""
    body = {
        "code": "8a4f",
        "name": "Backup",
        "status": "down",
        "now": "2026-11-20T09:30:00+00:00",
        "body": "exit 1\nfull",
    }
    reading = read("healthchecks", body)
    assert reading.title == "Backup down"
    assert reading.rows[0].text == "Backup down\nexit 1\nfull"


def test_the_check_may_stand_in_any_field_and_its_name_too() -> None:
    """Of a template of one's own."""
    assert read("healthchecks", {"now": DOWN["now"], "all": CHECK}) == read("healthchecks", {**DOWN, "code": ""})
    assert read("healthchecks", {"check": "Backup", "status": "down", "now": DOWN["now"]}).title == "Backup down"


def test_an_older_check_is_known_by_its_address() -> None:
    """Before it had a uuid of its own."""
    check = {**CHECK, "ping_url": "https://hc.example/ping/77aa"}
    del check["uuid"]
    assert read("healthchecks", check).group_key == "77aa"


@pytest.mark.parametrize("status", ["new", "paused", "grace", "started"])
def test_other_states_do_nothing(status: str) -> None:
    """None is told by Healthchecks, but a template may."""
    assert read("healthchecks", {**DOWN, "status": status}).action is AlertAction.IGNORE


@pytest.mark.parametrize("grace", [-5, 10**30, "600", None, True])
def test_a_grace_that_is_none_breaks_nothing(grace: object) -> None:
    """The check may come from anybody."""
    assert read("healthchecks", {**CHECK, "grace": grace}).action is AlertAction.OPEN


@pytest.mark.parametrize("body", [{}, {"name": "x"}, {"status": "$STATUS"}, {"check": []}])
def test_another_body_is_refused(body: object) -> None:
    """With where the template is."""
    with pytest.raises(BadInput, match=r"docs/alerts\.md"):
        read("healthchecks", body)
