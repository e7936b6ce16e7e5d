"""Which letters the PDF can have: the fonts of two wheels if they are installed, and what they cannot draw.

The wheels of the extra ``fonts`` hold files and no code of ours is run in them: only their folders are looked up.
Without them the typesetter has its own letters (Latin, Greek, Cyrillic, Hebrew) and asks this computer for others.
Not here: what a text says.
"""

import logging
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Final

from core.errors import TooLarge
from core.export.pdf.typeset.scripts import CJK, HAN, HANGUL, KANA, SCRIPTS, Script, scripts_in
from core.export.pdf.typeset.typesetter import Typesetter

log = logging.getLogger(__name__)

# Both come with the typesetter.
TEXT: Final = "Libertinus Serif"
CODE: Final = "DejaVu Sans Mono"

_MOST: Final = "manimgx_fonts"
_CJK: Final = "manimgx_fonts_cjk"
# One face for all three would draw many characters as its own country writes them.
_FACES: Final = {KANA: "Noto Sans CJK JP", HANGUL: "Noto Sans CJK KR", HAN: "Noto Sans CJK SC"}

_known: dict[str, bool] = {}
_lock: Final = Lock()


def folders(scripts: Iterable[Script]) -> list[str]:
    """Where the fonts for these scripts lie. Chinese, Japanese and Korean are 32 MB, looked at only when needed."""
    wheels = [_MOST, _CJK] if any(script.name in CJK for script in scripts) else [_MOST]
    return [folder for wheel in wheels if (folder := _folder(wheel))]


def families(scripts: Iterable[Script]) -> list[str]:
    """The fonts to ask for these scripts before any other, so that the same text looks the same on each computer."""
    names = {script.name for script in scripts}
    cjk = next((face for name, face in _FACES.items() if name in names), "") if _folder(_CJK) else ""
    others = [script.family for script in scripts if script.family] if _folder(_MOST) else []
    return [family for family in (*others, cjk) if family]


def undrawable_scripts(text: str) -> tuple[str, ...]:
    """The scripts of ``text`` that would be boxes in a PDF made here, by name."""
    return _without_font(scripts_in(text))


def unsupported_scripts() -> tuple[str, ...]:
    """The same for all scripts that have a name here."""
    return _without_font(SCRIPTS)


def missing_scripts_sentence(names: Sequence[str]) -> str:
    """For a page, a log and the command line; nothing without names."""
    if not names:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return (
        f"No font on this server has {listed}: in the PDF there are boxes. Word and the web page show what was typed."
    )


def font_advice() -> str:
    """What whoever runs the server can do about it."""
    return "" if _folder(_MOST) and _folder(_CJK) else "More fonts come with: pip install 'debrief[fonts]'"


def _without_font(scripts: tuple[Script, ...]) -> tuple[str, ...]:
    """Asked of the typesetter itself, once a process for each script. When it cannot answer, nothing is claimed."""
    with _lock:
        new = [script for script in scripts if script.name not in _known]
        if new:
            samples = [{"text": script.sample, "fonts": [TEXT, *families([script])]} for script in new]
            try:
                with Typesetter() as press:
                    drawn = press.draws(samples, folders(new))
            except TooLarge:
                log.exception("It could not be found out which letters the PDF can have here.")
                return ()
            _known.update((script.name, able) for script, able in zip(new, drawn, strict=True))
    return tuple(script.name for script in scripts if not _known[script.name])


@cache
def _folder(wheel: str) -> str:
    found = find_spec(wheel)
    return str(Path(found.origin).parent) if found is not None and found.origin else ""
