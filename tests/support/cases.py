"""Tables of cases that the tests of both languages read: one rule, two implementations, one truth."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> dict[str, Any]:
    """The table ``tests/cases/NAME.json``; the TypeScript tests import the same file."""
    found: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found
