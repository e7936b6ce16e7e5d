"""The JSON export's shape for programs: a JSON Schema, made from the model that reads and writes the files.

``python -m core.export.json_schema`` writes it; docs/export-json.schema.json is what it wrote, and a test compares.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from core.export.json import ExportFile

PUBLISHED: Final = Path(__file__).parents[2] / "docs" / "export-json.schema.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ABOUT: Final = "One postmortem as Debrief exports it. docs/export-json.md explains every key."


def schema() -> dict[str, Any]:
    """What an import accepts. Keys beside ours are allowed at the top and nowhere else."""
    made = _without_our_notes(ExportFile.model_json_schema())
    made["required"] = ["format", "postmortem"]
    return {"$schema": _DIALECT, **made, "title": "A postmortem of Debrief", "description": _ABOUT}


def as_text() -> str:
    return json.dumps(schema(), indent=2, sort_keys=True) + "\n"


def _without_our_notes(value: Any) -> Any:
    """Docstrings are for those who read the code; the titles that stand beside them say nothing."""
    if isinstance(value, dict):
        notes = ("title", "description") if not _names_a_field(value) else ()
        return {key: _without_our_notes(inner) for key, inner in value.items() if key not in notes}
    return [_without_our_notes(inner) for inner in value] if isinstance(value, list) else value


def _names_a_field(value: dict[str, Any]) -> bool:
    """Whether the keys are names of fields: one of ours is called “title”."""
    return isinstance(value.get("title"), dict)


if __name__ == "__main__":
    sys.stdout.write(as_text())
