"""What was laid out is found again: for the whole after a draft, and for a file that is made without the standard."""

import time
from pathlib import Path
from shutil import copy

import pytest
import typst

from core.domain.postmortem import Postmortem, Summary
from core.export.pdf.cover import cover
from core.export.pdf.typeset import worker
from core.export.pdf.writer import paper_document
from tests.export.pdf.test_writer import META, NOW

PARAGRAPH = "In minute {} the queue grew and nobody was told, so orders waited. " * 6
WORDS = "\n\n".join(PARAGRAPH.replace("{}", str(minute)) for minute in range(150))
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy(Path(worker.__file__).with_name("postmortem.typ"), tmp_path)
    return tmp_path


def put(folder: Path, words: str) -> None:
    pm = Postmortem(title="The queue grew", summary=Summary(impact=words))
    (folder / "data.json").write_text(paper_document(pm, META).whole(cover(pm, META) | {"pictures": {}}))


def took(folder: Path, *, draft: bool = False) -> float:
    """Seconds of this process for the pages, by a compiler of its own."""
    begun = time.process_time()
    compiler = worker.document(FONTS, str(folder))
    if draft:
        compiler.query("<none>")
    else:
        compiler.compile(format="pdf", timestamp=int(NOW.timestamp()))
    return time.process_time() - begun


def test_what_was_laid_out_is_known_to_the_second_compiler(folder: Path) -> None:
    """It takes a sixth of the time; the same template given as bytes takes all of it again."""
    put(folder, WORDS)
    first = took(folder)
    assert min(took(folder) for _ in range(2)) < first / 2


def test_what_was_laid_out_of_a_draft_is_known_to_the_whole(folder: Path) -> None:
    """Else it would be laid out twice, and later than without a draft."""
    fresh = WORDS.replace("minute", "second")
    put(folder, fresh.replace("queue", "line"))
    without = took(folder)
    put(folder, fresh[: len(fresh) * 9 // 10])
    took(folder, draft=True)
    put(folder, fresh)
    assert took(folder) < without * 0.7
