"""Why a hint is there, in one line: the clause that was read, cut down to who and what it is about.

A short clause is shown whole. Of a long one: who stands nearest before the words of the hint, then those words. Made
from the text and the hint alone; which pattern matched is not known here.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.blameless.hint import Hint
from core.domain.blameless.tokens import Kind, Token, tokens

_AROUND: Final = 400  # code points before and after the words of a hint that are looked at
_SHORT: Final = 10  # words
_LONGEST: Final = 80  # code points of the hint's own words
_FEW: Final = 3  # words shown after those of the hint, and before them where nobody acts
_BOUNDS: Final = (Kind.STOP, Kind.ASK, Kind.PAUSE, Kind.COLON)
_SILENT: Final = (*_BOUNDS, Kind.LINK)
_LINK: Final = "[]"  # they part no clause: “we did not check [the graph](…)”
_WHO: Final = frozenset(
    [
        *(
            "i",
            "we",
            "he",
            "she",
            "they",
            "you",
            "us",
            "them",
            "him",
            "our",
            "their",
            "his",
            "her",
            "my",
            "your",
            "who",
        ),
        *("someone", "somebody", "nobody", "everyone", "everybody", "anyone", "anybody"),
    ]
)
_BULLET: Final = re.compile(r"\s*(?:[-*+>#]+\s+)*(?:\[[ xX]\]\s+)?")
_MARKS: Final = re.compile(r"\]\([^()\s]{0,200}\)|[*\[\]]|(?<!\w)_+|_+(?!\w)")


def clause_of(text: str, hint: Hint) -> str:
    """The clause of a hint on one line, with “…” where words are left out: ``we … did not check``."""
    begin = max(0, hint.start - _AROUND, text.rfind("\n", 0, hint.start) + 1)
    after = text.find("\n", hint.end)
    near = text[begin : min(hint.end + _AROUND, after if after >= 0 else len(text))]
    found = tokens(near)
    start, end = hint.start - begin, hint.end - begin
    bounds = [token for token in found if token.kind in _BOUNDS and near[token.start] not in _LINK]
    first = max((token.end for token in bounds if token.end <= start), default=0)
    last = min((token.start for token in bounds if token.start >= end), default=len(near))
    clause = [token for token in found if first <= token.start < last and token.kind not in _SILENT]
    if len(clause) <= _SHORT:
        return _plain(near[first:last])
    return _cut(near, clause, start, end)


def because(text: str, hint: Hint) -> str:
    """The line that explains a hint: because “we … did not check”."""
    return f"because “{clause_of(text, hint)}”"


def _cut(near: str, clause: Sequence[Token], start: int, end: int) -> str:
    """Who, the words of the hint, and the few words that they go on with."""
    before = [token for token in clause if token.end <= start]
    inside = [token for token in clause if start <= token.start < end]
    after = [token for token in clause if token.start >= end]
    subject = [] if any(map(_is_who, inside[:2])) else _subject(before)
    phrase = _plain(near[start:end])
    if len(phrase) > _LONGEST:
        phrase = f"{phrase[: _LONGEST // 2].rstrip()} … {phrase[-_LONGEST // 2 :].lstrip()}"
    parts = [_plain(near[subject[0].start : subject[-1].end])] if subject else []
    if before and (not subject or subject[-1] is not before[-1]):
        parts.append("…")
    parts.append(phrase)
    few = _FEW
    while few < len(after) and after[few].start == after[few - 1].end:  # “can” and “'t” are one word
        few += 1
    if after:
        parts.append(_plain(near[end : after[:few][-1].end]))
    if len(after) > few:
        parts.append("…")
    return " ".join(parts)


def _subject(before: Sequence[Token]) -> Sequence[Token]:
    """Whoever stands nearest before the words of the hint; else the words that open the clause."""
    for place in range(len(before) - 1, -1, -1):
        if _is_who(before[place]) or (before[place].case and place > 0):
            return before[place : place + 1]
    return before[:_FEW]


def _is_who(token: Token) -> bool:
    return token.word in _WHO or token.kind is Kind.HANDLE


def _plain(text: str) -> str:
    bullet = _BULLET.match(text)
    return " ".join(_MARKS.sub("", text[bullet.end() :] if bullet else text).split())
