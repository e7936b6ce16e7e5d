"""Streamlit's own scripts: which are served here, in which form, and which of them a component needs."""

import asyncio
import gzip
from pathlib import Path

import pytest

from core.live.http.static.page_scripts import PageScripts, installed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scripts = {
        "index.aa.js": 'import{a}from"./shared.bb.js";import("./Late.cc.js")',
        "Bidi.dd.js": 'import{a}from"./shared.bb.js";import"./side.ee.js";export{a}',
        "shared.bb.js": 'import{b}from"./Bidi.dd.js";export const a=1',
        "side.ee.js": 'import x from"https://elsewhere.example/y.js";import z from"./none.js"',
        "Late.cc.js": "1",
        "Huge.ff.js": " " * 2_000_001,
        "notes.txt": "no script",
    }
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "css").mkdir()
    for name, text in scripts.items():
        (tmp_path / "static" / "js" / name).write_text(text)
    (tmp_path / "static" / "css" / "index.gg.css").write_text("body{}")
    (tmp_path / "index.html").write_text("<html><head></head></html>")
    (tmp_path / "secret.js").write_text("no file of a page")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("js/index.aa.js", "text/javascript"),
        ("css/index.gg.css", "text/css"),
        ("js/Huge.ff.js", None),
        ("js/notes.txt", None),
        ("../secret.js", None),
        ("js/../../secret.js", None),
        ("js/none.js", None),
        ("js", None),
        ("", None),
    ],
)
def test_only_scripts_and_styles_of_the_folder_are_served(folder: Path, name: str, media_type: str | None) -> None:
    """By their names as they were found at the start; an address leads nowhere else."""
    assert PageScripts(folder).media_type(name) == media_type


async def test_a_script_is_compressed_once_however_many_ask(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty people who come together cost one compression."""
    calls: list[bytes] = []
    real = gzip.compress

    def counting(data: bytes, level: int, *, mtime: float) -> bytes:
        calls.append(data)
        return real(data, level, mtime=mtime)

    monkeypatch.setattr(gzip, "compress", counting)
    scripts = PageScripts(folder)
    found = await asyncio.gather(*(scripts.compressed("js/Late.cc.js") for _ in range(20)))
    assert {gzip.decompress(content) for content in found} == {b"1"}
    assert len(calls) == 1


async def test_a_script_that_is_gone_says_so(folder: Path) -> None:
    """An update under the running server: the next layer answers."""
    scripts = PageScripts(folder)
    (folder / "static" / "js" / "Late.cc.js").unlink()
    with pytest.raises(OSError, match="Late"):
        await scripts.compressed("js/Late.cc.js")


def test_what_a_script_imports_at_once_is_found_with_it(folder: Path) -> None:
    """Circles end, and what is imported later or from elsewhere is none of it."""
    assert set(PageScripts(folder).imported_by("Bidi")) == {"js/Bidi.dd.js", "js/shared.bb.js", "js/side.ee.js"}
    assert PageScripts(folder).imported_by("index")[0] == "js/index.aa.js"
    assert "js/Late.cc.js" not in PageScripts(folder).imported_by("index")
    assert PageScripts(folder).imported_by("Nothing") == []
    assert PageScripts(folder).imported_by(".*") == []


def test_a_typeface_is_found_by_its_name(folder: Path) -> None:
    """The installed one has those of text and icons; a folder without has none."""
    (folder / "static" / "media").mkdir(exist_ok=True)
    (folder / "static" / "media" / "Icons-Round.ab1.woff2").write_bytes(b"1")
    assert PageScripts(folder).typeface("Icons-Round") == "media/Icons-Round.ab1.woff2"
    assert PageScripts(folder).typeface("Icons") is None
    assert PageScripts(None).typeface("Icons-Round") is None
    found = installed().typeface("MaterialSymbols-Rounded")
    assert found is not None
    assert found.startswith("media/MaterialSymbols-Rounded.")


def test_without_streamlit_there_is_nothing() -> None:
    """This floor does not need it."""
    assert PageScripts(None).media_type("js/index.aa.js") is None
    assert PageScripts(None).imported_by("index") == []


def test_the_installed_streamlit_has_what_a_room_needs() -> None:
    """Its components come in scripts of these names; another version that has other names shows here."""
    for stem in ("BidiComponent", "Html"):
        assert installed().imported_by(stem)[0].startswith(f"js/{stem}.")
