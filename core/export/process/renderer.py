"""What services ask for documents and for the text of pages, and the renderer that makes them in this process."""

from typing import Protocol

from core.domain.postmortem import Postmortem
from core.export.evidence.reencode import SafePicture, reencode
from core.export.meta import ExportMetadata
from core.export.page_text import PageText, page_text


class Renderer(Protocol):
    """Blocks until the result is there; may be called from several threads at once."""

    def document(self, kind: str, postmortem: Postmortem, meta: ExportMetadata) -> bytes:
        """A file of ``kind``, a key of ``documents.DOCUMENTS``. Raises TooLarge."""

    def page_text(self, postmortem: Postmortem, *, whole: bool) -> PageText:
        """The text as a page shows it: with all sections, or with the causes only. Raises TooLarge."""

    def picture(self, data: bytes) -> SafePicture:
        """A file that somebody brought, as a picture that can be kept. Raises BadFile, TooLarge."""

    def pids(self) -> list[int]:
        """Of the child processes that run now."""

    def close(self) -> None:
        """Ends what was started; the renderer may not be used again."""


class LocalRenderer:
    """Makes everything in this process, for the command line and for what is small."""

    def document(self, kind: str, postmortem: Postmortem, meta: ExportMetadata) -> bytes:
        from core.export.process.documents import DOCUMENTS  # what writes Word is large, and a start needs none of it

        return DOCUMENTS[kind](postmortem, meta)

    def page_text(self, postmortem: Postmortem, *, whole: bool) -> PageText:
        return page_text(postmortem, whole=whole)

    def picture(self, data: bytes) -> SafePicture:
        return reencode(data)

    def pids(self) -> list[int]:
        return []

    def close(self) -> None:
        """There is nothing to end."""
