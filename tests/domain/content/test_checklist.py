"""The checklist: computed lines follow the actions, hidden lines keep their ticks, all others are people's."""

from datetime import date

import pytest

from core.domain.content.checklist import checklist, settled_keys
from core.domain.content.completeness import missing
from core.domain.postmortem import ActionRow, ChecklistRow, FollowUp, Postmortem
from core.domain.template import CHECKLIST

WORDS = dict(CHECKLIST)
DAY = date(2026, 12, 4)


def with_actions(*actions: ActionRow, ticked: bool = True, review_on: date | None = DAY) -> Postmortem:
    rows = tuple(ChecklistRow(id=key, text=text, done=ticked) for key, text in CHECKLIST)
    return Postmortem(actions=actions, follow_up=FollowUp(checklist=rows, review_on=review_on))


def line(pm: Postmortem, key: str) -> tuple[bool, str]:
    found = next(item for item in checklist(pm) if item.id == key)
    return found.done, found.why


def test_owners_and_dates_are_computed_and_say_which_are_missing() -> None:
    """Three actions without an owner: a tick by hand does not make it true."""
    pm = with_actions(
        ActionRow(id="a", text="Alert at 80 %"),
        ActionRow(id="b", text="Rotate the logs", owner="Mara"),
        ActionRow(id="c", text="", owner="Kim", due=DAY),
        ActionRow(id="d", text="Test the restore", due=DAY),
    )
    assert line(pm, "c_owner") == (
        False,
        "No owner: “Alert at 80 %”, “Test the restore”. No date: “Alert at 80 %”, “Rotate the logs”.",
    )


def test_owners_and_dates_are_done_without_a_tick_once_they_are_true() -> None:
    """Nobody has to remember to tick what the system knows; an action decided against asks for nothing."""
    pm = with_actions(
        ActionRow(id="a", text="Alert at 80 %", owner="Mara", due=DAY),
        ActionRow(id="b", text="Won't do, because it never pays for itself"),
        ticked=False,
    )
    assert line(pm, "c_owner") == (True, "")


def test_no_action_is_not_every_action() -> None:
    """An empty list is nothing done."""
    assert line(with_actions(), "c_owner") == (False, "There is no action yet.")


def test_many_are_named_in_one_line() -> None:
    """Three names and a count; a long action is cut."""
    pm = with_actions(*(ActionRow(id=f"a{n}", text=f"Action {n} " + "x" * 60, due=DAY) for n in range(5)))
    why = line(pm, "c_owner")[1]
    assert why.startswith("No owner: “Action 0 xxx")
    assert why.endswith("…” and 2 more.")
    assert len(why) < 180


def test_a_review_without_a_date_is_in_no_calendar() -> None:
    """With a date it is people who say whether it is in the calendars."""
    assert line(with_actions(review_on=None), "c_calendar") == (False, "There is no review date yet.")
    assert line(with_actions(), "c_calendar") == (True, "")
    assert line(with_actions(ticked=False), "c_calendar") == (False, "")


@pytest.mark.parametrize("ticked", [False, True])
def test_the_line_about_links_is_ticked_from_outside(ticked: bool) -> None:
    """Linking ticks it, and people do where nothing like it happened before; it counts like the others."""
    pm = with_actions(ActionRow(id="a", text="x", owner="y", due=DAY, done_when="z"), ticked=ticked)
    (found,) = (item for item in checklist(pm) if item.id == "c_similar")
    assert (found.done, found.computed, found.why) == (ticked, False, "")
    kept = {row.id: row.done for row in settled_keys(pm).follow_up.checklist}
    assert kept["c_similar"] is ticked
    messages = [gap.sentence for gap in missing(pm) if gap.field == "follow_up.checklist"]
    assert messages == ([] if ticked else ["5 of the checklist are not ticked yet."])


@pytest.mark.parametrize("key", ["c_owner", "c_calendar"])
def test_a_line_that_is_not_true_cannot_be_ticked(key: str) -> None:
    """The sentence says what is missing."""
    assert line(with_actions(review_on=None), key)[1].endswith("yet.")


def test_other_lines_are_ticked_by_people() -> None:
    """Also a line of the template that a team has rewritten."""
    pm = with_actions()
    assert line(pm, "c_told")[1] == ""
    own = Postmortem(follow_up=FollowUp(checklist=(ChecklistRow(id="c_owner", text="We have owners.", done=True),)))
    assert line(own, "c_owner") == (True, "")


def test_a_true_computed_line_is_done_without_a_tick() -> None:
    """Nobody ticks it by hand."""
    pm = with_actions(ActionRow(id="a", text="x", owner="y", due=DAY))
    (item,) = (item for item in checklist(pm) if item.id == "c_owner")
    assert (item.done, item.computed, item.why) == (True, True, "")


def test_empty_lines_are_not_shown() -> None:
    """A row that was only opened is no line."""
    assert checklist(Postmortem(follow_up=FollowUp(checklist=(ChecklistRow(id="x", text=" "),)))) == ()


def test_the_rules_belong_to_lines_of_the_template() -> None:
    """A word changed in the template would silently switch a rule off."""
    assert {"c_owner", "c_calendar", "c_similar"} <= set(WORDS)
