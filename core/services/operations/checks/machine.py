"""Checks of the computer: zone rules, clock, disk, open files, fonts, and whether the installation is whole."""

import ctypes
import importlib.metadata
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.export.pdf.typeset.fonts import font_advice, missing_scripts_sentence, unsupported_scripts
from core.services.operations import descriptors
from core.services.operations.browser_bundle import bundle_files
from core.services.operations.checks.check import Check, fail, ok, warn
from core.services.operations.readiness import LEAST_FREE_BYTES

ZONES: Final = "zone rules"
CLOCK: Final = "clock"
DISK: Final = "disk"
FILES: Final = "open files"
FONTS: Final = "fonts"
INSTALLED: Final = "installation"

SYSTEM_ZONES: Final = Path("/usr/share/zoneinfo/tzdata.zi")
WATCHED_SECONDS: Final = 0.2
MOST_DRIFT: Final = 0.05
"""Seconds by which the two clocks of the computer may go apart in that time."""
SPARE: Final = 3
"""A backup and its try each need about as much space as the database, and some must be left."""
_TIME_ERROR: Final = 5
_TIMEX_BYTES: Final = 512  # of struct timex; Linux fills 208


def zone_rules(system: Path = SYSTEM_ZONES) -> Check:
    """Those that are read are the package's. The computer's are compared, because one of the two may be old."""
    ours = _release(importlib.metadata.version("tzdata"))
    theirs = _release(_first_line(system))
    if ours is None:
        return warn(
            ZONES, "The release of the package tzdata cannot be told. Install Debrief again with its constraints."
        )
    if theirs is not None and theirs > ours:
        return warn(
            ZONES,
            f"The package tzdata has the rules {_shown(ours)}, and this computer has newer ones ({_shown(theirs)}). "
            "Times in zones that changed are wrong: pip install --upgrade tzdata.",
        )
    known = "" if theirs is None else f"; this computer has {_shown(theirs)}"
    return ok(ZONES, f"{_shown(ours)} from the package tzdata{known}.")


def _shown(release: tuple[int, int]) -> str:
    return f"{release[0]}{chr(96 + release[1])}"


def _release(text: str) -> tuple[int, int] | None:
    """``2026.6`` (the package) and ``2026f`` (the files) are the same release; None for what is none."""
    package, letter = re.search(r"\b(\d{4})\.(\d+)", text), re.search(r"\b(\d{4})([a-z])\b", text)
    if letter:
        return int(letter[1]), ord(letter[2]) - 96
    return (int(package[1]), int(package[2])) if package else None


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            return file.readline(200)
    except OSError:
        return ""


def clock(
    now: Callable[[], float] = time.time,
    steady: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Check:
    """Whether the clock is kept right, and whether it jumps while it is watched for a moment."""
    begun, steady_begun = now(), steady()
    sleep(WATCHED_SECONDS)
    drift = (now() - begun) - (steady() - steady_begun)
    if abs(drift) > MOST_DRIFT:
        return fail(
            CLOCK,
            f"It jumped by {drift:+.2f} s within {WATCHED_SECONDS} s. The meeting's clock depends on it: let "
            "only one program set the time (timedatectl, chronyc tracking).",
        )
    kept = _is_synchronised()
    if kept is False:
        return warn(CLOCK, "Nothing keeps it right. Switch on NTP: timedatectl set-ntp true, or install chrony.")
    return ok(
        CLOCK, "It is kept right by NTP." if kept else "It goes evenly; whether NTP keeps it right cannot be told here."
    )


def _is_synchronised() -> bool | None:
    """What Linux knows; None elsewhere, and where it may not be asked."""
    if sys.platform != "linux":
        return None
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != _TIME_ERROR


def disk(folder: Path, database_bytes: int) -> Check:
    """Of the data folder."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return ok(DISK, "There is no data folder, as with a database elsewhere.")
    needed = database_bytes * SPARE + LEAST_FREE_BYTES
    shown = f"{free / 1e9:.1f} GB are free in {folder}"
    if free < LEAST_FREE_BYTES:
        return fail(DISK, f"{shown}: too little to go on. Free some now; until then nothing typed may be stored.")
    if free < needed:
        return warn(
            DISK, f"{shown}; a backup and its try need {needed / 1e9:.1f} GB. Free some, or keep fewer backups."
        )
    return ok(DISK, f"{shown}.")


def open_files(noted: str | None) -> Check:
    """``noted`` is what the last server wrote down; None when none did, and "" when it had no limit."""
    limit = descriptors.reachable() if noted is None else int(noted) if noted.isdecimal() else None
    who = "A server started here can" if noted is None else "The server at its last start could"
    enough = limit is None or limit >= descriptors.ENOUGH
    return (ok if enough else warn)(FILES, f"{who} hold {descriptors.in_words(limit)}")


def fonts() -> Check:
    """Whether a PDF can show every script."""
    lacking = unsupported_scripts()
    if not lacking:
        return ok(FONTS, "A PDF can show every script that is known here.")
    return warn(FONTS, " ".join((missing_scripts_sentence(lacking), font_advice())).strip())


def installation(version: str) -> Check:
    """The built browser bundle is part of it, and a copy of the source may lack it."""
    if len(bundle_files()) < 2:
        return fail(
            INSTALLED, f"Version {version}, but the browser bundle is missing. Install it again, or call make editor."
        )
    return ok(INSTALLED, f"Version {version}, Python {sys.version.split()[0]}.")
