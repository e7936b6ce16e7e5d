"""Postmortems as hypothesis makes them: every shape the model allows, in the order a document keeps."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from core.document.schema import in_order
from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    ChecklistRow,
    FactorKind,
    FactorRow,
    FollowUp,
    Lens,
    Lessons,
    NoteRow,
    Postmortem,
    RootCause,
    SectionId,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)

words = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.sampled_from(["", "disk full 😀", "👩‍👩‍👧 family", "日本語のログ", "שלום\u202eabc", "a\nb\r\n# c"]),
    st.sampled_from(["e\u0301", "\x00", "=1+1", "<b>x</b>"]),
)
row_ids = st.text("abcXYZ019_-", min_size=1, max_size=12)
instants = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001  # hypothesis adds the zone itself
    datetime(2199, 12, 30),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-8))]),
)
days = st.dates(date(1970, 1, 1), date(9999, 12, 31))
zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def rows(model: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """A list of rows of one model, each id once."""
    one = st.builds(model, id=row_ids, text=words, **fields)
    return st.lists(one, max_size=4, unique_by=lambda row: row.id).map(tuple)


def sets() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(words, max_size=4).map(in_order)


def postmortems() -> st.SearchStrategy[Postmortem]:
    """Any postmortem. Words in sets stand in the order that a document gives back."""
    answers = rows(AnswerRow)
    notes = rows(NoteRow, section=maybe(st.sampled_from(SectionId)))
    return st.builds(
        Postmortem,
        title=words,
        severity=maybe(st.sampled_from(Severity)),
        zone=zones,
        services=sets(),
        tags=sets(),
        duration_minutes=maybe(st.integers(0, 10_000_000)),
        meeting_at=maybe(instants),
        summary=st.builds(Summary, what_happened=words, impact=words),
        timeline=rows(
            TimelineRow, at=maybe(instants), kind=st.sampled_from(TimelineKind), who=words, star=st.booleans()
        ),
        root_cause=st.builds(RootCause, **{lens.value: answers for lens in Lens}),
        factors=rows(FactorRow, kind=maybe(st.sampled_from(FactorKind))),
        actions=rows(ActionRow, owner=words, due=maybe(days), kind=maybe(st.sampled_from(ActionKind)), done_when=words),
        lessons=st.builds(Lessons, went_right=words, went_wrong=words, differently=words, lucky=words),
        follow_up=st.builds(
            FollowUp,
            tracker=words,
            review_on=maybe(days),
            meeting_needed=maybe(st.booleans()),
            checklist=rows(ChecklistRow, done=st.booleans()),
        ),
        parking=notes,
        ideas=notes,
        skipped=st.frozensets(st.sampled_from(SectionId)),
    )
