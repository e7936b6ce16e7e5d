"""A postmortem of ours that was kept as Markdown and comes in as an old report: what it says is where it was."""

from datetime import UTC, date, datetime

from core.domain.postmortem import Lens
from core.domain.report.model import Report, ReportContext
from core.domain.report.reader import read_report
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
        assert row.text in after.follow_up.notes
