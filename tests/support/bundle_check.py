"""Builds the browser bundle again, compares it byte for byte with the committed one, and checks its sources.

Formatting, lint and types are the editor's own `npm run check`. Needs Node; where there is none it says so and passes,
because the committed file is what is served. Run as ``python -m tests.support.bundle_check``.
"""

import sys
import tempfile
from pathlib import Path

from tests.support.node import EDITOR, NO_NODE, NpmFailed, has_node, install, npm

DIST = EDITOR / "dist"


def differences(committed: Path, built: Path) -> list[str]:
    """Names of the files that are in only one of the folders, or that differ."""
    names = {p.name for p in committed.iterdir()} | {p.name for p in built.iterdir()}
    return sorted(n for n in names if _bytes(committed / n) != _bytes(built / n))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def rebuilt_differences() -> list[str]:
    """How the committed bundle differs from what its sources build; raises `NpmFailed`."""
    with tempfile.TemporaryDirectory() as scratch:
        npm("run", "--silent", "build", "--", "--out", scratch)
        return differences(DIST, Path(scratch))


def main() -> int:
    if not has_node():
        sys.stdout.write(f"Bundle: {NO_NODE}.\n")
        return 0
    try:
        install()
        npm("run", "--silent", "check")
        differing = rebuilt_differences()
    except NpmFailed as failed:
        sys.stderr.write(f"Bundle: {failed}\n")
        return 1
    if differing:
        sys.stderr.write(f"Bundle: {', '.join(differing)} differ from their sources. Run `make editor` and commit.\n")
        return 1
    sys.stdout.write("Bundle: the committed files are what their sources build.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
