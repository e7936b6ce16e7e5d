"""The published schema of the JSON export and the model say the same, to programs that never saw our code."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from core.domain.postmortem import Postmortem
from core.errors import BadFile
from core.export.json import from_json, to_json
from core.export.json_schema import PUBLISHED, as_text, schema
from core.export.meta import ExportMetadata, SectionTime
from tests.support.postmortems import example, postmortems

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(
    id="secret-id",
    created_at=NOW,
    exported_at=NOW,
    finished_at=NOW,
    people=("Mara",),
    sections=(SectionTime(section="summary", planned_s=120, used_s=99.5),),
)
VALIDATOR = Draft202012Validator(schema(), format_checker=FormatChecker())


def file_with(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(to_json(example(), META))
    values["postmortem"] |= changes
    return values


def test_what_is_published_is_what_the_model_says() -> None:
    """Changed the model? `python -m core.export.json_schema > docs/export-json.schema.json` writes it anew."""
    assert PUBLISHED.read_text(encoding="utf-8") == as_text()


def test_the_schema_is_one() -> None:
    """Other programs can read it."""
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"].endswith("2020-12/schema")


def test_the_page_leads_to_it() -> None:
    """Who reads about the format finds the schema."""
    page = PUBLISHED.parent / "export-json.md"
    assert f"({PUBLISHED.name})" in page.read_text(encoding="utf-8")
    assert (Path(__file__).parents[2] / "docs" / PUBLISHED.name) == PUBLISHED


@given(postmortems())
def test_every_export_fits(pm: Postmortem) -> None:
    """Whatever is in it."""
    VALIDATOR.validate(json.loads(to_json(pm, META)))


def test_a_key_called_title_is_described() -> None:
    """A schema has titles of its own, and only those are left out."""
    assert schema()["$defs"]["Postmortem"]["properties"]["title"] == {"default": "", "type": "string"}


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": "P9"},
        {"title": 7},
        {"unknown": 1},
        {"duration_minutes": -1},
        {"timeline": [{"id": "a b"}]},
        {"timeline": [{}]},
        {"actions": [{"id": "a", "kind": "soon"}]},
        {"skipped": ["nothing"]},
        {"timeline": {}},
    ],
)
def test_what_an_import_refuses_does_not_fit(changes: dict[str, Any]) -> None:
    """A program finds the mistake before the file is sent."""
    values = file_with(**changes)
    assert not VALIDATOR.is_valid(values)
    with pytest.raises(BadFile):
        from_json(json.dumps(values).encode())


@pytest.mark.parametrize("key", ["format", "postmortem"])
def test_the_keys_that_a_file_needs_are_required(key: str) -> None:
    """By the schema as by the import."""
    values = file_with()
    del values[key]
    assert not VALIDATOR.is_valid(values)
    with pytest.raises(BadFile):
        from_json(json.dumps(values).encode())


def test_keys_of_a_team_beside_ours_fit() -> None:
    """As an import leaves them alone."""
    values = file_with() | {"exported_by": "our nightly job"}
    VALIDATOR.validate(values)
    assert from_json(json.dumps(values).encode()) == example()


def test_a_file_by_hand_needs_little() -> None:
    """Everything that is left out is empty."""
    VALIDATOR.validate({"format": "debrief.postmortem", "schema_version": 1, "postmortem": {"title": "By hand"}})
