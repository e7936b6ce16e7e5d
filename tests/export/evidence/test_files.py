"""Every file that shows pictures holds them, each with its caption; no caption is ever code."""

import base64
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from PIL import Image
from pypdf import PdfReader

from core.domain.postmortem import Evidence, Postmortem, TimelineRow
from core.errors import BadFile
from core.export.docx.writer import to_docx
from core.export.evidence.reencode import reencode
from core.export.html import to_html
from core.export.json import from_json, read_file, to_json
from core.export.markdown.writer import to_markdown
from core.export.meta import ExportMetadata, PictureFile
from core.export.page_text import PAGE_TEXT, page_text
from core.export.pdf.writer import to_pdf
from tests.support.payloads import PAYLOADS
from tests.support.pictures import graph, opened, saved, screenshot

NOW = datetime(2026, 11, 20, 1, 14, tzinfo=UTC)


def picture(name: str, data: bytes) -> PictureFile:
    made = reencode(data)
    text = base64.b64encode(made.data).decode()
    return PictureFile.model_validate(
        {"id": name, "mime": made.mime, "width": made.width, "height": made.height, "data": text}
    )


GRAPH, PHOTO = (
    picture("p1", screenshot()),
    picture("p2", saved(Image.effect_noise((900, 600), 60).convert("RGB"), "JPEG")),
)


def meta(*pictures: PictureFile) -> ExportMetadata:
    return ExportMetadata(id="pm", created_at=NOW, exported_at=NOW, pictures=pictures)


def written(*captions: str, row: str = "Disk full") -> Postmortem:
    """A timeline whose one row names a picture for each caption: p1, p2 and so on."""
    named = tuple(Evidence(id=f"p{place}", caption=text) for place, text in enumerate(captions, 1))
    timeline = (TimelineRow(id="t1", at=NOW, text=row, evidence=named),)
    return Postmortem(title="Orders", zone="Europe/Berlin", timeline=timeline)


def test_one_html_file_holds_the_pictures_and_asks_nobody_for_them() -> None:
    """As data in the page itself, between the timeline and what follows it."""
    page = to_html(written("Free disk", ""), meta(GRAPH, PHOTO))
    found = re.findall(r'<img src="data:(image/\w+);base64,([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]*)">', page)
    assert [(kind, alt) for kind, _, _, _, alt in found] == [
        ("image/png", "Free disk"),
        ("image/jpeg", "Screenshot at 02:14"),
    ]
    for _, data, width, height, _ in found:
        assert opened(base64.b64decode(data)).size == (int(width), int(height))
    assert "img-src data:" in page
    assert page.count("<img") == 2
    assert page.index("</table>") < page.index("<img")


def test_the_pdf_shows_them_and_reads_them_aloud() -> None:
    reader = PdfReader(io.BytesIO(to_pdf(written("Free disk", "Two"), meta(GRAPH, PHOTO))))
    sizes = {image.image.size for page in reader.pages for image in page.images if image.image is not None}
    assert {(GRAPH.width, GRAPH.height), (PHOTO.width, PHOTO.height)} <= sizes
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Picture 1: Free disk" in text
    assert "(Picture 1, Picture 2)" in " ".join(text.split())


def test_the_word_document_shows_them() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(written("Free disk", "Two"), meta(GRAPH, PHOTO)))) as packed:
        names = [name for name in packed.namelist() if name.startswith("word/media/")]
        assert {opened(packed.read(name)).size for name in names} == {(640, 360), (900, 600)}
        body = packed.read("word/document.xml").decode()
    assert body.count('descr="Free disk"') == 1
    assert len(set(re.findall(r'<wp:docPr id="(\d+)"', body))) == body.count("<wp:docPr ")


def test_markdown_names_them_and_says_where_they_are() -> None:
    """A text cannot hold a picture, and a megabyte of letters in its place helps nobody."""
    text = to_markdown(written("Free disk"), meta(GRAPH))
    assert "| Disk full *(Picture 1)* |" in text
    assert "- **Picture 1:** Free disk" in text
    assert "base64" not in text
    assert "The pictures themselves are in" in text


def test_without_pictures_every_file_is_as_it_was() -> None:
    """Nobody who adds none sees anything of them."""
    pm = Postmortem(timeline=(TimelineRow(id="t1", at=NOW, text="Disk full"),))
    assert "icture" not in to_markdown(pm, meta())
    assert "<img" not in to_html(pm, meta())
    file = json.loads(to_json(pm, meta()))
    assert file["schema_version"] == 1
    assert "pictures" not in file
    assert "evidence" not in file["postmortem"]["timeline"][0]


def test_one_that_is_no_longer_kept_says_so_in_every_file() -> None:
    """The row still names it: an earlier version was brought back, or it came in a file without pictures."""
    pm = written("Free disk")
    assert "no longer kept" in to_html(pm, meta())
    with zipfile.ZipFile(io.BytesIO(to_docx(pm, meta()))) as packed:
        assert "no longer kept" in packed.read("word/document.xml").decode()
    pages = PdfReader(io.BytesIO(to_pdf(pm, meta()))).pages
    assert "no longer kept" in " ".join("\n".join(page.extract_text() for page in pages).split())


def test_json_holds_them_and_gives_them_back() -> None:
    pm = written("Free disk", "")
    data = to_json(pm, meta(GRAPH, PHOTO))
    assert json.loads(data)["schema_version"] == 3
    assert from_json(data) == pm
    assert read_file(data).pictures == (GRAPH, PHOTO)


@pytest.mark.parametrize(
    "wrong",
    [{"mime": "image/svg+xml"}, {"mime": "text/html"}, {"id": "../../etc"}, {"width": 0}, {"height": 10**9}, {"x": 1}],
)
def test_a_file_with_a_picture_of_another_kind_is_refused(wrong: dict[str, object]) -> None:
    file = json.loads(to_json(written("x"), meta(GRAPH)))
    file["pictures"][0] |= wrong
    with pytest.raises(BadFile):
        read_file(json.dumps(file).encode())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.alts: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.alts += [value or "" for name, value in attrs if name == "alt"]

    def handle_data(self, data: str) -> None:
        self.words += data


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


ORDINARY = _read(to_html(written("ordinary"), meta(GRAPH)))


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if len(text) < 400])
def test_no_caption_is_code_in_the_web_page(payload: str) -> None:
    """The page has the tags and attributes of one with an ordinary caption, whatever stands in it."""
    page = _read(to_html(written(f"begin {payload} end"), meta(GRAPH)))
    assert page.seen == ORDINARY.seen
    assert page.words.count("begin") == page.alts[0].count("begin") == 1
    assert page.words.count("end") == ORDINARY.words.count("end") + 1 + payload.count("end")


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if len(text) < 400][::4])
def test_no_caption_breaks_a_word_document(payload: str) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(written(f"begin {payload} end"), meta(GRAPH)))) as packed:
        body = packed.read("word/document.xml").decode()
        assert "evil.example" not in packed.read("word/_rels/document.xml.rels").decode()
    assert "begin" in body


def test_no_caption_is_code_in_the_pdf() -> None:
    """All of them at once: the template sees data, never code."""
    texts = [text for text in PAYLOADS if len(text) < 400][:28]
    pdf = PdfReader(io.BytesIO(to_pdf(written(*texts), meta(GRAPH))))
    assert "/etc/passwd:" not in "".join(page.extract_text() for page in pdf.pages)
    links = [item for page in pdf.pages for item in page.get("/Annots", [])]
    assert links == []


def test_a_page_gets_the_captions_as_they_were_typed_and_escapes_them_itself() -> None:
    """They come from a child process for long texts."""
    text = page_text(written("<b>bold</b>"), whole=True)
    (part,) = [item for item in text.parts if item.figures]
    assert [(item.title, item.text) for item in part.figures] == [("Picture 1", "<b>bold</b>")]
    assert "<b>bold" not in part.html
    assert PAGE_TEXT.validate_json(PAGE_TEXT.dump_json(text)) == text


def test_a_tall_picture_fits_on_a_page() -> None:
    """A phone's screenshot is higher than wide."""
    tall = picture("p1", saved(graph(600, 1600)))
    assert len(PdfReader(io.BytesIO(to_pdf(written("x"), meta(tall)))).pages) <= 2
