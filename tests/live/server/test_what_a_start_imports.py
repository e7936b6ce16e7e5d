"""A start imports what the first page needs; what is large and rarely asked for comes with whoever asks first."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[3]
LARGE: Final = {
    "alembic": "there are no steps to take",
    "authlib": "nobody signs in",
    "core.domain.report": "no old report comes in",
    "core.domain.timeline": "no timeline is pasted",
    "core.export.pdf.writer": "no file is asked for",
    "cryptography": "no message of SNS comes in",
    "docx": "no file is asked for",
    "icalendar": "no calendar is asked for",
    "joserfc": "nobody signs in",
    "lxml": "no file is asked for",
    "requests": "nobody signs in",
}
"""By name: when it is not needed."""
LOOK: Final = """
import json, sys
from pathlib import Path
from core import live
from core.services import lifecycle
from core.settings import Settings
lifecycle.close(lifecycle.open_app(Settings(data=Path(sys.argv[1]), database_url="")))
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules of a process that opened a database which was there already."""
    folder = tmp_path_factory.mktemp("start")
    first, second = (_looked(folder) for _ in range(2))
    assert "alembic" in first, "an empty database has all steps to take"
    return second


def _looked(folder: Path) -> frozenset[str]:
    line = [sys.executable, "-W", "ignore", "-c", LOOK, str(folder)]
    found = subprocess.run(line, cwd=ROOT, capture_output=True, check=True, text=True, timeout=120)
    return frozenset(json.loads(found.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", LARGE)
def test_what_nobody_asked_for_is_not_imported(imported: frozenset[str], name: str) -> None:
    """Each of them takes 10 to 80 ms of every start."""
    there = sorted(module for module in imported if module == name or module.startswith(f"{name}."))
    if name == "core.domain.report":  # one of its texts is needed to compare incidents
        there = [module for module in there if module.endswith((".reader", ".timeline_of_report"))]
    assert there == [], f"although {LARGE[name]}"


def test_what_every_page_needs_is_imported(imported: frozenset[str]) -> None:
    """Otherwise the first person would wait for it, and these names would prove nothing."""
    assert {"pycrdt", "sqlalchemy", "core.live.room.rooms", "core.services.postmortems"} <= imported
