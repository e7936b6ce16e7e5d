"""``debrief backup FILE`` and ``debrief restore FILE``."""

import sys
from argparse import Namespace
from pathlib import Path

from core.services.exchange.backup import backup, restore


def back_up(chosen: Namespace) -> int:
    """Write everything into one file, also while people type."""
    done = backup(Path(chosen.file))
    _print(f"{_count(done.postmortems)} in {Path(chosen.file).absolute()}, {_size(done.size)}.")
    _print("It holds the workspace key and the secret behind all links. Keep it as you keep a password.")
    return 0


def bring_back(chosen: Namespace) -> int:
    """Make the database what a backup says."""
    done = restore(Path(chosen.file), replace=chosen.replace)
    _print(
        f"{_count(done.postmortems)} restored, as of {done.made_at:%Y-%m-%d %H:%M} UTC. Links and keys work as before."
    )
    return 0


def _count(postmortems: int) -> str:
    return "1 postmortem" if postmortems == 1 else f"{postmortems} postmortems"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1_000:.1f} kB"


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
