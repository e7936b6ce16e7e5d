"""``debrief backup`` and ``debrief restore``."""

import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from core.errors import BadInput
from core.services.exchange.backup import restore
from core.services.exchange.verified_backup import Verified, back_up_into, verified_backup, verify
from core.services.exchange.whole_file import size_text
from core.settings import load_settings

KEEP_IT_SAFE = "It holds the workspace key and the secret behind all links. Keep it as you keep a password."


def back_up(chosen: Namespace) -> int:
    """Write everything into one file, or into a folder that keeps the newest; or only try a file that is there."""
    if chosen.verify:
        return _try(chosen)
    if chosen.keep is not None:
        return _into_folder(chosen)
    if not chosen.file:
        raise BadInput(
            "Say which file to write: debrief backup FILE. With --keep 14 it is a folder, and can be left out."
        )
    path = Path(chosen.file)
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name a file in it, or say --keep 14 to keep the newest backups there.")
    done, verified = verified_backup(path)
    _print(f"{_count(done.postmortems)} in {path.absolute()}, {size_text(done.size)}.")
    _print(_verified(verified))
    _print(KEEP_IT_SAFE)
    return 0


def _into_folder(chosen: Namespace) -> int:
    folder = Path(chosen.file) if chosen.file else load_settings().data / "backups"
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file. With --keep, name the folder that keeps the backups.")
    done = back_up_into(folder, chosen.keep, datetime.now(UTC))
    _print(f"{_count(done.made.postmortems)} in {done.path.absolute()}, {size_text(done.made.size)}.")
    _print(_verified(done.verified))
    gone = f"; removed: {', '.join(done.removed)}" if done.removed else ""
    _print(f"Backups in this folder: {done.kept}, of at most {chosen.keep}{gone}.")
    return 0


def _try(chosen: Namespace) -> int:
    if chosen.keep is not None or not chosen.file:
        raise BadInput("Name the one backup that is to be tried: debrief backup --verify FILE.")
    found = verify(Path(chosen.file))
    _print(f"{_count(found.postmortems)}, as of {found.made_at:%Y-%m-%d %H:%M} UTC, schema {found.schema}.")
    _print(_verified(found))
    return 0


def bring_back(chosen: Namespace) -> int:
    """Make the database what a backup says."""
    done = restore(Path(chosen.file), replace=chosen.replace)
    _print(
        f"{_count(done.postmortems)} restored, as of {done.made_at:%Y-%m-%d %H:%M} UTC. Links and keys work as before."
    )
    return 0


def _verified(found: Verified) -> str:
    return f"Verified: restored for a try, all {found.rows} rows read back, the database checked."


def _count(postmortems: int) -> str:
    return "1 postmortem" if postmortems == 1 else f"{postmortems} postmortems"


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
