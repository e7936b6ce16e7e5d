"""Builds the browser bundle again and compares it byte for byte with the committed one.

Needs Node; where there is none it says so and passes, because the committed file is what is served.
Run as ``python -m tests.support.bundle_check``.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EDITOR = Path(__file__).resolve().parents[2] / "core" / "live" / "editor"
COMMANDS = (["npm", "ci"], ["npm", "run", "build"], ["npm", "run", "check"], ["npm", "test"])
LEFT_OUT = shutil.ignore_patterns("node_modules", "dist", "build")


def differences(committed: Path, built: Path) -> list[str]:
    """Names of the files that are in only one of the folders, or that differ."""
    names = {p.name for p in committed.iterdir()} | {p.name for p in built.iterdir()}
    return sorted(n for n in names if _bytes(committed / n) != _bytes(built / n))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def main() -> int:
    if shutil.which("npm") is None:
        sys.stdout.write("Bundle: no Node here, the committed file is taken as it is.\n")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "editor"
        shutil.copytree(EDITOR, copy, ignore=LEFT_OUT)
        for command in COMMANDS:
            done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=300, check=False)
            if done.returncode != 0:
                sys.stderr.write(f"Bundle: {' '.join(command)} failed.\n{done.stdout}{done.stderr}\n")
                return 1
        differing = differences(EDITOR / "dist", copy / "dist")
    if differing:
        sys.stderr.write(f"Bundle: {', '.join(differing)} differ from their sources. Run `make editor` and commit.\n")
        return 1
    sys.stdout.write("Bundle: the committed files are what their sources build.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
