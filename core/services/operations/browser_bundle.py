"""The built browser side: which files it consists of, and which of them a page loads.

The build writes ``manifest.json`` beside the scripts. Each script has a hash of its content in its name, and a copy in
Brotli's format and one in gzip beside it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final, TypedDict

import core

DIST: Final = Path(core.__file__).parent / "live" / "editor" / "dist"
MANIFEST: Final = DIST / "manifest.json"
LICENCES: Final = DIST / "licences.txt"
BROTLI: Final = ".br"
GZIP: Final = ".gz"


class Manifest(TypedDict):
    """``components``: the entry, or the late part, of each component that a page mounts. ``entries``: by entry its own
    file, then each file that it needs at once. ``late``: the same by part for what is loaded when it is needed, or when
    the browser is idle."""

    components: dict[str, str]
    entries: dict[str, list[str]]
    late: dict[str, list[str]]


def script_of(component: str) -> str:
    """The file to import for a component, such as ``room.3NID7E64.js``. Raises OSError where nothing is built."""
    return scripts_of(component)[0]


def scripts_of(component: str) -> list[str]:
    """The same, and behind it each file that it imports at once. Raises OSError where nothing is built."""
    manifest = _manifest()
    name = manifest["components"][component]
    return manifest["entries"].get(name) or manifest["late"][name]


def late_scripts_of(part: str) -> list[str]:
    """The file of a part that comes later, and each that it imports. Raises OSError where nothing is built."""
    return _manifest()["late"][part]


def scripts() -> list[str]:
    """The names of all scripts, each once, in a fixed order. Raises OSError where nothing is built."""
    manifest = _manifest()
    groups = [*manifest["entries"].values(), *manifest["late"].values()]
    return sorted({name for group in groups for name in group})


def bundle_files() -> list[Path]:
    """Every file that browsers may ask for; none where nothing is built."""
    if not MANIFEST.is_file():
        return []
    files = [*(DIST / name for name in scripts()), MANIFEST, LICENCES]
    return [path for path in files if path.is_file()]


@cache
def _manifest() -> Manifest:
    entries: Manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return entries
