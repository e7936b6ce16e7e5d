"""The built browser bundle: which files it consists of, and the name that the pages load it by.

The build writes ``manifest.json`` beside the bundle; the bundle's file name holds the hash of its content.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

import core

DIST: Final = Path(core.__file__).parent / "live" / "editor" / "dist"
MANIFEST: Final = DIST / "manifest.json"
LICENCES: Final = DIST / "licences.txt"


@cache
def bundle_name() -> str:
    """The file name of the bundle, such as ``board.0123456789ab.js``. Raises OSError where nothing is built."""
    return _manifest()["board"]


def bundle_files() -> list[Path]:
    """Every file of the bundle that browsers may ask for; none where nothing is built."""
    if not MANIFEST.is_file():
        return []
    files = [*(DIST / name for name in _manifest().values()), MANIFEST, LICENCES]
    return [path for path in files if path.is_file()]


def _manifest() -> dict[str, str]:
    entries: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return entries
