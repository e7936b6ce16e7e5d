"""The PDF export: pages that a company can pass around, made from the same words as every other export."""

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from core.export.meta import Meta
from core.export.pdf import to_pdf
from tests.support.postmortems import example

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = Meta(id="secret-id", created_at=NOW, exported_at=NOW, people=("Mara",))


def text_of(pdf: bytes) -> str:
    """What another reader finds on the pages, without white space: lines end where the page does."""
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_it_says_what_the_postmortem_says() -> None:
    """The words of each section arrive on paper."""
    text = text_of(to_pdf(example(), META))
    for words in ("Shop could not take orders", "37 min", "rings the on-call phone", "Every action has an owner"):
        assert "".join(words.split()) in text
