"""Rows of tables as drafts: time, end and person out of their columns, all other cells joined as the words."""

from dataclasses import replace

from core.domain.timeline.drafts import DayHeading, Draft, RowDraft
from core.domain.timeline.files.column_roles import ColumnRole, is_mark, name_of_cell, roles_of_columns, whole_stamp
from core.domain.timeline.files.spreadsheet_days import COUNTED_DAYS, is_serial
from core.domain.timeline.files.table_text import Table, TableRow
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.zone_statements import zone_in
from core.domain.timeline.stamps.zone_words import WrittenZone, zone_at


def drafts_of(table: Table) -> list[Draft] | None:
    """The rows of a table, and lines of it that are none. None when no column holds times."""
    roles = roles_of_columns(table.head, [row.cells for row in table.rows])
    if ColumnRole.TIME not in roles and not any(_dated(row, roles) for row in table.rows):
        return None
    zones = [zone_in(head) for head in table.head]
    reader = _RowReader(roles, zones)
    return [draft for row in table.rows for draft in reader.read(row)]


def _dated(row: TableRow, roles: list[ColumnRole]) -> bool:
    cells = [cell for cell, role in zip(row.cells, roles, strict=False) if role is ColumnRole.DATE]
    return any((found := whole_stamp(cell)) and found[0].timed for cell in cells)


class _RowReader:
    def __init__(self, roles: list[ColumnRole], zones: list[WrittenZone | None]) -> None:
        self._roles = roles
        self._zones = zones

    def read(self, row: TableRow) -> list[Draft]:
        cells = self._by_role(row)
        filled = [cell for cell in row.cells if cell]
        if not filled:
            return []
        if len(filled) == 1 and (day := whole_stamp(filled[0])) and not day[0].timed and not day[1]:
            return [DayHeading(day[0], row.line)]
        stamp, zone, texts = self._moment(cells)
        source = [(row.line + i, line) for i, line in enumerate(row.raw.split("\n"))]
        if stamp is None:
            return [UnparsedLine(number, line) for number, line in source]
        if stamp.problem:
            return [UnparsedLine(number, line, stamp.problem) for number, line in source]
        end = next((whole_stamp(cell, weak=True) for _, cell in cells[ColumnRole.END]), None)
        if end is None or end[1] or not end[0].timed:
            end = None
            texts = [*texts, *((i, cell) for i, cell in cells[ColumnRole.END])]
        marks = [item for item in cells[ColumnRole.WHO] if is_mark(item[1])]
        if any(mark != "*" for _, mark in marks):
            return [UnparsedLine(number, line) for number, line in source]
        names = [item for item in cells[ColumnRole.WHO] if item not in marks]
        who = " ".join(name_of_cell(cell) for _, cell in names)
        texts += cells[ColumnRole.TEXT]
        words_in_order = " | ".join(cell for _, cell in sorted(texts, key=lambda item: item[0]))
        if marks:  # "* ben waves"
            words_in_order = f"* {words_in_order}"
        draft = RowDraft(stamp, row.line, who, [words_in_order], "cell", column_zone=zone, source=source)
        draft.until_stamp = end[0] if end else None
        if any(is_serial(cell) for role in (ColumnRole.DATE, ColumnRole.TIME) for _, cell in cells[role]):
            draft.doubt = COUNTED_DAYS
        return [draft]

    def _by_role(self, row: TableRow) -> dict[ColumnRole, list[tuple[int, str]]]:
        found: dict[ColumnRole, list[tuple[int, str]]] = {role: [] for role in ColumnRole}
        for i, cell in enumerate(row.cells):
            role = self._roles[i] if i < len(self._roles) else ColumnRole.TEXT
            if cell:
                found[role].append((i, cell))
        return found

    def _moment(
        self, cells: dict[ColumnRole, list[tuple[int, str]]]
    ) -> tuple[Stamp | None, WrittenZone | None, list[tuple[int, str]]]:
        """Day and time of one row, the zone of its column, and words that stood beside them."""
        stamp: Stamp | None = None
        zone: WrittenZone | None = None
        texts: list[tuple[int, str]] = []
        counted = any(is_serial(cell) for _, cell in cells[ColumnRole.DATE])
        for i, cell in (*cells[ColumnRole.DATE], *cells[ColumnRole.TIME]):
            found = whole_stamp(cell, weak=True, counted=counted)
            if found is None:
                texts.append((i, cell))
                continue
            if stamp is None or not stamp.timed:
                stamp = _joined(stamp, found[0])
                zone = self._zones[i] if i < len(self._zones) else None
                if found[1]:
                    texts.append((i, found[1]))
            elif not self._same(stamp, zone, i, found[0]):
                texts.append((i, cell))
        for _, cell in cells[ColumnRole.ZONE]:
            if stamp and stamp.zone is None and (written := zone_at(cell, 0)) and written[1] == len(cell):
                stamp.zone = written[0]
            else:
                texts.append((len(self._roles), cell))
        return (stamp if stamp and stamp.timed else None), zone, texts

    def _same(self, stamp: Stamp, zone: WrittenZone | None, column: int, other: Stamp) -> bool:
        """Whether a second column shows the same moment in another zone, and may go."""
        own = self._zones[column] if column < len(self._zones) else None
        if stamp.instant or other.instant:
            return stamp.instant == other.instant
        return own is not None and own != zone and other.clock is not None and other.day is None


def _joined(day: Stamp | None, time: Stamp) -> Stamp:
    if day is None or time.day is not None:
        return time
    return replace(time, day=day.day)
