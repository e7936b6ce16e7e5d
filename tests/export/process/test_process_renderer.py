"""Large documents come from a child, equal to those made here; a child that fails, hangs or dies costs one sentence."""

import io
import logging
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings

from core.domain.postmortem import ActionRow, Postmortem, Summary
from core.errors import BadFile, BadInput, TooLarge, TooMany
from core.export.evidence.header import TOO_MANY_PIXELS
from core.export.meta import ExportMetadata
from core.export.process import process_renderer
from core.export.process.answers import DONE
from core.export.process.child import answer
from core.export.process.child_handle import ChildEndedError, ChildHandle
from core.export.process.documents import DOCUMENTS
from core.export.process.priority import NICE
from core.export.process.process_renderer import BUSY, ProcessRenderer, RenderFailedError, job_of
from core.export.process.renderer import LocalRenderer
from tests.support.pictures import graph, png_of_size, saved, screenshot
from tests.support.postmortems import postmortems

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
META = ExportMetadata(id="pm1", created_at=NOW, exported_at=NOW, people=("Ana", "Bo <b>"))
LARGE = Postmortem(
    title="The queue filled up",
    summary=Summary(what_happened="# Not a heading\n\n- *one*\n  - `two`\n\n<script>alert(1)</script> 数据库"),
    actions=tuple(ActionRow(id=f"a{n}", text=f"Alert on queue {n} | at 80 %", owner="Ana") for n in range(300)),
)


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def ask(renderer: ProcessRenderer, word: str) -> str:
    """What a faulty child says to this word."""
    return renderer.document("md", Postmortem(title=word), META).decode()


@pytest.fixture(scope="module")
def renderer() -> Iterator[ProcessRenderer]:
    """One for the module: a child takes a second to start."""
    made = ProcessRenderer(large=1_000)
    yield made
    made.close()


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ProcessRenderer]]:
    """Makes renderers whose children do what a text says (``faulty_child``)."""
    made: list[ProcessRenderer] = []

    def make(**settings: float) -> ProcessRenderer:
        made.append(ProcessRenderer(large=0, **settings))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(
        process_renderer, "ChildHandle", lambda: ChildHandle(module="tests.export.process.faulty_child")
    )
    yield make
    for item in made:
        item.close()


@given(postmortems())
@settings(max_examples=25)
def test_a_child_reads_the_postmortem_that_was_sent(sent: Postmortem) -> None:
    """Whatever people typed; what no JSON holds is not sent."""
    job = job_of("md", sent, META)
    if job:
        assert answer(job) == [DONE, LocalRenderer().document("md", sent, META)]


def _parts(document: bytes) -> object:
    """The parts of a Word file, whose archive notes the second in which it was made; anything else as it is."""
    if not document.startswith(b"PK"):
        return document
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_of_a_child_is_the_one_made_here(renderer: ProcessRenderer, kind: str) -> None:
    made, here = renderer.document(kind, LARGE, META), LocalRenderer().document(kind, LARGE, META)
    assert _parts(made) == _parts(here)
    assert len(renderer.pids()) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_the_text_of_a_page_from_a_child_is_sanitised_like_that_made_here(
    renderer: ProcessRenderer, whole: bool
) -> None:
    made = renderer.page_text(LARGE, whole=whole)
    assert made == LocalRenderer().page_text(LARGE, whole=whole)
    assert "<script" not in made.what_happened
    assert "<em>one</em>" in made.what_happened
    assert len(renderer.pids()) == 1


def test_what_is_small_starts_no_process() -> None:
    renderer = ProcessRenderer(large=1_000)
    assert renderer.document("md", Postmortem(title="Short"), META).startswith(b"# Short")
    assert renderer.page_text(Postmortem(title="Short"), whole=True).parts == ()
    assert renderer.pids() == []


def test_one_child_serves_one_job_after_another_and_steps_back(renderer: ProcessRenderer) -> None:
    for _ in range(3):
        renderer.document("md", LARGE, META)
    (pid,) = renderer.pids()
    assert psutil.Process(pid).nice() >= NICE


def test_what_is_thrown_away_is_looked_for_between_jobs() -> None:
    """Not while a document is made, which is hundreds of thousands of objects and waits for each look at them."""
    looked = "import gc; from core.export.process import child; child._collect_between_jobs()"
    told = f"{looked}; print(gc.isenabled(), gc.get_freeze_count() > 1000)"
    made = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert made.stdout.split() == ["False", "True"]


def test_a_child_holds_no_secret_of_the_server(renderer: ProcessRenderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", "postgresql://user:password@127.0.0.1/debrief")
    renderer.document("md", LARGE, META)
    (pid,) = renderer.pids()
    assert not [name for name in psutil.Process(pid).environ() if name.startswith("DEBRIEF")]


def test_text_that_no_json_holds_is_made_here() -> None:
    renderer = ProcessRenderer(large=1_000)
    half = Postmortem(title="\ud83d" + "x" * 2_000)
    try:
        expected: object = LocalRenderer().document("html", half, META)
    except UnicodeEncodeError as error:
        expected = type(error)
    try:
        made: object = renderer.document("html", half, META)
    except UnicodeEncodeError as error:
        made = type(error)
    assert made == expected
    assert renderer.pids() == []


def test_children_end_when_there_is_no_work_and_come_back(tmp_path: Path) -> None:
    renderer = ProcessRenderer(large=1_000, idle_seconds=0.2)
    try:
        renderer.document("md", LARGE, META)
        (pid,) = renderer.pids()
        assert within(10, lambda: not psutil.pid_exists(pid))
        assert renderer.pids() == []
        assert renderer.document("md", LARGE, META)
    finally:
        renderer.close()


def test_a_child_killed_between_two_jobs_is_replaced(renderer: ProcessRenderer) -> None:
    renderer.document("md", LARGE, META)
    (pid,) = renderer.pids()
    psutil.Process(pid).kill()
    assert within(10, lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    assert renderer.document("md", LARGE, META) == LocalRenderer().document("md", LARGE, META)
    assert renderer.pids() != [pid]


def test_a_child_that_dies_in_the_middle_is_replaced_and_the_job_done(
    faulty: Callable[..., ProcessRenderer], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    renderer = faulty()
    with caplog.at_level(logging.WARNING):
        made = ask(renderer, f"die once {tmp_path / 'died'}")
    assert made.startswith("die once")
    assert "tried once more" in caplog.text


def test_a_job_that_kills_every_child_is_given_up_with_a_sentence(faulty: Callable[..., ProcessRenderer]) -> None:
    renderer = faulty()
    with pytest.raises(TooLarge, match="too large"):
        ask(renderer, "die")
    assert ask(renderer, "again").startswith("again by ")


def test_a_job_that_takes_too_long_is_stopped_with_a_sentence(faulty: Callable[..., ProcessRenderer]) -> None:
    renderer = faulty(job_seconds=1.0)
    started = time.monotonic()
    with pytest.raises(TooLarge, match="JSON"):
        ask(renderer, "sleep")
    assert time.monotonic() - started < 10, "it is not tried again"
    assert renderer.pids() == []


def test_a_refusal_keeps_its_sentence_and_a_fault_its_traceback(faulty: Callable[..., ProcessRenderer]) -> None:
    renderer = faulty()
    with pytest.raises(TooLarge, match="Too long for this child"):
        ask(renderer, "refuse")
    with pytest.raises(RenderFailedError, match="a fault of ours"):
        ask(renderer, "fail")
    assert len(renderer.pids()) == 1, "the child goes on"


def test_who_waits_too_long_for_a_child_is_told_so(faulty: Callable[..., ProcessRenderer]) -> None:
    renderer = faulty(most=1, wait_seconds=0.3)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, renderer, "sleep")
        assert within(10, lambda: len(renderer.pids()) == 1)
        with pytest.raises(TooMany, match=BUSY[:20]):
            ask(renderer, "second")
        renderer.close()
        with pytest.raises(TooLarge):
            first.result(10)


def test_no_more_children_than_allowed_work_at_once(faulty: Callable[..., ProcessRenderer]) -> None:
    renderer = faulty(most=2)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: ask(renderer, f"job {number}"), range(24)))
    assert [text.split(" by ")[0] for text in made] == [f"job {number}" for number in range(24)]
    assert 1 <= len({text.split(" by ")[1] for text in made}) <= 2


def test_without_processes_a_large_document_is_made_here(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_process(*_: object, **__: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", no_process)
    renderer = ProcessRenderer(large=1_000)
    assert renderer.document("md", LARGE, META) == LocalRenderer().document("md", LARGE, META)
    assert "made in the server itself" in caplog.text


def test_closing_leaves_no_child_behind() -> None:
    renderer = ProcessRenderer(large=1_000)
    renderer.document("md", LARGE, META)
    (pid,) = renderer.pids()
    renderer.close()
    assert not psutil.pid_exists(pid)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a parent that is killed is looked for on POSIX")
def test_a_child_ends_when_the_server_was_killed(tmp_path: Path) -> None:
    script = (
        "import time\n"
        "from core.domain.postmortem import Postmortem\n"
        "from core.export.process.process_renderer import ProcessRenderer\n"
        "renderer = ProcessRenderer(large=0)\n"
        "renderer.page_text(Postmortem(), whole=True)\n"
        "print(renderer.pids()[0], flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait(10)
        assert within(10, lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    finally:
        parent.kill()
        parent.wait(10)
        if parent.stdout:
            parent.stdout.close()


def test_a_picture_is_decoded_in_a_child_and_comes_back_as_it_would_from_here(renderer: ProcessRenderer) -> None:
    """Strangers' bytes never meet a decoder in the server."""
    data = saved(graph(), "WEBP", lossless=True)
    made = renderer.picture(data)
    assert made == LocalRenderer().picture(data)
    assert len(renderer.pids()) == 1


def test_what_is_no_picture_is_a_sentence_and_the_child_lives_on(renderer: ProcessRenderer) -> None:
    before = renderer.pids()
    for data, error in ((b"%PDF-1.7", BadFile), (png_of_size(60_000, 60_000), BadInput)):
        with pytest.raises(error) as refused:
            renderer.picture(data)
        assert "screenshot" in refused.value.sentence
    assert renderer.pids() == before


def test_a_picture_that_kills_its_child_twice_is_refused_as_a_picture(
    faulty: Callable[..., ProcessRenderer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decoder that crashes ends a process of its own, and the sentence does not talk of long texts."""

    def dying(self: ChildHandle, job: object, seconds: float) -> list[bytes]:
        self.stop()
        raise ChildEndedError(-11, over_time=False)

    monkeypatch.setattr(ChildHandle, "run", dying)
    with pytest.raises(TooLarge) as refused:
        faulty().picture(screenshot())
    assert refused.value.sentence == TOO_MANY_PIXELS
