"""The commands of an installed Debrief: they put the folder that holds core, pages and app.py first on Python's path.

In a wheel that folder is ``debrief`` in site-packages, so this module is imported as ``debrief.core.installed`` and
must import nothing of core before the path is set. ``setup.py`` says why it is so.
"""

import sys
from pathlib import Path


def debrief() -> int:
    """``debrief``: see docs/command-line.md. Returns the exit code."""
    _set_path()
    from core.cli import main

    return main()


def hints() -> int:
    """``debrief-hints``: hints on Markdown files, without a database; see docs/hints.md. Returns the exit code."""
    _set_path()
    from core.domain.blameless.__main__ import main

    return main()


def _set_path() -> None:
    folder = str(Path(__file__).resolve().parents[1])
    if folder not in sys.path[:1]:
        sys.path.insert(0, folder)
