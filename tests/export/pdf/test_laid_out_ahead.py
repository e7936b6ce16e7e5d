"""A long document is laid out while it is written, and the file is the one that is laid out in one go."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings

from core.domain.postmortem import Lessons, Postmortem, Summary, TimelineRow
from core.errors import TooLarge
from core.export.markdown.writer import around_figures, pieces
from core.export.pdf import writer
from core.export.pdf.cover import cover
from core.export.pdf.typeset import typesetter as press
from core.export.pdf.typeset.typesetter import Typesetter
from core.export.pdf.writer import paper_document, to_pdf
from tests.export.pdf.test_writer import META, NOW
from tests.support.postmortems import example, postmortems

PARAGRAPH = "In minute {} the queue grew and nobody was told, so orders waited. " * 6
WORDS = "\n\n".join(PARAGRAPH.replace("{}", str(minute)) for minute in range(200))
BROKEN = "```\nnobody closed this\n## no heading\n\n"
ROWS = tuple(TimelineRow(id=f"t{n}", at=NOW, text="orders waited " * 20) for n in range(100))


def long(ending: str = "") -> Postmortem:
    """Some forty pages, with marks that must end where their field ends."""
    lessons = Lessons(went_right=BROKEN + WORDS, went_wrong=f"- a list\n\n{WORDS}\n\n> {WORDS[:500]}", lucky=ending)
    return example().model_copy(update={"summary": Summary(impact=WORDS), "timeline": ROWS, "lessons": lessons})


@pytest.fixture
def drafts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was laid out before the whole."""
    seen: list[str] = []
    given = Typesetter.lay_out

    def noted(self: Typesetter, draft: str, folders: object = ()) -> None:
        seen.append(draft)
        given(self, draft, folders)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(Typesetter, "lay_out", noted)
    return seen


def in_one_go(pm: Postmortem, monkeypatch: pytest.MonkeyPatch) -> bytes:
    with monkeypatch.context() as patched:
        patched.setattr(writer, "_LONG", 1 << 40)
        patched.setattr(writer, "_STEP", 1 << 40)
        return to_pdf(pm, META)


@pytest.mark.parametrize(
    "ending",
    ["", "הדיסק מלא", "数据库 🔥", "a letter of no font: \U0010fffd"],
    ids=["plain", "Hebrew", "other fonts", "no font"],
)
def test_the_file_is_that_of_one_go(ending: str, drafts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """To the byte, whatever was laid out before."""
    made = to_pdf(long(ending), META)
    assert len(drafts) >= 3
    count = len(drafts)
    assert made == in_one_go(long(ending), monkeypatch)
    assert len(drafts) == count


def test_fonts_that_nobody_expected_are_used_all_the_same(drafts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was laid out without them is laid out once more."""
    whole = in_one_go(long("הדיסק"), monkeypatch)
    monkeypatch.setattr(writer, "_typed", lambda *_: "x" * (writer._LONG + 1))
    assert to_pdf(long("הדיסק"), META) == whole
    assert drafts


def test_a_usual_postmortem_is_laid_out_once(drafts: list[str]) -> None:
    """It is ready as soon as the typesetter is."""
    to_pdf(example(), META)
    assert drafts == []


def test_each_draft_is_a_beginning_of_the_document(drafts: list[str]) -> None:
    """So all that was laid out of it is part of the whole."""
    to_pdf(long(), META)
    whole = json.loads(paper_document(long(), META).whole({}))
    bodies = [json.loads(draft)["body"] for draft in drafts]
    assert bodies[0] == []
    assert all(body == whole["body"][: len(body)] for body in bodies)
    assert [len(body) for body in bodies] == sorted(len(body) for body in bodies)
    assert whole["ending"].startswith("Exported ")


@given(postmortems())
@settings(max_examples=40, deadline=None)
def test_a_document_in_steps_says_what_it_says_in_one(pm: Postmortem) -> None:
    """A step begins with a heading of ours: nothing that people typed goes on behind it."""
    whole = paper_document(pm, META).whole({})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writer, "_STEP", 0)
        assert len(list(writer._steps(pieces(pm, META)))) > 1 or "\n## " not in around_figures(pm, META).text()
        assert paper_document(pm, META).whole({}) == whole


def test_laying_out_ahead_never_waits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also for a typesetter that reads nothing, however many drafts there are; the time limit counts from the end."""
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(press, "_WORKER", slow)
    monkeypatch.setattr(press, "_SECONDS", 0.2)
    begun = time.monotonic()
    with Typesetter() as late:
        for _ in range(2_000):
            late.lay_out("{}", ["/some/folder/with/a/long/name" * 10])
        with pytest.raises(TooLarge):
            late.pages("{}", 0)
    assert time.monotonic() - begun < 20


def test_a_typesetter_that_ends_early_is_the_same_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It may have been killed for its memory while the document was written."""
    gone = tmp_path / "gone.py"
    gone.write_text("import os\nos._exit(9)\n")
    monkeypatch.setattr(press, "_WORKER", gone)
    with pytest.raises(TooLarge, match="Export it as HTML"):
        to_pdf(long(), META)


def test_a_draft_that_cannot_be_laid_out_is_passed_over() -> None:
    """What is wrong is said of the whole document, if it is wrong there too."""
    whole = paper_document(example(), META).whole(cover(example(), META) | {"pictures": {}})
    with Typesetter() as typesetter:
        for draft in ("{}", '{"title": 1}', "no JSON"):
            typesetter.lay_out(draft)
            time.sleep(0.2)
        assert typesetter.pages(whole, int(NOW.timestamp())) == to_pdf(example(), META)


def test_the_folder_holds_the_template_and_the_data_and_is_removed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody else on the computer may look into it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Typesetter() as typesetter:
        typesetter.lay_out("{}")
        typesetter.lay_out("{}")
        (folder,) = tmp_path.iterdir()
        assert sorted(item.name for item in folder.iterdir()) == ["data.json", "postmortem.typ"]
        assert folder.stat().st_mode & 0o077 == 0
        process = psutil.Process(typesetter._process.pid)
    assert list(tmp_path.iterdir()) == []
    assert not process.is_running()


def killed_while(script: str, tmp_path: Path, is_there: Callable[[], bool]) -> None:
    """Runs a script and stops it as somebody at a keyboard does."""
    command = [sys.executable, "-c", script]
    process = subprocess.Popen(command, env=os.environ | {"TMPDIR": str(tmp_path)}, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while not is_there() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert is_there()
        process.send_signal(2)
        process.wait(10)
    finally:
        process.kill()
        process.wait(10)


def test_an_export_that_somebody_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    script = (
        "import time\n"
        "from core.export.pdf.typeset.typesetter import Typesetter\n"
        "with Typesetter() as typesetter:\n"
        "    typesetter.lay_out('{}')\n"
        "    time.sleep(600)\n"
    )
    killed_while(script, tmp_path, lambda: any(tmp_path.glob("*/data.json")))
    assert list(tmp_path.iterdir()) == []
