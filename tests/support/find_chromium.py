"""Finds the Chromium that the browser tests drive, or installs one.

Order: ``DEBRIEF_CHROMIUM``, the system's own, Playwright's download, then Debian's package (as root).
Run as ``python -m tests.support.find_chromium --install``; exits 1 with a sentence when there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)


def find() -> str | None:
    """Path of a Chromium that can be started, or None."""
    named = os.environ.get("DEBRIEF_CHROMIUM")
    if named and Path(named).exists():
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return _of_playwright()


def _of_playwright() -> str | None:
    root = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    patterns = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    return next((str(p) for pattern in patterns for p in sorted(root.glob(pattern), reverse=True)), None)


def install() -> str | None:
    """Try the ways to get a Chromium, one after the other, bounded in time."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for command in attempts:
        if (found := find()) is not None:
            return found
        subprocess.run(command, check=False, timeout=600, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return find()


def main() -> int:
    found = install() if "--install" in sys.argv else find()
    if found is None:
        sys.stderr.write(
            "No Chromium was found. Install one (apt-get install chromium, or playwright install chromium) "
            "or name it in DEBRIEF_CHROMIUM.\n"
        )
        return 1
    sys.stdout.write(f"Chromium: {found}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
