"""A postmortem as JSON, ours and versioned, and the way back: what is exported can be imported.

``schema_version`` says which shape the file has; docs/export-json.md describes it. Reading is strict, and
says in a sentence what is wrong and where. Links, codes and keys are never part of a file.
"""

import json
from typing import Final, Literal, NoReturn

from pydantic import AwareDatetime, ConfigDict, ValidationError

from core.domain.postmortem import Frozen, Lens, Postmortem, Row
from core.domain.review import ReviewNote
from core.errors import BadFile
from core.export.meta import Meta, SectionTime

SCHEMA_VERSION: Final = 1
FORMAT: Final = "debrief.postmortem"


class About(Frozen):
    """What the file says besides the postmortem; it is read by people and tools, not by an import."""

    created_at: AwareDatetime
    exported_at: AwareDatetime
    finished_at: AwareDatetime | None = None
    sections: tuple[SectionTime, ...] = ()
    people: tuple[str, ...] = ()


class ExportFile(Frozen):
    """The whole file. Unknown keys beside ours are allowed, so that a team can add notes of its own."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["debrief.postmortem"] = FORMAT
    schema_version: Literal[1] = SCHEMA_VERSION
    meta: About | None = None
    postmortem: Postmortem
    # Beside the postmortem and not in it: a Debrief that knows no reviews reads the rest.
    reviews: tuple[ReviewNote, ...] = ()


def to_json(pm: Postmortem, meta: Meta) -> bytes:
    about = About.model_validate(meta.model_dump(exclude={"id", "reviews"}))
    values = ExportFile(meta=about, postmortem=pm, reviews=meta.reviews).model_dump(mode="json")
    if not meta.reviews:
        del values["reviews"]
    # A set has no order; a file that is compared or kept in version control needs one.
    values["postmortem"]["skipped"] = sorted(values["postmortem"]["skipped"])
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def from_json(data: bytes) -> Postmortem:
    """The postmortem of a file that ``to_json`` wrote; BadFile with a sentence for anything else."""
    values = _parsed(data)
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise BadFile("This file is no postmortem of Debrief. Export one as JSON and import that file.")
    version = values.get("schema_version")
    if isinstance(version, int) and not isinstance(version, bool) and version > SCHEMA_VERSION:
        raise BadFile("This file was written by a newer Debrief. Import it there, or update this one first.")
    try:
        # Strict JSON rules: dates and choices come as text, everything else as what it is.
        read = ExportFile.model_validate_json(json.dumps(values))
    except (ValidationError, RecursionError, ValueError) as error:
        _refuse(error)
    _require_unique_rows(read.postmortem)
    return _in_order(read.postmortem)


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
    raise BadFile(f"This file cannot be read at “{place}”: {first['msg']}. Correct that, or export again.") from None


def _require_unique_rows(pm: Postmortem) -> None:
    """Two rows of one list with one id would become one row, and the other's words would be lost."""
    lists: dict[str, tuple[Row, ...]] = {
        "timeline": pm.timeline,
        **{f"root_cause.{lens.value}": pm.root_cause.of(lens) for lens in Lens},
        "factors": pm.factors,
        "actions": pm.actions,
        "follow_up.checklist": pm.follow_up.checklist,
        "parking": pm.parking,
        "ideas": pm.ideas,
    }
    for name, rows in lists.items():
        seen: set[str] = set()
        for row in rows:
            if row.id in seen:
                raise BadFile(f"In “{name}” two rows have the id “{row.id}”. Give one of them another and try again.")
            seen.add(row.id)


def _in_order(pm: Postmortem) -> Postmortem:
    """Sets as a document keeps them, even if somebody wrote the file by hand."""
    sets = {"services": tuple(sorted(set(pm.services))), "tags": tuple(sorted(set(pm.tags)))}
    return pm.model_copy(update=sets)
