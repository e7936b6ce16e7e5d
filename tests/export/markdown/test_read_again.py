"""A postmortem of ours that was kept as Markdown and comes in as an old report: what it says is where it was."""

from datetime import UTC, date, datetime

from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    ChecklistRow,
    FactorKind,
    FactorRow,
    FollowUp,
    Lens,
    NoteRow,
    Postmortem,
    RootCause,
    SectionId,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.domain.report.model import Report, ReportContext
from core.domain.report.reader import read_report
from core.domain.template import CHECKLIST
from core.export.markdown.writer import to_markdown
from core.export.meta import ExportMetadata
from tests.support.postmortems import example

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def again() -> Report:
    text = to_markdown(example(), ExportMetadata(id="x", created_at=NOW, exported_at=NOW))
    return read_report(text, ReportContext("postmortem.md", date(2026, 11, 23)))


def test_its_action_items_are_those_that_it_had() -> None:
    """And none of what was agreed for the follow-up; each with its owner, its day and its test."""
    before, after = example().actions, again().postmortem.actions
    assert [(row.owner, row.due, row.kind, row.done_when) for row in after] == [
        (row.owner, row.due, row.kind, row.done_when) for row in before
    ]
    assert all(late.text.startswith(early.text) for early, late in zip(before, after, strict=True))


def test_each_answer_is_under_its_lens() -> None:
    """One row an answer, without the sign of a list."""
    before, after = example().root_cause, again().postmortem.root_cause
    for lens in Lens:
        assert [row.text for row in after.of(lens)] == [row.text for row in before.of(lens)]


def test_its_timeline_has_the_same_moments_and_kinds() -> None:
    """In the zone that it names."""
    before, after = example(), again().postmortem
    assert [(row.at, row.kind, row.who) for row in after.timeline] == [
        (row.at, row.kind, row.who) for row in before.timeline
    ]
    assert (after.zone, after.title, after.severity) == (before.zone, before.title, before.severity)


def test_the_rest_is_there_too() -> None:
    """Summary, lessons, and in the notes what was agreed and what was ticked."""
    before, after = example(), again().postmortem
    assert (after.summary, after.services, after.tags) == (before.summary, before.services, before.tags)
    assert after.lessons == before.lessons
    for row in before.follow_up.checklist:
        assert row.text in {item.text for item in after.follow_up.checklist}


def awkward() -> Postmortem:
    """With what a table of Markdown has to hide: bars, line breaks, code, marks, addresses, words for a time."""
    at = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    rows = (
        TimelineRow(
            id="t_1", at=at, kind=TimelineKind.STARTED, who="deploy-bot", text="Deploy 1.2.3 | cart_v2", star=True
        ),
        TimelineRow(id="t_2", at=at.replace(hour=23), who="Bo, Ana", text="10:30 is what the log said\nand `a|b` too"),
        TimelineRow(id="t_3", at_text="around noon", text="*no* <b>tag</b> &, back\\slash, 5~10"),
        TimelineRow(id="t_4", kind=TimelineKind.RESOLVED, text="see https://grafana.example/d/1?a=1&amp=2|3"),
        TimelineRow(id="t_5", text="__init__.py, [x](y), #1"),
    )
    actions = (
        ActionRow(
            id="a_1",
            text="Raise the pool | limit",
            owner="Bo",
            due=date(2026, 12, 24),
            kind=ActionKind.PREVENT,
            done_when="p99 < 2 s | 3",
            link="https://github.com/acme/shop/issues/12",
            chosen=True,
        ),
        ActionRow(id="a_2", text="★ Page earlier", due_text="after the freeze", link="OPS-12 | the old one"),
    )
    factors = (FactorRow(id="f_1", text="Black friday", kind=FactorKind.CONTEXT), FactorRow(id="f_2", text="Retries"))
    return Postmortem(
        title="Cart", zone="Europe/Berlin", meeting_at=at, timeline=rows, actions=actions, factors=factors
    )


def awkward_again() -> Report:
    text = to_markdown(awkward(), ExportMetadata(id="x", created_at=NOW, exported_at=NOW))
    return read_report(text, ReportContext("postmortem.md", date(2026, 11, 23)))


def test_each_cell_of_its_tables_is_what_was_typed() -> None:
    """Also beside the meeting's moment and the start in the table of facts, which are no rows of the timeline."""
    before, after = awkward(), awkward_again().postmortem
    assert after.timeline == before.timeline
    assert after.factors == before.factors
    assert after.actions[0] == before.actions[0]
    # The star of a second one would be taken for the mark of what was chosen.
    assert after.actions[1].model_copy(update={"text": "★ Page earlier", "chosen": False}) == before.actions[1]


def test_what_is_in_the_tables_is_not_in_the_notes_again() -> None:
    """Only facts that have no field of their own are."""
    notes = awkward_again().postmortem.follow_up.notes
    assert "Also in the report" not in notes
    for text in ("cart_v2", "Raise the pool", "Black friday", "around noon"):
        assert text not in notes


def test_its_moments_are_those_of_its_rows() -> None:
    """Started and resolved, as other programs are told."""
    report = awkward_again()
    assert (report.started, report.detected, report.resolved) == (awkward().timeline[0].at, None, None)


def test_a_table_that_was_changed_since_is_read_as_any_other() -> None:
    """A column that is not ours, or none of ours: the rows are found as in every report."""
    text = to_markdown(awkward(), ExportMetadata(id="x", created_at=NOW, exported_at=NOW))
    report = read_report(
        text.replace("| Who or what |", "| Team |"), ReportContext("postmortem.md", date(2026, 11, 23))
    )
    assert any("Deploy 1.2.3" in row.text for row in report.postmortem.timeline)


FOLLOW_UP = FollowUp(
    tracker="Mara | Lind",
    review_on=date(2026, 12, 8),
    meeting_needed=False,
    checklist=(
        ChecklistRow(id=CHECKLIST[1][0], text=CHECKLIST[1][1], done=True),
        ChecklistRow(id="own", text="Tell *support*, then\nlegal | press"),
    ),
    notes="Links:\n\n- one\n- two",
)
LISTS = Postmortem(
    title="Cart",
    services=("cart",),
    tags=("dns|cache", "a_b*c"),
    summary=Summary(impact="| service | count |\n| --- | --- |\n| web | 3 |\n\n- [ ] refunds\n- [x] mails"),
    root_cause=RootCause(technical=(AnswerRow(id="r_1", text="`a\\b` and\na second line <br>"),)),
    factors=(FactorRow(id="f_1", text="one\ntwo", kind=FactorKind.CAUSE),),
    actions=(ActionRow(id="a_1", text="Turn it off", link="OPS-17"),),
    set_aside=(
        ActionRow(
            id="s_1",
            text="Rewrite it (owner: nobody)",
            owner="Bo_b",
            due=date(2027, 1, 1),
            kind=ActionKind.PROCESS,
            done_when="a | b\nc",
            link="https://github.com/acme/shop/issues/12",
        ),
        ActionRow(id="s_2", text="- dashed \\| bar", due_text="some day"),
    ),
    follow_up=FOLLOW_UP,
    parking=(
        NoteRow(id="p_1", text="Who owns DNS?", section=SectionId.TIMELINE),
        NoteRow(id="p_2", text="1. Budget\nof Q1"),
    ),
    ideas=(NoteRow(id="i_1", text="Chaos *day*", section=SectionId.ACTIONS),),
)


def lists_again(today: date = date(2026, 11, 23), postmortem: Postmortem = LISTS) -> Postmortem:
    text = to_markdown(postmortem, ExportMetadata(id="x", created_at=NOW, exported_at=NOW))
    return read_report(text, ReportContext("postmortem.md", today)).postmortem


def test_what_was_agreed_is_in_its_fields() -> None:
    """The tracker, the day, whether to meet, each line of the checklist with its tick, and the notes."""
    after = lists_again().follow_up
    fields = {"tracker", "review_on", "meeting_needed"}
    assert after.model_dump(include=fields) == FOLLOW_UP.model_dump(include=fields)
    assert [(row.text, row.done) for row in after.checklist] == [(row.text, row.done) for row in FOLLOW_UP.checklist]
    assert after.checklist[0].id == CHECKLIST[1][0]
    assert after.notes.startswith(FOLLOW_UP.notes)


def test_ideas_and_parked_topics_are_rows_again() -> None:
    """With all that stands beside them."""
    after = lists_again()
    assert (after.set_aside, after.parking, after.ideas) == (LISTS.set_aside, LISTS.parking, LISTS.ideas)


def test_a_text_of_lists_is_read_as_it_was_typed() -> None:
    """No service out of a table that somebody pasted, no action item out of a box in a text, no tag with a mark."""
    after = lists_again()
    assert (after.services, after.tags) == (LISTS.services, LISTS.tags)
    assert (after.actions, after.factors, after.root_cause) == (LISTS.actions, LISTS.factors, LISTS.root_cause)
    assert "- [ ] refunds\n- [x] mails" in after.summary.impact


def test_the_notes_hold_only_what_has_no_field() -> None:
    """Not the lists a second time, nor the headings of the template."""
    notes = lists_again().follow_up.notes
    for text in ("Chaos", "DNS", "Rewrite", "OPS-17", "Headings of the report", "Also in the report", "legal"):
        assert text not in notes
    assert notes.endswith("Exported 2026-11-23 14:00 from Debrief.")


def test_nobody_is_asked_for_a_review_that_is_long_over() -> None:
    """A day before today stays in the notes, where it is found."""
    after = lists_again(date(2027, 5, 1)).follow_up
    assert after.review_on is None
    assert "| **Review date** | 2026-12-08 |" in after.notes
    assert after.tracker == FOLLOW_UP.tracker


def test_a_heading_that_somebody_added_is_kept() -> None:
    """Words of one's own are none of the template's."""
    text = to_markdown(LISTS, ExportMetadata(id="x", created_at=NOW, exported_at=NOW))
    text = text.replace("## Parking lot", "## Parking lot of Zoe")
    notes = read_report(text, ReportContext("postmortem.md", date(2026, 11, 23))).postmortem.follow_up.notes
    assert "Zoe" in notes
    assert "Who owns DNS?" in notes
