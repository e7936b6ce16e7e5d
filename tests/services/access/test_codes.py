"""Spoken codes: easy to type, impossible to guess, and gone a day after the meeting."""

import pytest

from core.domain.clock.state import Finish, Reopen, Start
from core.domain.permissions import Role
from core.errors import BadCode, TooMany
from core.services import access, postmortems
from core.services.access.invitations import WRONG_A_MINUTE, WRONG_AN_HOUR, WRONG_AN_HOUR_IN_ALL
from core.services.app import App
from core.services.meetings import meeting_clock
from core.store.people import failed_attempts
from tests.support.apps import Opener, Rings, TestClock, newcomer, open_room

BASE = "https://debrief.example.org"


def test_a_typed_code_lets_in_as_participant(app: App, rings: Rings) -> None:
    """Read aloud, typed with spaces and small letters: it works."""
    room = open_room(app)
    code = access.links(app, room.pm_id, BASE).code_shown
    assert code is not None
    entered = access.enter_code(app, newcomer(app, "Dan"), "10.0.0.1", f" {code.lower()} ")
    assert entered.postmortem_id == room.pm_id
    assert entered.member is not None
    assert entered.member.role == Role.PARTICIPANT
    assert ("members", room.pm_id) in rings.heard


def test_the_eleventh_wrong_try_is_refused_even_with_the_right_code(app: App, clock: TestClock) -> None:
    """Codes cannot be guessed, and after a minute an honest person may try again."""
    room = open_room(app)
    code = access.links(app, room.pm_id, BASE).code or ""
    visitor = newcomer(app, "Mallory")
    for number in range(WRONG_A_MINUTE):
        with pytest.raises(BadCode):
            access.enter_code(app, visitor, "10.0.0.1", f"{number:08}"[-8:])
    for typed in ("99999999", code):
        with pytest.raises(TooMany):
            access.enter_code(app, visitor, "10.0.0.1", typed)
    clock.tick(seconds=61)
    assert access.enter_code(app, visitor, "10.0.0.1", code).member is not None


def test_a_new_cookie_does_not_give_new_tries(app: App) -> None:
    """The address counts, whoever the browser says it is."""
    for number in range(WRONG_A_MINUTE):
        with pytest.raises(BadCode):
            access.enter_code(app, newcomer(app), "10.0.0.1", f"{number:08}")
    with pytest.raises(TooMany):
        access.enter_code(app, newcomer(app), "10.0.0.1", "00000000")
    with pytest.raises(BadCode):
        access.enter_code(app, newcomer(app), "10.0.0.2", "00000000")


def test_a_new_address_does_not_give_new_tries_to_the_same_browser(app: App) -> None:
    """The visitor counts too."""
    visitor = newcomer(app)
    for number in range(WRONG_A_MINUTE):
        with pytest.raises(BadCode):
            access.enter_code(app, visitor, f"10.0.0.{number}", "00000000")
    with pytest.raises(TooMany):
        access.enter_code(app, visitor, "10.0.1.1", "00000000")


def test_a_hundred_wrong_tries_an_hour_are_the_most(sqlite_app: App, clock: TestClock) -> None:
    """Patience does not help either."""
    visitor = newcomer(sqlite_app)
    for _ in range(WRONG_AN_HOUR):
        clock.tick(seconds=10)
        with pytest.raises(BadCode):
            access.enter_code(sqlite_app, visitor, "10.0.0.1", "00000000")
    clock.tick(seconds=120)
    with pytest.raises(TooMany):
        access.enter_code(sqlite_app, visitor, "10.0.0.1", "00000000")
    clock.tick(hours=1)
    with pytest.raises(BadCode):
        access.enter_code(sqlite_app, visitor, "10.0.0.1", "00000000")


def test_a_thousand_wrong_tries_leave_each_address_one(sqlite_app: App, clock: TestClock) -> None:
    """A thousand addresses with one try each are one attack: none of them gets a second try that hour."""
    note_wrong_for_the_instance(sqlite_app)
    guesser = newcomer(sqlite_app)
    with pytest.raises(BadCode):
        access.enter_code(sqlite_app, guesser, "10.9.9.9", "00000000")
    for visitor, address in ((newcomer(sqlite_app), "10.9.9.9"), (guesser, "10.9.9.10")):
        with pytest.raises(TooMany):
            access.enter_code(sqlite_app, visitor, address, "00000000")


def test_a_right_code_is_never_refused_for_the_wrong_tries_of_others(sqlite_app: App) -> None:
    """Whoever floods the instance with wrong codes does not close its doors."""
    room = open_room(sqlite_app)
    code = access.links(sqlite_app, room.pm_id, BASE).code or ""
    note_wrong_for_the_instance(sqlite_app)
    assert access.enter_code(sqlite_app, newcomer(sqlite_app), "10.9.9.9", code).member is not None


def note_wrong_for_the_instance(app: App) -> None:
    with app.db.write() as tx:
        for _ in range(WRONG_AN_HOUR_IN_ALL):
            failed_attempts.note_failed_attempt(tx, "instance")


def test_two_servers_share_the_count(database_url: str, open_test_app: Opener) -> None:
    """Wrong tries are counted in the database, not in a process."""
    item, other = open_test_app(database_url), open_test_app(database_url)
    visitor = newcomer(item)
    for number in range(WRONG_A_MINUTE):
        with pytest.raises(BadCode):
            access.enter_code(item if number % 2 else other, visitor, "10.0.0.1", "00000000")
    for app in (item, other):
        with pytest.raises(TooMany):
            access.enter_code(app, visitor, "10.0.0.1", "00000000")


def test_unknown_malformed_over_and_trashed_codes_get_the_same_answer(app: App, clock: TestClock) -> None:
    """The answer says nothing about which codes exist."""
    over, trashed = open_room(app, "Over"), open_room(app, "Trashed")
    old = access.links(app, over.pm_id, BASE).code or ""
    gone = access.links(app, trashed.pm_id, BASE).code or ""
    for command in (Start(seen=0), Finish(seen=1)):
        meeting_clock.run_command(app, over.pm_id, over.facilitator, command)
    postmortems.trash(app, trashed.pm_id, trashed.maker)
    clock.tick(days=1, seconds=1)
    sentences: set[str] = set()
    for typed in (old, gone, "00000000", "?", "", "x" * 10_000, "\ud800", "'; DROP TABLE"):
        with pytest.raises(BadCode) as refusal:
            access.enter_code(app, newcomer(app), f"10.0.0.{len(sentences)}{typed[:1]!r}", typed)
        sentences.add(refusal.value.sentence)
    assert sentences == {BadCode.default}


def test_a_code_works_for_a_day_after_the_meeting_and_a_reopened_one_again(app: App, clock: TestClock) -> None:
    """Late readers get in; next week's strangers do not."""
    room = open_room(app)
    code = access.links(app, room.pm_id, BASE).code or ""
    for command in (Start(seen=0), Finish(seen=1)):
        meeting_clock.run_command(app, room.pm_id, room.facilitator, command)
    clock.tick(hours=23)
    assert access.enter_code(app, newcomer(app), "10.0.0.1", code).member is not None
    clock.tick(hours=2)
    assert access.links(app, room.pm_id, BASE).code is None
    with pytest.raises(BadCode):
        access.enter_code(app, newcomer(app), "10.0.0.2", code)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Reopen(seen=2))
    assert access.links(app, room.pm_id, BASE).code == code
