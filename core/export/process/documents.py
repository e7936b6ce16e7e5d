"""The documents that take long to make, by kind. The child process and the server make them through this table."""

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from core.domain.postmortem import Postmortem
from core.export.docx.writer import to_docx
from core.export.html import to_html
from core.export.json import to_json
from core.export.markdown.writer import around_figures, to_markdown
from core.export.meta import ExportMetadata
from core.export.pdf.typeset.fonts import font_advice, missing_scripts_sentence, undrawable_scripts
from core.export.pdf.writer import to_pdf

_log: Final = logging.getLogger(__name__)


def _pdf(postmortem: Postmortem, meta: ExportMetadata) -> bytes:
    """Raises TooLarge. Logs the scripts that will be boxes, for whoever runs the server."""
    written = around_figures(postmortem, meta)
    if missing := missing_scripts_sentence(undrawable_scripts(written.text())):
        _log.warning("The PDF of %s: %s %s", meta.id, missing, font_advice())
    return to_pdf(postmortem, meta, written)


DOCUMENTS: Final[Mapping[str, Callable[[Postmortem, ExportMetadata], bytes]]] = MappingProxyType(
    {
        "pdf": _pdf,
        "docx": to_docx,
        "md": lambda postmortem, meta: to_markdown(postmortem, meta).encode(),
        "json": to_json,
        "html": lambda postmortem, meta: to_html(postmortem, meta).encode(),
    }
)
