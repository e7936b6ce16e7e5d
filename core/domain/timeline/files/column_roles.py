"""What the columns of a table hold, by their heads, or, where they have none, by their cells."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from core.domain.timeline.files.spreadsheet_days import spreadsheet_stamp
from core.domain.timeline.lines.authors import is_name
from core.domain.timeline.stamps.counted import length_of
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_scanner import scan_stamp
from core.domain.timeline.stamps.zone_words import LETTERS


class ColumnRole(Enum):
    TIME = auto()
    DATE = auto()
    END = auto()
    WHO = auto()
    ZONE = auto()
    TEXT = auto()


_WORDS: Final = {
    ColumnRole.END: "end until ended bis ende fin finish finished to stop end_time endtime hasta ends",
    ColumnRole.DATE: "date day datum tag jour fecha data dag",
    ColumnRole.TIME: (
        "updated time timestamp when at start started begin uhrzeit zeit zeitpunkt zeitstempel heure hora datetime "
        "ts from since created created_at createdat startsat starts_at occurred occurred_at begins beginn début "
        "horodatage wann hour hours clock tijd ora tid epoch seen age start_time starttime quand lastseen firstseen "
        "_time @timestamp time_iso8601"
    ),
    ColumnRole.WHO: (
        "who owner actor person author user by wer verantwortlich verantwortliche verantwortlicher personne auteur qui "
        "responsable quién quien assignee responder sender engineer reporter username handle bearbeiter operator "
        "agent member nick nickname displayname speaker autor chi utente acteur wie"
    ),
    ColumnRole.ZONE: "zone tz timezone zeitzone",
}
_ROLES: Final = {word: role for role, words_of in _WORDS.items() for word in words_of.split()}
_AGE: Final = re.compile(r"((?:\d{1,5}[dhms]){1,4})(?=$| \(x\d)")
_NOT_HEADS: Final = re.compile(r"\d")


def role_of_head(head: str) -> ColumnRole:
    """The role that a column's name gives it; its text where it says nothing."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", head).strip(" *_`:#").lower()
    if not bare or len(bare) > 30 or bare in ("user agent", "user-agent"):
        return ColumnRole.TEXT
    if head.strip(" *_`").upper() in LETTERS:
        return ColumnRole.TIME
    parts = re.split(r"[\s/&+,-]+", bare)
    if len(parts) > 4:
        return ColumnRole.TEXT
    roles = [_ROLES[part] for part in parts if part in _ROLES]
    if ColumnRole.DATE in roles and ColumnRole.TIME in roles:
        return ColumnRole.TIME
    for role in (ColumnRole.ZONE, ColumnRole.WHO, ColumnRole.END, ColumnRole.TIME, ColumnRole.DATE):
        if role in roles and (role is not ColumnRole.ZONE or "time" not in parts or "zone" in parts):
            return role
    return ColumnRole.TEXT


def is_time_head(cell: str) -> bool:
    """Whether a cell names a column of times or dates, and is no time itself."""
    return (
        role_of_head(cell) in (ColumnRole.TIME, ColumnRole.DATE)
        and len(cell.split()) <= 4
        and not _NOT_HEADS.search(re.sub(r"\([^()]*\)", "", cell).replace("8601", ""))
    )


def whole_stamp(cell: str, *, weak: bool = False, counted: bool = False) -> tuple[Stamp, str] | None:
    """The moment that a cell begins with, and what else stands in it. None when it is no moment.

    ``counted``: a spreadsheet's number stands beside it, so that 0.25 is six in the morning.
    """
    if counted and (stamp := spreadsheet_stamp(cell)):
        return stamp, ""
    if aged := _AGE.match(cell):
        return Stamp(0, aged.end(), ago=length_of(aged[1])), cell[aged.end() :].strip()
    stamp = scan_stamp(cell[:200], weak=weak) or (spreadsheet_stamp(cell) if weak else None)
    if stamp is None:
        return None
    return stamp, cell[stamp.end :].strip(" \t*_`)]>:,;.~–—-")


def roles_of_columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[ColumnRole]:
    """One role a column. Without heads, the first column whose cells are moments is the time."""
    width = max([len(head), *(len(row) for row in rows)], default=0)
    if head:
        roles = [role_of_head(head[i]) if i < len(head) else ColumnRole.TEXT for i in range(width)]
        if ColumnRole.TIME in roles or ColumnRole.DATE in roles:
            return _with_one_who(_as_filled(roles, head, rows))
    roles = [ColumnRole.TEXT] * width
    for i in range(width):
        filled = [row[i] for row in rows if i < len(row) and row[i]]
        found = [item for cell in filled[:50] if (item := whole_stamp(cell)) and not item[1]]
        if not filled or len(found) * 3 < len(filled[:50]) * 2:
            continue
        if sum(stamp.timed for stamp, _ in found) * 2 >= len(found):
            roles[i] = ColumnRole.TIME
            break
        if ColumnRole.DATE not in roles:
            roles[i] = ColumnRole.DATE
    if roles[:1] == [ColumnRole.TIME] and width == 3 and _are_nicks([row[1] for row in rows if len(row) > 1]):
        roles[1] = ColumnRole.WHO
    return roles


def _as_filled(roles: list[ColumnRole], head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[ColumnRole]:
    """What a head promises and no cell holds is no time: "From" over names is who sent it."""
    for i, role in enumerate(roles):
        cells = [row[i] for row in rows[:50] if i < len(row) and row[i]]
        timed = role in (ColumnRole.TIME, ColumnRole.DATE, ColumnRole.END)
        if timed and cells and not any(whole_stamp(cell, weak=True) for cell in cells):
            roles[i] = ColumnRole.WHO if head[i].strip().lower() in ("from", "by", "at") else ColumnRole.TEXT
    return roles


def _are_nicks(cells: Sequence[str]) -> bool:
    """Whether a column between time and words holds names: all are, and some come again or all end in a colon."""
    names = [name_of_cell(cell) for cell in cells if not is_mark(cell)]
    called = len(set(names)) < len(cells) or all(cell.endswith(":") for cell in cells)
    return bool(names) and all(is_name(name) for name in names) and called


def is_mark(cell: str) -> bool:
    """What a chat program has in the place of a nick: ``-->`` for who comes, ``*`` for what somebody does."""
    return cell in ("-->", "<--", "--", "*", "=!=")


def name_of_cell(cell: str) -> str:
    """Without the signs of a chat around it: "@ida", "Ida Holm:"."""
    return cell.lstrip("@+%&~ ").removesuffix(":")


def _with_one_who(roles: list[ColumnRole]) -> list[ColumnRole]:
    """A second column of people is part of the words."""
    first = roles.index(ColumnRole.WHO) if ColumnRole.WHO in roles else -1
    return [ColumnRole.TEXT if role is ColumnRole.WHO and i != first else role for i, role in enumerate(roles)]
