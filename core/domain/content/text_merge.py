"""Two people change one short text at the same time: what both of them wrote, in one text.

``before`` is what they began with. Changes at different places are both made; where they meet, both stand there, one
after the other. No word that somebody typed is left out. The browser has the same rule in ``text_merge.ts``.
"""

from typing import Final

LINE: Final = " / "
"""Stands between two sentences that were written at once, in a text of one line."""

_Change = tuple[int, int, str]  # from here to there stands this now


def merge_texts(before: str, mine: str, theirs: str, apart: str = LINE) -> str:
    """``theirs`` with my change in it. ``apart`` stands between what was written at the same place."""
    if mine == theirs or theirs == before:
        return mine
    if mine == before:
        return theirs
    my, their = _change(before, mine), _change(before, theirs)
    if my[1] < their[0] or their[1] < my[0]:
        first, second = sorted((my, their))
        return _with(_with(before, second), first)
    if mine in theirs or theirs in mine:  # also what was sent twice, and grew in between
        return max(mine, theirs, key=len)
    if my[0] == my[1] == their[0] == their[1] and before:
        item, other = (my, their) if their[2].startswith(apart) else (their, my)
        return before[: my[0]] + item[2] + other[2] + before[my[0] :]
    return f"{theirs}{apart}{mine}"


def _change(before: str, after: str) -> _Change:
    """The one stretch in which the two texts differ."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    same = next((back for back in range(most - start) if before[-1 - back] != after[-1 - back]), most - start)
    return start, len(before) - same, after[start : len(after) - same]


def _with(text: str, change: _Change) -> str:
    start, end, phrase = change
    return text[:start] + phrase + text[end:]
