"""Which pieces of a paragraph Word has to be told to read from the right.

A paragraph that is set from the right says only where its lines begin. Each run says for itself whether its words are
read from the right; where none does, Word puts the last full stop of a Hebrew sentence on its wrong side, and sets the
words around one in Latin letters in the wrong order. Signs without a direction, such as spaces and brackets, go with
the letters around them, and otherwise with the paragraph, as Unicode's rules say. Not here: XML.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from core.export.markdown.direction import has_right_to_left

_LETTERS: Final = {"L": False, "R": True, "AL": True}


def directed(text: str, around: bool) -> Iterator[tuple[int, int, bool]]:
    """The whole text as pieces with their ends, and whether each is read from the right; ``around`` says it of the
    paragraph.
    """
    if not around and not has_right_to_left(text):
        yield 0, len(text), False
        return
    begin, direction = 0, around
    for end, found in _decided(text, around):
        if found != direction and end > begin:
            yield begin, end, direction
            begin = end
        direction = found
    if begin < len(text):
        yield begin, len(text), direction


def _decided(text: str, around: bool) -> Iterator[tuple[int, bool]]:
    """Where each stretch of one direction begins, from left to right. Some have no letters and go with a neighbour."""
    letters = before = around  # of the last letter, and of the last sign that has a direction
    done = 0
    for place, sign in enumerate(text):
        kind = unicodedata.bidirectional(sign)
        if kind == "B":  # a line begins anew
            letters = found = around
        elif kind in _LETTERS:
            letters = found = _LETTERS[kind]
        elif kind == "EN":  # figures belong to the letters before them
            found = letters
        elif kind == "AN":
            found = True
        elif place == done and place and (kind == "NSM" or (kind == "ET" and text[place - 1].isdigit())):
            found = before
        else:
            continue
        if place > done:
            yield done, found if found == before else around
        yield place, found
        before, done = found, place + 1
    if done < len(text):
        yield done, around
