"""The document that the template is given, which grows while the sections are written.

Blocks are made ready for paper as they come, and kept as JSON: at any moment they are a draft that can be laid out.
Not here: where the blocks come from, and what anything looks like.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from core.export.markdown.blocks import Node
from core.export.pdf.paged_blocks import Paging, blocks_for_paper, plain_text

# Said by the cover line and the four figures already.
_ON_THE_COVER: Final = frozenset(
    ("Severity", "Started", "Duration", "Time to detect", "Time to respond", "Time to resolve")
)
# The title and the facts come first, a rule and the last line come last.
_AROUND: Final = 4


class PaperDocument:
    """``add`` blocks, from the title to the last line; ``draft`` at any time, and ``whole`` at the end."""

    def __init__(self) -> None:
        self._waiting: list[Node] = []
        self._facts: list[list[Node]] = []
        self._body: list[str] = []
        self._paging = Paging()
        self._begun = False

    def add(self, blocks: list[Node]) -> None:
        self._waiting += blocks
        if not self._begun and len(self._waiting) >= _AROUND and _kinds(self._waiting) == ("h", "table"):
            # The title stands on the cover.
            rows = blocks_for_paper(self._waiting[1:2])[0]["rows"]
            self._facts = [row for row in rows if plain_text(row[0]["runs"]) not in _ON_THE_COVER]
            self._begun = True
            del self._waiting[:2]
        if self._begun:
            self._take(self._waiting[:-2])
            del self._waiting[:-2]

    def draft(self, around: Mapping[str, Any]) -> str:
        """What has come until now, as JSON; ``around`` is what the template is given beside the blocks."""
        return self._json(around, "")

    def whole(self, around: Mapping[str, Any]) -> str:
        """All of it, as JSON, once."""
        if self._begun:
            return self._json(around, plain_text(self._waiting[-1]["runs"]))
        # What could not be read as Markdown stands here as it was typed.
        self._take(self._waiting)
        return self._json(around, "")

    def _take(self, blocks: list[Node]) -> None:
        self._body += map(json.dumps, self._paging.headings(blocks_for_paper(blocks)))

    def _json(self, around: Mapping[str, Any], ending: str) -> str:
        beside = json.dumps({**around, "facts": self._facts, "ending": ending})
        return f'{beside[:-1]}, "body": [{", ".join(self._body)}]}}'


def _kinds(blocks: list[Node]) -> tuple[str, str]:
    return blocks[0]["is"], blocks[1]["is"]
