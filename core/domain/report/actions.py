"""The action items of a report: entries of lists, rows of tables, boxes to tick. Prose stays prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from core.domain.report.action_states import done_by_status, done_by_words, dropped_by_status, dropped_by_words
from core.domain.report.action_words import (
    due_in,
    kind_in,
    link_in,
    owner_in,
    owner_name,
)
from core.domain.report.blocks import Block, blocks_of
from core.domain.report.day_search import days_in
from core.domain.report.line_marks import Item, is_table_row, item
from core.domain.report.model import Line, ReadAction, Role, Section
from core.domain.report.table_cells import table_of, with_lines
from core.domain.report.template_hints import is_hint

_LONGEST_CATEGORY: Final = 60
_BRACKETS: Final = re.compile(r"[ \t]{0,20}(?:[-*+]|\d{1,3}[.)])?[ \t]{0,9}\\?\[[ xX✓]?\\?\]")
_LABELS: Final = ("action item:", "action:", "**action item:**", "**action item**:", "todo:", "**action:**")


class _Column(StrEnum):
    TEXT = "text"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    LINK = "link"
    KIND = "kind"
    NUMBER = "number"
    DONE_WHEN = "done when"
    MORE = "more"


_HEADS: Final[tuple[tuple[_Column, tuple[str, ...]], ...]] = (
    (_Column.OWNER, ("owner", "assignee", "assigned", "responsible", "who", "dri", "lead", "担当", "verantwortlich")),
    (
        _Column.DUE,
        ("due", "deadline", "eta", "target", "by when", "when", "date", "期限", "期日", "完了予定", "fällig"),
    ),
    (_Column.DONE_WHEN, ("done when", "definition of done", "acceptance criteria", "success criteria")),
    (_Column.STATUS, ("status", "state", "done", "completed", "progress", "ステータス", "状態", "状況")),
    (_Column.KIND, ("type", "kind", "category", "カテゴリ", "分類", "種別", "class")),
    (_Column.TEXT, ("action", "task", "what", "item", "description", "title", "todo", "アクション", "対策", "内容")),
    (_Column.TEXT, ("recommendation", "measure", "improvement", "step", "summary", "maßnahme", "項目", "施策")),
    (_Column.LINK, ("link", "ticket", "issue", "jira", "bug", "tracking", "pr", "url", "reference", "チケット")),
    (_Column.NUMBER, ("#", "no", "no.", "id", "nr", "nr.", "番号", "")),
)


@dataclass(slots=True)
class FoundActions:
    """``rest`` are lines of the section that are no actions."""

    actions: list[ReadAction] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)


def actions_of(section: Section) -> FoundActions:
    """The actions of a section that is about actions."""
    found = FoundActions()
    blocks = _grouped(blocks_of(section.lines))
    all_done = any(word in section.title.lower() for word in ("completed", "done so far", "already done", "(done"))
    for block in blocks:
        if block.kind == "item":
            made = _of_item(block)
        elif block.kind == "table":
            made = _of_table(block.lines)
        elif block.kind == "paragraph" and block.text.lower().startswith(_LABELS):
            made = [action_from(block.text)]
        else:
            made = []
        if made:
            found.actions += made
        else:
            found.rest += block.lines
    if all_done:
        found.actions = [replace(made, done=True) if made.done is None else made for made in found.actions]
    return found


def boxes_of(section: Section) -> FoundActions:
    """Boxes to tick in a section that is about something else: they are actions too."""
    found = FoundActions()
    for block in blocks_of(section.lines):
        if block.kind == "item" and block.item is not None and _BRACKETS.match(block.lines[0][1]) and block.item.text:
            found.actions += _of_item(block)
        else:
            found.rest += block.lines
    return found


def heading_actions(sections: Sequence[Section]) -> list[int]:
    """Places of sections that are one action each: headings of no known name with prose and no list, side by side."""
    places = [
        place
        for place, section in enumerate(sections)
        if section.role is Role.ACTIONS
        and not section.named
        and not any(item(text) or is_table_row(text) for _, text in section.lines)
        and any(text.strip() for _, text in section.lines)
    ]
    return places if len(places) > 1 else []


def action_from(text: str, done: bool | None = None) -> ReadAction:
    """One action out of its words."""
    plain = _without_opening_marks(text.strip())
    if plain.startswith("~~") and plain.endswith("~~") and len(plain) > 4:
        done = True
    due, due_text = due_in(plain)
    given_up = dropped_by_words(text)
    return ReadAction(
        text=plain,
        owner=owner_in(plain),
        due=due,
        due_text=due_text,
        link=link_in(plain),
        done=False if given_up else done if done is not None else done_by_words(text),
        given_up=given_up,
    )


def _without_opening_marks(text: str) -> str:
    """Without the stars around the first words: ``**Alert**: page at 90 %``."""
    end = text.find("**", 2) if text.startswith("**") else -1
    if end < 0 or text[end + 2 : end + 3].isalnum():
        return text
    return f"{text[2:end]}{text[end + 2 :]}".strip()


def _grouped(blocks: list[Block]) -> list[Block]:
    """Bullets below numbered entries that have a bold name belong to them."""
    named = [block for block in blocks if block.item and block.item.numbered and block.item.text.startswith("**")]
    if len(named) < 2 or any(block.kind == "item" and block.item and block.item.done is not None for block in blocks):
        return blocks
    grouped: list[Block] = []
    for block in blocks:
        last = grouped[-1] if grouped else None
        below = last is not None and last.item is not None and last.item.numbered and block not in named
        if below and last is not None and not (block.item and block.item.numbered):
            last.lines += block.lines
        else:
            grouped.append(block)
    return grouped


def _of_item(block: Block) -> list[ReadAction]:
    entry = block.item
    if entry is None or not block.text:
        return []
    below = [line for line in block.lines[1:]]
    if len(entry.text) <= _LONGEST_CATEGORY and (inner := _in_category(entry, below)):
        return [made for inside in inner for made in _of_item(inside)]
    if not entry.text and not below:
        return []
    text = "\n".join([entry.text, *(line.strip() if not item(line) else line.rstrip() for _, line in below)]).strip()
    if not any(sign.isalnum() for sign in text) or is_hint(text):
        return []
    # Somebody ticked it, and a step of it is still open: nobody says that it is done.
    steps = [step.done for _, line in below if (step := item(line))]
    return [action_from(text, False if entry.done and False in steps else entry.done)]


def _in_category(entry: Item, below: Sequence[Line]) -> list[Block]:
    """The entries below one that only names a category: it ends in a colon, or has no box while they all have one."""
    inner = [block for block in blocks_of(_outdented(below)) if block.kind == "item"]
    boxes = [block.item.done is not None for block in inner if block.item is not None]
    named = entry.text.rstrip("*_ ").endswith((":", "："))
    return inner if named or (entry.done is None and all(boxes)) else []


def _outdented(lines: Sequence[Line]) -> list[Line]:
    least = min((len(text) - len(text.lstrip()) for _, text in lines if text.strip()), default=0)
    return [(number, text[least:]) for number, text in lines]


def _of_table(lines: Sequence[Line]) -> list[ReadAction]:
    head, rows = table_of(lines)
    width = max((len(cells) for _, cells in rows), default=0)
    columns = _columns(head, [cells for _, cells in rows], width)
    return [made for _, cells in rows if (made := _of_cells(cells, columns, head)) is not None]


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[_Column]:
    columns = [_column(head[place]) if place < len(head) else _Column.MORE for place in range(width)]
    if _Column.TEXT not in columns and width:
        sizes = [sum(len(cells[place]) for cells in rows if place < len(cells)) for place in range(width)]
        columns[sizes.index(max(sizes))] = _Column.TEXT
    return columns


def _column(name: str) -> _Column:
    plain = " ".join(name.replace("*", "").replace("`", "").lower().split()).strip(" .?")
    for column, names in _HEADS:
        if plain in names:
            return column
    for column, names in _HEADS:
        if any(word and len(word) > 2 and word in plain for word in names):
            return column
    return _Column.MORE


def _of_cells(cells: Sequence[str], columns: Sequence[_Column], head: Sequence[str]) -> ReadAction | None:
    by: dict[_Column, list[str]] = {}
    for cell, column in zip(cells, columns, strict=False):
        if cell.strip(" -–—"):
            by.setdefault(column, []).append(with_lines(cell))
    texts = by.get(_Column.TEXT) or by.get(_Column.LINK)
    if not texts or not any(sign.isalnum() for sign in "".join(texts)):
        return None
    rest = [cell for column in (_Column.NUMBER, _Column.KIND, _Column.MORE) for cell in by.get(column, [])]
    rest += by.get(_Column.LINK, []) if by.get(_Column.TEXT) else []
    status, due = " ".join(by.get(_Column.STATUS, [])), " ".join(by.get(_Column.DUE, []))
    whole = " · ".join([*texts, *rest, *([status] if status else [])])
    made = action_from(whole)
    days = days_in(due)
    kind = kind_in(" ".join(by.get(_Column.KIND, [])))
    owner = ", ".join(name for cell in by.get(_Column.OWNER, []) if (name := owner_name(cell)))
    given_up = status.strip() if dropped_by_status(status) else dropped_by_words(texts[0])
    done = False if given_up else done_by_status(status)
    if done is None and any("DONE" in cell for cell in by.get(_Column.LINK, [])):
        done = True
    return replace(
        made,
        owner=owner or made.owner,
        due=days[0].day if days else made.due,
        due_text=due,
        done=done if done is not None else done_by_words(texts[0]),
        kind=kind.value if kind else "",
        done_when="\n".join(by.get(_Column.DONE_WHEN, [])),
        given_up=given_up,
    )
