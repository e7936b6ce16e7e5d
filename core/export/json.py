"""A postmortem as JSON, ours and versioned, and the way back: what is exported can be imported.

``schema_version`` says which shape the file has; docs/export-json.md describes it. Reading is strict, and
says in a sentence what is wrong and where. Links, codes and keys are never part of a file.
"""

import json
from datetime import date
from typing import Any, Final, Literal, NoReturn

from pydantic import AwareDatetime, ConfigDict, ValidationError

from core.domain.content.checklist import settled_keys
from core.domain.content.size_limits import MOST_ROWS, is_supported_day
from core.domain.postmortem import Frozen, Postmortem
from core.domain.review import ReviewNote
from core.domain.template import SET_ASIDE, FieldKind, all_fields
from core.domain.template.values import TYPED, cell_of, key_of, of_kind, path_of, replaced, rows_of, value_of
from core.errors import BadFile
from core.export.meta import ExportMetadata, LinkedIncident, PictureFile, SectionTime

# A file that holds words beside its dates and numbers is one that version 1 cannot read, and one with chosen actions,
# with links to issues, with ideas that were set aside, with pictures or with notes one that version 2 cannot; all
# others stay as they were.
PLAIN_VERSION: Final = 1
TYPED_VERSION: Final = 2
SCHEMA_VERSION: Final = 3
_DAYS: Final = (FieldKind.DATE, FieldKind.DATETIME)
FORMAT: Final = "debrief.postmortem"


class About(Frozen):
    """What the file says besides the postmortem; it is read by people and tools, not by an import."""

    created_at: AwareDatetime
    exported_at: AwareDatetime
    started_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None
    sections: tuple[SectionTime, ...] = ()
    people: tuple[str, ...] = ()


class ExportFile(Frozen):
    """The whole file. Unknown keys beside ours are allowed, so that a team can add notes of its own."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["debrief.postmortem"] = FORMAT
    schema_version: Literal[1, 2, 3] = PLAIN_VERSION
    meta: About | None = None
    postmortem: Postmortem
    # Beside the postmortem and not in it: a Debrief that knows no reviews reads the rest.
    reviews: tuple[ReviewNote, ...] = ()
    # Those that rows of the timeline name. One that a row names and that is not here is no longer kept.
    pictures: tuple[PictureFile, ...] = ()
    # Other incidents, by title and day, for those who may know of them. An import links those that are there again.
    recurrence_of: tuple[LinkedIncident, ...] = ()
    came_back_as: tuple[LinkedIncident, ...] = ()


_BESIDE: Final = ("reviews", "pictures", "recurrence_of", "came_back_as")


def to_json(pm: Postmortem, meta: ExportMetadata) -> bytes:
    about = About.model_validate(meta.model_dump(exclude={"id", *_BESIDE}))
    beside = {key: getattr(meta, key) for key in _BESIDE}
    made = ExportFile(meta=about, postmortem=settled_keys(pm), **beside)
    values = made.model_dump(mode="json")
    for key in _BESIDE:
        if not values[key]:
            del values[key]
    for item in (*values.get("recurrence_of", ()), *values.get("came_back_as", ())):
        if not item["id"]:
            del item["id"]
    # A set has no order; a file that is compared or kept in version control needs one.
    values["postmortem"]["skipped"] = sorted(values["postmortem"]["skipped"])
    if not values["postmortem"]["follow_up"]["notes"]:
        del values["postmortem"]["follow_up"]["notes"]
    values["postmortem"] = _without_empty_words(_without_plain_choices(values["postmortem"]))
    values["schema_version"] = _version(values["postmortem"])
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def from_json(data: bytes) -> Postmortem:
    """The postmortem of a file that ``to_json`` wrote; BadFile with a sentence for anything else."""
    return read_file(data).postmortem


def read_file(data: bytes) -> ExportFile:
    """The same with what the file says about itself, and its pictures as they are: nothing has looked into them."""
    values = _parsed(data)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise BadFile("This file is no postmortem of Debrief. Export one as JSON and import that file.")
    version = values.get("schema_version")
    if isinstance(version, bool):
        raise BadFile(
            "The “schema_version” of this file is no number. Export the postmortem again and import that file."
        )
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise BadFile("This file was written by a newer Debrief. Import it there, or update this one first.")
    try:
        # Dates and choices come as text, everything else as what it is: 1 is no yes, "5" no number, 0 no day in 1970.
        read = ExportFile.model_validate_json(json.dumps(values))
    except (ValidationError, RecursionError, ValueError) as error:
        _refuse(error)
    _require_unique_rows(read.postmortem)
    _require_days_that_can_be_shown(read.postmortem)
    return read.model_copy(update={"postmortem": _in_order(read.postmortem)})


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadFile("This file is no readable JSON. Export the postmortem again and import that file.") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _refuse(error: Exception) -> NoReturn:
    if not isinstance(error, ValidationError):
        raise BadFile from None
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])[:120]
    wrong = first["msg"].removeprefix("Value error, ")
    raise BadFile(f"This file cannot be read at “{place}”: {wrong}. Correct that, or export again.") from None


def _without_empty_words(value: Any) -> Any:
    """What was typed beside a date or a number stands in the file only where something was; pictures likewise."""
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if inner or not (key.endswith(TYPED) or key == "evidence")}
        return {key: _without_empty_words(inner) for key, inner in kept.items()}
    return [_without_empty_words(inner) for inner in value] if isinstance(value, list) else value


def _without_plain_choices(values: dict[str, Any]) -> dict[str, Any]:
    """What was chosen, linked or set aside stands in the file only where something was."""
    for action in (*values["actions"], *values["set_aside"]):
        for key in ("chosen", "link"):
            if not action[key]:
                del action[key]
    return {key: value for key, value in values.items() if key != "set_aside" or value}


def _version(values: dict[str, Any]) -> int:
    marked = (key in row for row in values["actions"] for key in ("chosen", "link"))
    newer = ("set_aside" in values, "notes" in values["follow_up"], *marked)
    if any((*newer, *("evidence" in row for row in values["timeline"]))):
        return SCHEMA_VERSION
    return TYPED_VERSION if _has_words(values) else PLAIN_VERSION


def _has_words(value: Any) -> bool:
    if isinstance(value, dict):
        return any(key.endswith(TYPED) or _has_words(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_has_words(inner) for inner in value)


def _require_days_that_can_be_shown(pm: Postmortem) -> None:
    """A day that no calendar shows would stand in the record and on no screen."""
    days: list[tuple[str, date | None]] = []
    for field in all_fields():
        if field.kind in _DAYS:
            days.append((key_of(field), value_of(pm, field)))
        for column in (column for column in field.columns if column.kind in _DAYS):
            days += [(f"{field.id}, “{row.id}”", cell_of(row, column)) for row in rows_of(pm, field)]
    for place, day in days:
        if day is not None and not is_supported_day(day):
            raise BadFile(f"The year {day.year} at {place} is out of reach. Correct it, and import the file again.")


def _require_unique_rows(pm: Postmortem) -> None:
    """Two rows of one list with one id would become one row, and the other's words would be lost."""
    taken = {row.id for row in pm.actions}
    for field in of_kind(all_fields(), FieldKind.ROWS):
        rows = rows_of(pm, field)
        if len(rows) > MOST_ROWS:
            raise BadFile(f"“{field.id}” has {len(rows)} rows, and {MOST_ROWS} are the most that fit. Split the file.")
        seen: set[str] = set()
        for row in rows:
            if row.id in seen:
                raise BadFile(f"In “{field.id}” two rows have the id “{row.id}”. Give one another and try again.")
            if field.id == SET_ASIDE and row.id in taken:
                raise BadFile(
                    f"“{row.id}” is an action and was set aside, too. Give one of them another id and try again."
                )
            seen.add(row.id)


def _in_order(pm: Postmortem) -> Postmortem:
    """Sets as a document keeps them, even if somebody wrote the file by hand."""
    sets = of_kind(all_fields(), FieldKind.SET)
    return replaced(pm, {path_of(field): tuple(sorted(set(value_of(pm, field)))) for field in sets})
