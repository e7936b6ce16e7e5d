"""The piece of text that a search shows, with what was found between two control characters.

The page turns the marks into HTML after it escaped the rest; so the text itself must not contain them.
"""

import re
from dataclasses import dataclass

from core.store.search.folding import Places, fold

START, END = "\x02", "\x03"
LINE_END = " · "
_LINE_ENDS = re.compile(r"\n+")
_BEFORE, _LENGTH = 60, 240
LONGEST_ENDING = 6
"""Letters behind a stem: certif-icates. It is almost always the beginning of its words; a short one of too many."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")  # one sign for one sign: places stay where they are


@dataclass(frozen=True)
class SnippetSource:
    """What a query looks for, folded: whole words (the last perhaps a beginning), parts of any text, and stems."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    prefix: bool
    stems: tuple[str, ...] = ()


def snippet(title: str, body: str, folded: str, looked: SnippetSource) -> str:
    """``folded`` is the folded title, a line break and the folded body."""
    start = len(fold(title)) + 1
    wanted = _pattern(looked)
    first = wanted.search(folded, start)
    begin = max(start, first.start() - _BEFORE) if first else start
    if begin > start:
        space = folded.find(" ", begin, begin + _BEFORE)
        begin = begin if space < 0 else space + 1
    end = min(len(folded), begin + _LENGTH)
    places = Places(body, len(folded) - start)
    marked, last = [], places.begin(begin - start)
    for match in wanted.finditer(folded, begin, end):
        found, after = places.begin(match.start() - start), places.end(match.end() - start)
        if found < last or after <= found:
            continue  # two parts of one letter
        marked += [_seen(body, last, found), START, _seen(body, found, after), END]
        last = after
    marked.append(_seen(body, last, places.end(end - start)))
    text = re.sub(r" {2,}", " ", "".join(marked)).strip(" ·")
    return ("…" if begin > start else "") + text + ("…" if end < len(folded) else "")


def _seen(body: str, begin: int, end: int) -> str:
    """Lines of the body are separate fields and rows of a postmortem, so that their ends stay visible."""
    return _UNSEEN.sub(" ", _LINE_ENDS.sub(LINE_END, body[begin:end]))


def _pattern(looked: SnippetSource) -> re.Pattern[str]:
    whole = [rf"(?<![^\W_]){word}(?![^\W_])" for word in looked.words]
    if whole and looked.prefix:
        whole[-1] = rf"(?<![^\W_]){looked.words[-1]}[^\W_]*"
    forms = [rf"(?<![^\W_]){stem}[^\W_]{{0,{min(len(stem), LONGEST_ENDING)}}}(?![^\W_])" for stem in looked.stems]
    return re.compile("|".join(whole + forms + [re.escape(part) for part in looked.parts]) or r"(?!)")
