"""What Debrief's own Markdown says behind the lessons: what was agreed, the checklist, notes, ideas and parked topics.

Each line is read whole, or left where it is for those who read all reports. Not here: other tables (``own_tables``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from core.domain.postmortem import ActionKind, ActionRow, ChecklistRow, FollowUp, NoteRow, SectionId
from core.domain.report.line_marks import is_table_row
from core.domain.report.model import Line, Section
from core.domain.report.notes import verbatim
from core.domain.report.own.own_tables import action_of, as_typed, day_of, line_as_typed, unread
from core.domain.report.source_text import words_of
from core.domain.report.table_cells import table_of
from core.domain.template import CHECKLIST, SECTIONS, SET_ASIDE, Field, all_fields, field
from core.domain.template.outcome_sections import FOLLOW_UP

_BULLET: Final = "- "
_BOX: Final = re.compile(r"\[(?P<done>[ x])\] (?P<text>.+)")
_RULE: Final = "---"
_END: Final = re.compile(r"Exported [^\n]{5,40} from Debrief\.")
_AGREED: Final = {part.label: part.id for part in FOLLOW_UP.fields}
_YES: Final = {"yes": True, "no": False}
_CHECKLIST_IDS: Final = {text: row_id for row_id, text in CHECKLIST}


_AROUND: Final = "About this incident agreed"
_NOTHING_AGREED: Final = FollowUp()


@dataclass(frozen=True, slots=True)
class OwnLists:
    """``ending`` is the last line of the file, which says when it was made."""

    follow_up: FollowUp = _NOTHING_AGREED
    set_aside: tuple[ActionRow, ...] = ()
    parking: tuple[NoteRow, ...] = ()
    ideas: tuple[NoteRow, ...] = ()
    ending: str = ""


def is_own_export(lines: Sequence[str]) -> bool:
    """Whether the text ends as Debrief's own Markdown does."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    return _END.fullmatch(last.strip()) is not None


def own_sections(sections: Sequence[Section], texts: Sequence[str]) -> list[Section]:
    """Only ``#`` begins a section of ours: a line such as "Links:" or a bold one stands in a text that people typed.

    ``texts`` are all lines of the file.
    """
    made: list[Section] = []
    for part in sections:
        if made and part.heads and not texts[part.heads[0] - 1].startswith("#"):
            numbers = sorted({*part.heads, *(number for number, _ in part.lines)})
            made[-1].lines += [(number, texts[number - 1]) for number in numbers]
        else:
            made.append(part)
    return made


def own_lists(sections: Sequence[Section], today: date) -> OwnLists:
    """All of it; the lines that were read are taken out of their sections.

    A review date before ``today`` stays where it is: nobody is asked about what is old.
    """
    ending = _ending(sections)
    named = {part.title: part for part in sections}
    agreed = named.get(FOLLOW_UP.title)
    return OwnLists(
        follow_up=_follow_up(agreed, named.get(field("follow_up.notes").label), today) if agreed else _NOTHING_AGREED,
        set_aside=tuple(_idea(place, row) for place, row in enumerate(_rows(named, field(SET_ASIDE)), 1)),
        parking=_note_rows(named, "parking"),
        ideas=_note_rows(named, "ideas"),
        ending=ending,
    )


def without_template(heads: Sequence[str]) -> list[str]:
    """The headings, and heads of tables, in which somebody wrote a word of their own."""
    return [text for text in heads if not set(words_of(text)) <= _template_words()]


@cache
def _template_words() -> frozenset[str]:
    fields = all_fields()
    texts = [part.title for part in SECTIONS] + [text for part in fields for text in (part.label, part.help)]
    columns = [column.label for part in fields for column in part.columns]
    return frozenset(words_of(" ".join((*texts, *columns, *(part.text_label for part in fields), _AROUND))))


def _ending(sections: Sequence[Section]) -> str:
    last = next((part for part in reversed(sections) if any(text.strip() for _, text in part.lines)), None)
    told = [line for line in last.lines if line[1].strip()][-2:] if last else []
    if last is None or len(told) < 2 or told[0][1].strip() != _RULE or not _END.fullmatch(told[1][1].strip()):
        return ""
    last.lines = [line for line in last.lines if line not in told]
    return told[1][1].strip()


def _follow_up(agreed: Section, notes: Section | None, today: date) -> FollowUp:
    made: dict[str, object] = {}
    head, rows = table_of([line for line in agreed.lines if is_table_row(line[1])])
    read: set[Line] = set()
    for line, cells in rows if head[:1] == [FOLLOW_UP.title] else ():
        label, value = cells[0].strip("* "), cells[1] if len(cells) > 1 else ""
        if found := _agreed(_AGREED.get(label, ""), value, today):
            made |= found
            read.add(line)
    left = [row for row in rows if row[0] not in read]
    boxes = list(_boxes(agreed))
    made["checklist"] = tuple(row for _, row in boxes)
    taken = read | {line for line, _ in boxes}
    heads = {line for line in agreed.lines if is_table_row(line[1])} if read and not left else set()
    agreed.lines = [line for line in agreed.lines if line not in taken | heads]
    if notes is not None and notes.level > agreed.level:
        made["notes"] = verbatim(notes.lines)
        notes.lines = []
    return FollowUp.model_validate(made)


def _agreed(key: str, value: str, today: date) -> dict[str, object]:
    """The fields of one row of the table; nothing for a row that is not understood."""
    if key == "follow_up.tracker":
        return {"tracker": as_typed(value)}
    if key == "follow_up.meeting_needed" and value in _YES:
        return {"meeting_needed": _YES[value]}
    if key == "follow_up.review_on":
        day = day_of(value)
        if day is None:
            return {"review_on_text": unread(value)}
        return {"review_on": day} if day >= today else {}
    return {}


def _boxes(agreed: Section) -> Iterator[tuple[Line, ChecklistRow]]:
    own = 0
    for line in agreed.lines:
        found = _BOX.fullmatch(line[1].removeprefix(_BULLET)) if line[1].startswith(_BULLET) else None
        if found:
            text = line_as_typed(found["text"])
            own += 1
            row_id = _CHECKLIST_IDS.get(text, f"c_{own}")
            yield line, ChecklistRow(id=row_id, text=text, done=found["done"] == "x")


def _rows(named: Mapping[str, Section], listed: Field) -> list[dict[str, str]]:
    """By the key of its column what stands behind the text of a bullet; the text itself by "text"."""
    part = named.get(listed.label)
    if part is None:
        return []
    lines = [line for line in part.lines if line[1].startswith(_BULLET)]
    part.lines = [line for line in part.lines if line not in lines]
    return [_row(text.removeprefix(_BULLET), listed) for _, text in lines]


def _row(text: str, listed: Field) -> dict[str, str]:
    row: dict[str, str] = {}
    for column in reversed(listed.columns):
        before, lead, value = text.rpartition(f" *({column.label.lower()}: ")
        if lead and value.endswith(")*"):
            text, row[column.key] = before, value.removesuffix(")*")
    return {**row, "text": text}


def _idea(place: int, row: Mapping[str, str]) -> ActionRow:
    read = action_of(row)
    return ActionRow(
        id=f"s_{place}",
        text=line_as_typed(row["text"]),
        owner=read.owner,
        due=read.due,
        due_text=read.due_text,
        kind=ActionKind(read.kind) if read.kind else None,
        done_when=read.done_when,
        link=read.link,
    )


def _note_rows(named: Mapping[str, Section], listed: str) -> tuple[NoteRow, ...]:
    sections = {option.label: SectionId(option.value) for option in field(listed).columns[0].options}
    return tuple(
        NoteRow(id=f"{listed[0]}_{place}", text=line_as_typed(row["text"]), section=sections.get(row.get("from", "")))
        for place, row in enumerate(_rows(named, field(listed)), 1)
    )
