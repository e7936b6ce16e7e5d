"""Names that Debrief made up: told apart from those that people gave, and never in a record."""

import pytest

from core.domain.people.guest_names import ANIMALS, guest_name, is_guest_name, recorded_name, who_took_part


@pytest.mark.parametrize("animal", ANIMALS)
def test_a_name_that_was_made_up_is_known_again(animal: str) -> None:
    """In an export it is a guest."""
    assert is_guest_name(guest_name(animal))
    assert recorded_name(guest_name(animal)) == "a guest"


@pytest.mark.parametrize("name", ["Mara", "Guest", "Guest of honour", "Heron", "guest heron", "Guest Heron II", ""])
def test_a_name_that_somebody_gave_stays(name: str) -> None:
    """Also one that looks a little like ours."""
    assert recorded_name(name) == name


def test_those_who_took_part_are_named_and_the_others_counted() -> None:
    """Guest Barnacle is no name for a document that is kept for years."""
    assert who_took_part(["Mara", "Guest Barnacle", "Kim"]) == ("Mara", "Kim", "a guest")
    assert who_took_part(["Guest Barnacle", "Guest Heron"]) == ("2 guests",)
    assert who_took_part([]) == ()


def test_a_name_that_came_with_two_devices_is_named_once() -> None:
    """As it was written first, where it came first; guests are counted all the same."""
    names = ["Ana", "Bo", "Guest Heron", "ana", "Ana", "Guest Seal"]
    assert who_took_part(names) == ("Ana", "Bo", "2 guests")
