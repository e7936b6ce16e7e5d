"""The words of jobs and answers between the server and its child process.

Apart from the child, which imports everything that writes documents: the server has no use for that.
"""

from typing import Final

DONE: Final = b"done"
REFUSED: Final = b"refused"
BAD_FILE: Final = b"bad file"
PICTURE: Final = b"picture"
FAILED: Final = b"failed"
PAGES: Final = {"glance": False, "whole": True}
"""Kinds of texts for a page; the value says whether it holds all sections."""
TOO_MUCH: Final = "This postmortem is too large for that. Shorten its longest texts or lists, or export it as JSON."
