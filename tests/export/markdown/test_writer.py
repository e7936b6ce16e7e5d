"""The Markdown export: everything that was typed, once, in a document that people like to read."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.postmortem import (
    ActionRow,
    AnswerRow,
    FactorRow,
    FollowUp,
    Lessons,
    Postmortem,
    RootCause,
    SectionId,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.domain.template import DEFAULT_PLAN
from core.export.markdown.inline_text import visible
from core.export.markdown.writer import UNTITLED, to_markdown
from core.export.meta import ExportMetadata, SectionTime
from tests.support.payloads import filled_with
from tests.support.postmortems import example, postmortems, texts

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)


def meta(*people: str, used: float = 0) -> ExportMetadata:
    sections = tuple(SectionTime(section=s, planned_s=p, used_s=used) for s, p in DEFAULT_PLAN)
    return ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW, sections=sections, people=people)


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ .*$", text, re.M)


def row_with(text: str, phrase: str) -> str:
    (line,) = [line for line in text.splitlines() if phrase in line]
    return line


def test_every_field_is_in_the_document_once() -> None:
    """Whatever somebody typed, wherever they typed it, is there, and is there once."""
    pm, phrase = filled_with("words")
    text = to_markdown(pm, meta())
    for word in phrase:
        assert text.count(f"{word}begin") == 1
        assert text.count(f"{word}end") == 1


@given(texts())
def test_every_field_is_whole(payload: str) -> None:
    """Also with anything at all around it, nothing falls out of a field or between two."""
    pm, phrase = filled_with(payload)
    text = to_markdown(pm, meta())
    places = [text.index(f"{word}{end}") for word in phrase for end in ("begin", "end")]
    assert len(set(places)) == len(places)
    for word in phrase:
        assert text.index(f"{word}begin") < text.index(f"{word}end")


@given(postmortems())
def test_any_postmortem_can_be_written(pm: Postmortem) -> None:
    """An export works at any moment, with whatever is there."""
    text = to_markdown(pm, meta("Mara"))
    assert text.startswith("# ")
    assert text.endswith("from Debrief.\n")
    assert "\n\n\n" not in re.sub(r"```.*?```|~~~.*?~~~", "code", text, flags=re.S)


def test_an_empty_postmortem_is_silent_about_what_is_missing() -> None:
    """An export is a document and not a reproach."""
    text = to_markdown(Postmortem(), meta())
    assert headings(text) == [f"# {UNTITLED}"]
    assert "missing" not in text.lower()


def test_the_example_reads_from_top_to_bottom() -> None:
    """All seven sections, in the order of the meeting, then what was kept for later."""
    assert [line for line in headings(to_markdown(example(), meta(used=60))) if line.startswith("## ")] == [
        "## Incident summary",
        "## Timeline",
        "## Root cause",
        "## Contributing factors",
        "## Action items",
        "## Lessons learned",
        "## Follow-up",
        "## Parking lot",
        "## Action ideas",
        "## The meeting",
    ]


def test_the_head_says_what_a_reader_wants_first() -> None:
    """Severity, start, durations, services, people: before any prose."""
    head = to_markdown(example(), meta("Mara", "Deniz")).split("## ")[0]
    for line in (
        "| **Severity** | P1 · Critical |",
        "| **Started** | 2026-03-10 02:14 |",
        "| **Duration** | 37 min |",
        "| **Time to detect** | 12 min |",
        "| **Time to respond** | 5 min |",
        "| **Time to resolve** | 37 min |",
        "| **Services** | checkout, orders-db |",
        "| **People** | Mara, Deniz |",
        "| **Time zone** | Europe/Berlin |",
    ):
        assert line in head


def test_a_skipped_section_is_not_mentioned_unless_somebody_wrote_in_it() -> None:
    """Skipping hides nothing that was typed."""
    empty = Postmortem(skipped=frozenset({SectionId.FACTORS}))
    assert "Contributing" not in to_markdown(empty, meta())
    written = Postmortem(skipped=frozenset({SectionId.FACTORS}), factors=(FactorRow(id="f", text="typed before"),))
    assert "typed before" in to_markdown(written, meta())


def test_times_are_shown_in_the_postmortems_zone_with_their_date() -> None:
    """An incident over midnight is read without counting."""
    row = TimelineRow(id="t", at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC), text="late")
    assert "| 2026-03-10 00:30 |" in to_markdown(Postmortem(zone="Europe/Berlin", timeline=(row,)), meta())
    assert "| 2026-03-10 05:00 |" in to_markdown(Postmortem(zone="Asia/Kolkata", timeline=(row,)), meta())


def test_seconds_are_shown_where_somebody_gave_them() -> None:
    """An exact time stays exact."""
    row = TimelineRow(id="t", at=datetime(2026, 3, 9, 23, 30, 7, tzinfo=UTC), text="exact")
    assert "| 2026-03-09 23:30:07 |" in to_markdown(Postmortem(timeline=(row,)), meta())


def test_a_zone_that_nobody_knows_is_shown_and_said() -> None:
    """A mistyped zone is not hidden behind times that look right."""
    row = TimelineRow(id="t", at=NOW, text="x")
    text = to_markdown(Postmortem(zone="Mars/Olympus", timeline=(row,)), meta())
    assert "Mars/Olympus (not known here; times are in UTC)" in text
    assert "| 2026-03-10 14:00 |" in text


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_the_ends_of_the_calendar_are_written_too(at: datetime, zone: str) -> None:
    """A time that a zone cannot hold stops no export."""
    row = TimelineRow(id="t", at=at, text="far away")
    assert "far away" in to_markdown(Postmortem(zone=zone, timeline=(row,)), meta())


def test_the_timeline_is_in_order_with_kind_and_star() -> None:
    """A reader sees the turning points at a glance."""
    rows = (
        TimelineRow(
            id="b", at=datetime(2026, 3, 10, 2, 26, tzinfo=UTC), text="second", kind=TimelineKind.DETECTED, star=True
        ),
        TimelineRow(id="c", text="untimed"),
        TimelineRow(id="a", at=datetime(2026, 3, 10, 2, 14, tzinfo=UTC), text="first", who="orders-db"),
    )
    text = to_markdown(Postmortem(timeline=rows), meta())
    assert text.index("first") < text.index("second") < text.index("untimed")
    assert row_with(text, "second") == "| 2026-03-10 02:26 | **Detected** ★ | second |  |"


def test_columns_and_rows_that_hold_nothing_are_left_out() -> None:
    """A table shows what there is."""
    pm = Postmortem(actions=(ActionRow(id="a", text="Alert at 90 %"), ActionRow(id="b")))
    text = to_markdown(pm, meta())
    assert "| What changes |\n| --- |\n| Alert at 90 % |\n\n" in text
    assert "## Action items" not in to_markdown(Postmortem(actions=(ActionRow(id="b"),)), meta())


def test_a_row_with_nothing_but_an_owner_is_kept() -> None:
    """A half-filled row is still somebody's typing."""
    pm = Postmortem(actions=(ActionRow(id="a", owner="Mara"),))
    assert "| Mara |" in to_markdown(pm, meta())


def test_an_action_has_all_its_parts_in_one_row() -> None:
    """An action is read in one line."""
    line = row_with(to_markdown(example(), meta()), "rings the on-call phone within")
    assert line.startswith("| Page on-call when a database volume passes 90 %")
    assert "| Deniz | 2026-03-17 | Detect | A test volume" in line


def test_each_lens_says_its_question() -> None:
    """A reader who was not there knows what the answer answers."""
    pm = Postmortem(
        root_cause=RootCause(monitoring=(AnswerRow(id="a", text="No alert."), AnswerRow(id="b", text="Night.")))
    )
    assert "### Monitoring: why was it not caught earlier?\n\n- No alert.\n- Night." in to_markdown(pm, meta())


def test_notes_say_where_they_came_up() -> None:
    """A parked topic keeps its context."""
    text = to_markdown(example(), meta())
    assert row_with(text, "read from the replica").endswith("*(came up in: Root cause)*")


def test_the_follow_up_shows_decisions_and_the_checklist() -> None:
    """Who, when, whether to meet, and what is ticked."""
    pm = example().model_copy(update={"follow_up": example().follow_up.model_copy(update={"meeting_needed": False})})
    text = to_markdown(pm, meta())
    assert "| **Review date** | 2026-03-24 |" in text
    assert "| **Is a meeting needed** | no |" in text
    assert "- [x] Every action has an owner and a date." in text
    assert "Is a meeting" not in to_markdown(Postmortem(follow_up=FollowUp(review_on=date(2026, 3, 24))), meta())


def test_the_meeting_shows_planned_and_used_time() -> None:
    """The team sees where its twenty minutes went."""
    text = to_markdown(Postmortem(), meta(used=65))
    assert "| Incident summary | 2:00 | 1:05 |" in text
    assert "| **Together** | **20:00** | **7:35** |" in text
    assert "## The meeting" not in to_markdown(Postmortem(), meta(used=0))


def test_the_meeting_is_when_it_was_held_and_not_when_it_was_planned() -> None:
    """Planned for two, begun at a quarter past: the document says what happened; before that, what is meant."""
    pm = Postmortem(title="x", zone="UTC", meeting_at=NOW)
    assert "| **Meeting** | planned for 2026-03-10 14:00 |" in to_markdown(pm, meta())
    held = meta().model_copy(update={"started_at": NOW + timedelta(minutes=15, seconds=4)})
    assert "| **Meeting** | 2026-03-10 14:15 |" in to_markdown(pm, held)
    unplanned = pm.model_copy(update={"meeting_at": None})
    assert "| **Meeting** | 2026-03-10 14:15 |" in to_markdown(unplanned, held)


def test_no_id_and_no_link_is_in_an_export() -> None:
    """An export can be handed to anybody."""
    text = to_markdown(example(), meta("Mara"))
    assert "secret-id" not in text
    assert not re.search(r"t_full|a_alert|/live/enter", text)


@given(st.sampled_from(Severity), texts(), texts())
def test_headings_are_ours_alone(severity: Severity, item: str, other: str) -> None:
    """Nobody can put a section into the document by typing one."""
    pm = Postmortem(severity=severity, summary=Summary(what_happened=item), lessons=Lessons(lucky=other))
    found = headings(re.sub(r"(?ms)^(```|~~~)[^\n]*\n.*?^\1$", "", to_markdown(pm, meta())))
    ours = [f"# {UNTITLED}"]
    ours += ["## Incident summary", "### What happened, in one sentence"] if visible(item).strip() else []
    ours += ["## Lessons learned", "### Where we got lucky"] if visible(other).strip() else []
    assert found == ours


def test_what_was_chosen_is_marked_and_ideas_have_a_heading_of_their_own() -> None:
    """They are no commitments: the sentence about those does not count them."""
    pm = Postmortem(
        title="x",
        actions=(
            ActionRow(id="a", text="Alert at 80 %", owner="Kim", due=date(2026, 12, 1), chosen=True),
            ActionRow(id="b", owner="Bo", chosen=True),
            ActionRow(id="c", text="Write it down"),
        ),
        set_aside=(ActionRow(id="d", text="A gateway for each depot", owner="Ada", due=date(2027, 1, 2)),),
    )
    text = to_markdown(pm, meta())
    assert "| ★ Alert at 80 % | Kim | 2026-12-01 |" in text
    assert "|  | Bo |  |" in text
    assert "of the 3 actions" in text
    assert "## Ideas, not promised\n\n- A gateway for each depot *(owner: Ada)* *(due: 2027-01-02)*" in text
