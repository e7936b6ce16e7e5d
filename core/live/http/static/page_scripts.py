"""Streamlit's own scripts and styles, which every page loads: found in the installed package, sent compressed.

Streamlit sends them as they are, 2.7 MB for a room, and leaves compression to a proxy, which a laptop in an office has
not. Each is compressed once, when it is first asked for, and only in that form is it kept.
"""

import asyncio
import gzip
import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Final

from core.live.limits import LIMITS

_TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
_LEVEL: Final = 6
_IMPORTED: Final = re.compile(r'(?:\bfrom|\bimport)\s*["`\']\./([\w.-]{1,100}\.js)["`\']')


class PageScripts:
    """``folder`` holds an ``index.html`` and the folder ``static`` beside it; None where Streamlit is not installed."""

    def __init__(self, folder: Path | None) -> None:
        self._files = {} if folder is None else _small_files(folder / "static")
        self._typefaces = {} if folder is None else _typefaces(folder / "static")
        self._compressed: dict[str, bytes] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def media_type(self, name: str) -> str | None:
        """Of a file such as ``js/index.abc.js``; None where this module does not serve it."""
        return _TYPES[Path(name).suffix] if name in self._files else None

    async def compressed(self, name: str) -> bytes:
        """The file in gzip. ``name`` is one that has a media type. Raises OSError where it is gone meanwhile."""
        found = self._compressed.get(name)
        if found is not None:
            return found
        async with self._locks.setdefault(name, asyncio.Lock()):
            if name not in self._compressed:
                self._compressed[name] = await asyncio.to_thread(self._compress, name)
        return self._compressed[name]

    def _compress(self, name: str) -> bytes:
        return gzip.compress(self._files[name].read_bytes(), _LEVEL, mtime=0)

    def typeface(self, stem: str) -> str | None:
        """``media/<stem>.<hash>.woff2``; None where there is none."""
        return self._typefaces.get(stem)

    def imported_by(self, stem: str) -> list[str]:
        """The script ``js/<stem>.<hash>.js`` and each that it imports before it runs; none where there is none."""
        found: list[str] = []
        waiting = sorted(name for name in self._files if re.fullmatch(rf"js/{re.escape(stem)}\.[\w-]+\.js", name))[:1]
        while waiting:
            name = waiting.pop()
            if name in found or name not in self._files:
                continue
            found.append(name)
            text = self._files[name].read_text(encoding="utf-8", errors="replace")
            waiting += [f"js/{imported}" for imported in _IMPORTED.findall(text)]
        return found


def _small_files(static: Path) -> dict[str, Path]:
    paths = [path for folder in ("js", "css") for path in sorted((static / folder).glob("*")) if path.suffix in _TYPES]
    return {
        path.relative_to(static).as_posix(): path for path in paths if path.stat().st_size <= LIMITS.page_script_bytes
    }


def _typefaces(static: Path) -> dict[str, str]:
    """By the name before the first dot where a file stands, below ``static``."""
    return {path.name.split(".")[0]: f"media/{path.name}" for path in sorted((static / "media").glob("*.woff2"))}


@cache
def installed() -> PageScripts:
    """Of the Streamlit that runs here, found without importing it: it belongs to the pages, not to this floor."""
    spec = importlib.util.find_spec("streamlit")
    for place in (spec.submodule_search_locations or []) if spec is not None else []:
        if (Path(place) / "static" / "index.html").is_file():
            return PageScripts(Path(place) / "static")
    return PageScripts(None)
