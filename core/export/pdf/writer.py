"""A postmortem as a PDF: the cover line, the picture, every section, and page numbers.

The words are those of the Markdown export, read by the one renderer and cleaned by the one sanitiser; here
they become data for the template in ``typeset``. What is long is laid out piece by piece while the rest is still
written and read. Never in here: a second reading of what people typed, and text that is part of the template. What
no font can draw is an empty box; ``typeset.fonts`` says so beforehand.
"""

import base64
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from pydantic_core import PydanticSerializationError

from core.domain.postmortem import Postmortem
from core.export.markdown.blocks import blocks
from core.export.markdown.sanitise import render
from core.export.markdown.writer import Piece, arranged, pieces
from core.export.meta import ExportMetadata
from core.export.pdf.cover import cover
from core.export.pdf.figures import figure_for_paper
from core.export.pdf.paper_document import PaperDocument
from core.export.pdf.typeset.fonts import families, folders
from core.export.pdf.typeset.scripts import Script, scripts_in
from core.export.pdf.typeset.typesetter import Typesetter

# Signs of Markdown, some eight pages and more: as much as is worth a draft.
_STEP: Final = 40_000
# Signs of a postmortem as JSON; what is shorter is set as soon as it is written.
_LONG: Final = 150_000
_HEADINGS: Final = ("## ", "### ")


class Pages(NamedTuple):
    """The file, and the Markdown of what stands in it."""

    data: bytes
    text: str


def to_pdf(pm: Postmortem, meta: ExportMetadata) -> bytes:
    """The whole document as a PDF file, the same bytes each time. Raises TooLarge when a minute is not enough."""
    return set_as_pages(pm, meta).data


def set_as_pages(pm: Postmortem, meta: ExportMetadata) -> Pages:
    """The same, with what was written. Raises TooLarge."""
    with Typesetter() as press:
        typed = _typed(pm, meta)
        expected = scripts_in(typed)
        early = cover(pm, meta, families(expected))
        # Pictures are megabytes, and would be read again with each draft.
        ahead = len(typed) > _LONG and not meta.pictures
        made = PaperDocument()
        written: list[Piece] = []
        for step in _steps(pieces(pm, meta)):
            if ahead:  # first without a word: the typesetter has its fonts and its template to read
                press.lay_out(made.draft(early), _folders(expected))
            written += step
            _add(made, step, meta)
        whole = arranged(written)
        text = whole.text()
        scripts = scripts_in(text)
        # What was laid out with other fonts is laid out once more.
        around = early if scripts == expected else cover(pm, meta, families(scripts))
        data = made.whole(around | {"pictures": _pictures(meta) if whole.figures else {}})
        return Pages(press.pages(data, max(0, int(meta.exported_at.timestamp())), _folders(scripts)), text)


def paper_document(pm: Postmortem, meta: ExportMetadata) -> PaperDocument:
    """All blocks of the document, without a typesetter."""
    made = PaperDocument()
    for step in _steps(pieces(pm, meta)):
        _add(made, step, meta)
    return made


def _add(made: PaperDocument, step: Iterable[Piece], meta: ExportMetadata) -> None:
    before, figures, after = arranged(step)
    made.add(blocks(render(before)))
    made.add([figure_for_paper(item, meta.picture(item.id)) for item in figures])
    made.add(blocks(render(after)) if after else [])


def _steps(written: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces in steps that each begin with a heading, where no list and no piece of code goes on."""
    step: list[Piece] = []
    length = 0
    for piece in written:
        if length > _STEP and isinstance(piece, str) and piece.startswith(_HEADINGS):
            yield step
            step, length = [], 0
        step.append(piece)
        length += len(piece) if isinstance(piece, str) else 0
    yield step


def _typed(pm: Postmortem, meta: ExportMetadata) -> str:
    """What people wrote, before it is written for anybody else; nothing where it is no text."""
    try:
        return f"{pm.model_dump_json()} {' '.join(meta.people)}"
    except PydanticSerializationError:
        return ""


def _folders(scripts: tuple[Script, ...]) -> list[str]:
    return folders(scripts) if scripts else []


def _pictures(meta: ExportMetadata) -> dict[str, Any]:
    return {item.id: list(base64.b64decode(item.data)) for item in meta.pictures}
