"""Hypothesis strategies for the domain: any postmortem that can be written down, in any script.

``postmortems()`` makes valid ones only, with the shapes a document can hold: row ids unique in their list,
services and tags in order without doubles. ``example()`` is one complete postmortem for the simple tests.
"""

from datetime import UTC, date, datetime
from typing import TypeVar

from hypothesis import strategies as st

from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    ChecklistRow,
    Evidence,
    FactorKind,
    FactorRow,
    FollowUp,
    Lessons,
    NoteRow,
    Postmortem,
    RootCause,
    Row,
    SectionId,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)

R = TypeVar("R", bound=Row)

SAMPLES = (
    "The disk was full.",
    "👩🏽‍🚒 freed 40 GB 🎉",
    "数据库磁盘已满,写入失败。",
    "データベースのディスクが一杯",
    "القرص ممتلئ في 02:14",
    "הדיסק מלא (100%)",
    "e\u0301le\u0301phant, ẞ, ǅ, ﬁ",
    "# not a heading\n===\n| a | b |\n|---|---|",
    "```\nunclosed fence",
    "`df -h` shows *100 %* of [disk](https://example.org/a_b)",
    "- one\n- two\n\n1. three\n    indented",
    "<b>bold</b> & <!-- hidden",
    "line one\r\nline two\rline three\n",
    "\ttabs\tand  spaces  ",
    "_under_scores_ ~~struck~~ \\ back\\slash",
    "=1+1\t@x -y",
)

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Pacific/Chatham",
    "America/St_Johns",
)


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """What people type: ordinary sentences in several scripts, and any characters at all."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)
    return st.one_of(st.sampled_from(SAMPLES), anything, st.just(""))


def lines(max_size: int = 30) -> st.SearchStrategy[str]:
    """One line: an owner, a title."""
    return st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=max_size)


def instants() -> st.SearchStrategy[datetime]:
    """Whole seconds in UTC, which is what the board can enter."""
    return st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2150, 1, 1)).map(  # noqa: DTZ001 - zone next
        lambda at: at.replace(microsecond=0, tzinfo=UTC)
    )


def days() -> st.SearchStrategy[date]:
    return st.dates(min_value=date(1990, 1, 1), max_value=date(2150, 1, 1))


def row_ids() -> st.SearchStrategy[str]:
    return st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)


def rows_of(row: st.SearchStrategy[R], max_size: int = 4) -> st.SearchStrategy[tuple[R, ...]]:
    return st.lists(row, max_size=max_size, unique_by=lambda item: item.id).map(tuple)


def values() -> st.SearchStrategy[tuple[str, ...]]:
    """A set of words as the document keeps it: each once, in order."""
    word = st.one_of(st.sampled_from(("orders-db", "checkout", "支払い", "🎫")), lines(12)).map(str.strip).filter(bool)
    return st.lists(word, max_size=4, unique=True).map(lambda text: tuple(sorted(text)))


def pictures() -> st.SearchStrategy[Evidence]:
    return st.builds(Evidence, id=row_ids(), caption=lines())


def _in_order(named: list[Evidence]) -> tuple[Evidence, ...]:
    """By their ids, which is the order in which they came."""
    return tuple(sorted(named, key=lambda item: item.id))


def timeline_rows() -> st.SearchStrategy[TimelineRow]:
    return st.builds(
        TimelineRow,
        id=row_ids(),
        text=texts(),
        at=st.none() | instants(),
        at_text=lines(),
        kind=st.sampled_from(TimelineKind),
        who=lines(),
        star=st.booleans(),
        evidence=st.lists(pictures(), max_size=2, unique_by=lambda item: item.id).map(_in_order),
    )


def _each_picture_once(rows: tuple[TimelineRow, ...]) -> tuple[TimelineRow, ...]:
    """As a document gives them back: a picture belongs to the first row that names it."""
    seen: set[str] = set()
    found = []
    for row in rows:
        own = tuple(item for item in row.evidence if item.id not in seen)
        seen.update(item.id for item in own)
        found.append(row.model_copy(update={"evidence": own}))
    return tuple(found)


def answer_rows() -> st.SearchStrategy[AnswerRow]:
    return st.builds(AnswerRow, id=row_ids(), text=texts())


def action_rows() -> st.SearchStrategy[ActionRow]:
    return st.builds(
        ActionRow,
        id=row_ids(),
        text=texts(),
        owner=lines(),
        due=st.none() | days(),
        due_text=lines(),
        kind=st.none() | st.sampled_from(ActionKind),
        done_when=lines(),
        link=st.one_of(lines(), st.just("https://github.com/acme/shop/issues/123")),
        chosen=st.booleans(),
    )


def _chosen_first(rows: tuple[ActionRow, ...]) -> tuple[ActionRow, ...]:
    return tuple(sorted(rows, key=lambda row: not row.chosen))


def _set_aside(rows: tuple[ActionRow, ...]) -> tuple[ActionRow, ...]:
    """Nothing of it is chosen, and no row is an action, too."""
    return tuple(row.model_copy(update={"id": f"idea-{row.id}", "chosen": False}) for row in rows)


def _factor_rows() -> st.SearchStrategy[FactorRow]:
    return st.builds(FactorRow, id=row_ids(), text=texts(), kind=st.none() | st.sampled_from(FactorKind))


def _checklist_rows() -> st.SearchStrategy[ChecklistRow]:
    return st.builds(ChecklistRow, id=row_ids(), text=texts(), done=st.booleans())


def _note_rows() -> st.SearchStrategy[NoteRow]:
    return st.builds(NoteRow, id=row_ids(), text=texts(), section=st.none() | st.sampled_from(SectionId))


def postmortems() -> st.SearchStrategy[Postmortem]:
    """Any valid postmortem, from empty to full."""
    answers = rows_of(answer_rows(), 2)
    return st.builds(
        Postmortem,
        title=lines(),
        severity=st.none() | st.sampled_from(Severity),
        zone=st.sampled_from(ZONES),
        services=values(),
        tags=values(),
        duration_minutes=st.none() | st.integers(0, 10_000_000),
        duration_text=lines(),
        meeting_at=st.none() | instants(),
        meeting_at_text=lines(),
        summary=st.builds(Summary, what_happened=texts(), impact=texts()),
        timeline=rows_of(timeline_rows()).map(_each_picture_once),
        root_cause=st.builds(
            RootCause, technical=answers, monitoring=answers, process=answers, architecture=answers, culture=answers
        ),
        factors=rows_of(_factor_rows()),
        actions=rows_of(action_rows()).map(_chosen_first),
        set_aside=rows_of(action_rows(), max_size=2).map(_set_aside),
        lessons=st.builds(Lessons, went_right=texts(), went_wrong=texts(), differently=texts(), lucky=texts()),
        follow_up=st.builds(
            FollowUp,
            tracker=lines(),
            review_on=st.none() | days(),
            review_on_text=lines(),
            meeting_needed=st.none() | st.booleans(),
            checklist=rows_of(_checklist_rows()),
        ),
        parking=rows_of(_note_rows(), 2),
        ideas=rows_of(_note_rows(), 2),
        skipped=st.frozensets(st.sampled_from(SectionId), max_size=3),
    )


def example() -> Postmortem:
    return finished_example()
