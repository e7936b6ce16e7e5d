"""Edits from outside the board: small, mergeable, and safe next to people who are typing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from core.document import edit
from core.document.load import load, merged, snapshot
from core.document.read import read
from core.document.seed import seed
from core.domain.postmortem import ActionRow, Postmortem, SectionId, Severity, Summary
from core.errors import NotFound
from tests.support import edits
from tests.support.postmortems import texts

START = Postmortem(title="Disk full", actions=(ActionRow(id="a", text="Alert", owner="Kim", due=date(2026, 12, 1)),))


def after(change: edit.Change, start: Postmortem = START) -> Postmortem:
    log = [seed(start)]
    if update := edit.apply(log, change):
        log.append(update)
    return read(load(log)).postmortem


def test_a_change_is_only_its_own_difference() -> None:
    """What is appended to the log is the edit, not the whole document again."""
    update = edit.apply([seed(START)], edit.set_action_owner("a", "Ada"))
    assert 0 < len(update) < 60


@pytest.mark.parametrize(
    "change",
    [
        edit.set_title("Disk full"),
        edit.set_action_due("a", date(2026, 12, 1)),
        edits.set_severity(None),
        edits.add_row("actions", "a", "Another", "V"),
        edits.set_row_text("actions", "a", "Alert"),
        edits.set_text("summary.impact", ""),
    ],
)
def test_a_change_that_changes_nothing_makes_no_update(change: edit.Change) -> None:
    """Doing the same thing twice leaves one line in the log."""
    assert edit.apply([seed(START)], change) == b""


@pytest.mark.parametrize(
    ("change", "look", "value"),
    [
        (edit.set_title("Disk was full"), lambda pm: pm.title, "Disk was full"),
        (edits.set_severity(Severity.P2), lambda pm: pm.severity, Severity.P2),
        (edit.set_skipped(SectionId.FACTORS, True), lambda pm: pm.skipped, {SectionId.FACTORS}),
        (
            edit.set_meeting_at(datetime(2026, 11, 24, 9, tzinfo=UTC)),
            lambda pm: pm.meeting_at,
            datetime(2026, 11, 24, 9, tzinfo=UTC),
        ),
        (edit.set_action_owner("a", "Ada"), lambda pm: pm.actions[0].owner, "Ada"),
        (edit.set_action_owner("a", ""), lambda pm: pm.actions[0].owner, ""),
        (edit.set_action_due("a", date(2027, 1, 5)), lambda pm: pm.actions[0].due, date(2027, 1, 5)),
        (edit.set_action_due("a", None), lambda pm: pm.actions[0].due, None),
        (edits.set_row_text("actions", "a", "Alert at 90 %"), lambda pm: pm.actions[0].text, "Alert at 90 %"),
        (edits.remove_row("actions", "a"), lambda pm: pm.actions, ()),
    ],
)
def test_each_change_does_what_it_says(
    change: edit.Change, look: Callable[[Postmortem], object], value: object
) -> None:
    """Title, severity, owners and dates can be changed from outside the board."""
    assert look(after(change)) == value


def test_several_changes_are_one_update() -> None:
    """Moving an action and naming its owner is one entry of the log."""
    changed = after(edits.combined(edit.set_action_owner("a", "Ada"), edit.set_action_due("a", date(2027, 1, 5))))
    assert changed.actions[0] == ActionRow(id="a", text="Alert", owner="Ada", due=date(2027, 1, 5))


def test_a_row_added_twice_is_one_row_and_keeps_what_people_made_of_it() -> None:
    """Carrying an action over can be repeated safely."""
    start = [seed(START)]
    first = edit.apply(start, edits.add_row("actions", "n", "Carried over", "z", owner="Kim"))
    typed = edit.apply([*start, first], edits.set_row_text("actions", "n", "Carried over, and changed"))
    log = [*start, first, typed]
    assert edit.apply(log, edits.add_row("actions", "n", "Carried over", "z")) == b""
    assert read(load(log)).postmortem.actions[-1] == ActionRow(id="n", text="Carried over, and changed", owner="Kim")


def test_changing_a_row_that_is_gone_says_so() -> None:
    """A sentence, not a new empty row."""
    with pytest.raises(NotFound, match="no longer there"):
        edit.apply([seed(START)], edit.set_action_owner("nobody", "Ada"))


@given(texts(), texts())
@settings(max_examples=150, deadline=None)
def test_prose_says_exactly_the_new_words(before: str, new: str) -> None:
    """Emoji, right-to-left and composed characters survive: offsets are counted as the library counts them."""
    start = Postmortem(summary=Summary(impact=before))
    assert after(edits.set_text("summary.impact", new), start).summary.impact == new


@given(st.text("a😀\U0001f468é日\u200d", max_size=12), st.text("a😀\U0001f468é日\u200d", max_size=12))
@settings(max_examples=150, deadline=None)
def test_prose_with_wide_characters_is_cut_between_characters(before: str, new: str) -> None:
    """The same with little but wide characters, so that common ends are likely."""
    start = Postmortem(summary=Summary(impact=before))
    assert after(edits.set_text("summary.impact", new), start).summary.impact == new


def test_prose_changed_from_outside_keeps_what_someone_types_at_the_same_time() -> None:
    """An edit touches only what differs, so a peer's words at the other end stay."""
    start = [seed(Postmortem(summary=Summary(impact="Checkout was down")))]
    ours = edit.apply(start, edits.set_text("summary.impact", "Checkout was slow"))
    peer = load(start)
    peer.get("text:summary.impact", type=Text).insert(0, "14:02 😀 ")
    merged_back = read(load([*start, ours, peer.get_update()])).postmortem
    assert merged_back.summary.impact == "14:02 😀 Checkout was slow"


def test_prose_with_embedded_things_is_replaced_as_a_whole() -> None:
    """Where offsets cannot be trusted, nothing is guessed."""
    doc: Doc[Any] = Doc()
    text = doc.get("text:summary.impact", type=Text)
    text += "abc"
    text.insert_embed(1, {"a": 1})
    log = [doc.get_update()]
    log.append(edit.apply(log, edits.set_text("summary.impact", "abd")))
    assert read(load(log)).postmortem.summary.impact == "abd"


def test_two_edits_made_apart_both_count() -> None:
    """Updates commute: an edit never has to be tried again because someone else was faster."""
    start = [seed(START)]
    item = edit.apply(start, edit.set_action_owner("a", "Ada"))
    other = edit.apply(start, edit.set_title("Disk was full"))
    for log in ([*start, item, other], [*start, other, item]):
        postmortem = read(load(log)).postmortem
        assert (postmortem.title, postmortem.actions[0].owner) == ("Disk was full", "Ada")


def test_merging_keeps_updates_that_wait_for_an_earlier_one() -> None:
    """A snapshot may be made while an update is still missing; when it arrives, all words are there."""
    doc: Doc[Any] = Doc()
    made: list[bytes] = []
    subscription = doc.observe(lambda event: made.append(event.update))
    text = doc.get("text:summary.impact", type=Text)
    for word in ("one ", "two ", "three"):
        text += word
    doc.unobserve(subscription)
    for put_together in (merged, snapshot):
        state = put_together([made[0], made[2]])
        assert read(load([state])).postmortem.summary.impact == "one "
        assert read(load([state, made[1]])).postmortem.summary.impact == "one two three"


def test_a_deletion_that_comes_before_its_words_still_deletes_them() -> None:
    """A snapshot between the two does not bring deleted words back."""
    doc: Doc[Any] = Doc()
    made: list[bytes] = []
    subscription = doc.observe(lambda event: made.append(event.update))
    text = doc.get("text:summary.impact", type=Text)
    text.insert(0, "kept ")
    text.insert(5, "gone")
    text.clear()
    text.insert(0, "new")
    doc.unobserve(subscription)
    state = snapshot([made[0], made[2]])
    assert read(load([state, made[1], made[3]])).postmortem.summary.impact == "new"


def test_a_snapshot_of_much_typing_is_small_and_says_the_same() -> None:
    """Thousands of keystrokes by several people become a few kilobytes."""
    log = [seed(START)]
    for _ in range(3):
        doc = load(log)
        made: list[bytes] = []
        subscription = doc.observe(lambda event, made=made: made.append(event.update))
        text = doc.get("text:summary.impact", type=Text)
        for number in range(400):
            text.insert(len(text), "x")
            if number % 4 == 0:
                del text[len(text) - 1]
        doc.unobserve(subscription)
        log += made
    small = snapshot(log)
    assert len(small) < len(merged(log))
    assert read(load([small])) == read(load([merged(log)])) == read(load(log))


def test_merging_nothing_is_an_empty_document() -> None:
    """A document without updates has a snapshot too."""
    assert read(load([merged([])])).postmortem == Postmortem()


def test_a_change_that_fails_halfway_leaves_the_log_as_it_was() -> None:
    """Nothing is appended when a change raises."""
    log = [seed(START)]
    with pytest.raises(NotFound):
        edit.apply(log, edits.combined(edit.set_title("Half"), edit.set_action_owner("nobody", "Ada")))
    assert read(load(log)).postmortem == START


def test_a_row_without_a_text_gets_one() -> None:
    """A row whose text was never made can still be given words."""
    doc: Doc[Any] = Doc()
    doc.get("rows:actions", type=Map)["a"] = Map({"rank": "V"})
    log = [doc.get_update()]
    log.append(edit.apply(log, edits.set_row_text("actions", "a", "Alert")))
    assert read(load(log)).postmortem.actions[0].text == "Alert"


def plain(**values: str) -> list[bytes]:
    """The log of an older document: its lines are plain strings."""
    doc: Doc[Any] = Doc()
    doc.get("rows:actions", type=Map)["a"] = Map({"rank": "V", "removed": False, "text": Text("Alert"), **values})
    doc.get("facts", type=Map)["tracker"] = "Ada"
    return [doc.get_update()]


def owner_of(log: list[bytes]) -> object:
    return load(log).get("rows:actions", type=Map)["a"]["owner"]


@pytest.mark.parametrize("start", [[seed(START)], plain(owner="Kim"), plain()])
def test_a_line_set_from_outside_is_a_shared_text_whatever_it_was(start: list[bytes]) -> None:
    """Seeded, stored as a plain string or absent: people can type on in what Follow-up wrote."""
    log = [*start, edit.apply(start, edit.set_action_owner("a", "Ada"))]
    line = owner_of(log)
    assert isinstance(line, Text)
    assert str(line) == read(load(log)).postmortem.actions[0].owner == "Ada"


def test_a_plain_line_that_says_it_already_is_left_alone() -> None:
    """No update, no conversion: the log holds what changed."""
    assert edit.apply(plain(owner="Kim"), edit.set_action_owner("a", "Kim")) == b""
    assert edit.apply(plain(), edit.set_action_owner("a", "")) == b""
    assert edit.apply(plain(), edit.set_fact("tracker", "Ada")) == b""


def test_the_tracker_is_a_shared_text_too() -> None:
    """And taking it away empties the text that somebody may be typing in; it does not throw it away."""
    log = [seed(START)]
    for message, value in (("Ada", "Ada"), ("", None)):
        log.append(edit.apply(log, edit.set_fact("tracker", value)))
        doc = load(log)
        assert isinstance(doc.get("facts", type=Map)["tracker"], Text)
        assert read(doc).postmortem.follow_up.tracker == message


def test_what_somebody_types_into_an_owner_meanwhile_stays() -> None:
    """Follow-up corrects one end while a person in the room writes at the other."""
    start = [seed(START)]
    ours = edit.apply(start, edit.set_action_owner("a", "Kim B."))
    peer = load(start)
    peer.get("rows:actions", type=Map)["a"]["owner"].insert(0, "Dr ")
    assert read(load([*start, ours, peer.get_update()])).postmortem.actions[0].owner == "Dr Kim B."


@given(texts(), texts(), texts(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_two_servers_that_set_one_old_line_at_once_agree_on_one_whole_value(
    before: str, item: str, other: str, turned: bool
) -> None:
    """Whichever arrives first: both read the same, and it is one of the two, never both glued together."""
    start = plain(owner=before)
    updates = [edit.apply(start, edit.set_action_owner("a", text)) for text in (item, other)]
    log = [*start, *(update for update in (reversed(updates) if turned else updates) if update)]
    message = read(load(log)).postmortem.actions[0].owner
    assert message in {text for text, update in zip((item, other), updates, strict=True) if update} or message == before
    assert message == read(load([merged(log)])).postmortem.actions[0].owner
