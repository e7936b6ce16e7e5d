"""What people typed in one line, as Markdown that cannot turn into anything else.

``inline`` keeps code, emphasis and links on one line, for rows; ``cell`` is the same inside a table. ``plain`` keeps
nothing: names and titles read exactly as typed. Whole paragraphs are written by ``core.export.markdown.prose``,
with ``diff_words`` and ``unmarked`` from here.

All of them only ever insert (a backslash, a line break, the brackets of ``<address>``), so no character that somebody
typed is lost, and leave nothing open. ``core.domain.content.web_addresses`` decides where an address ends.
"""

import re
from collections.abc import Callable
from typing import Final

from core.domain.content.web_addresses import addresses
from core.domain.tracker.link import link_of
from core.export.markdown.links import walk
from core.export.markdown.short_inline import is_written_as_typed

# With a space, unseen where <br> is read: what drops tags would make one word of two (seen: marklassian 1.2.1).
NEW_LINE: Final = " <br>"
# Unprintable characters are shown by their pictures; a file with them raw breaks tools, and hides things.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

_ENTITY_FOLLOWS = r"&(?=#?[A-Za-z0-9]{1,32};)"
_MATHS_END: Final = r"(?<=\S)\$(?!\d)"  # where formulas are drawn, from an earlier dollar on to here
_RISKY: Final = re.compile(
    r"\\"  # GitHub takes some backslashes for its own, and pandoc drops \Network as a command of TeX
    r"|<(?=[A-Za-z/!?])"  # what could begin a tag, a comment or an automatic link
    rf"|{_ENTITY_FOLLOWS}"
    r"|[\[\]`]"
    r"|(?<=\w)\*(?=\w)"  # 2*3*4 and __init__.py mean what they say
    r"|_(?=_)|(?<=_)_"
    r"|~"  # 5~10 … 20~30 would be struck through
    rf"|{_MATHS_END}"
)
# Without one of these there is nothing in a text that could be markup, an address or code.
_TELLING: Final = re.compile(r"[\\<&\[\]`*_~]|://|\$[^$]*\$")
_PLAIN_SIGNS: Final = rf"[\\`*\[\]<|#~]|{_ENTITY_FOLLOWS}|(?<!\w)_|_(?!\w)"
_PLAIN: Final = re.compile(_PLAIN_SIGNS)
_PLAIN_WITH_DOLLARS: Final = re.compile(rf"{_PLAIN_SIGNS}|{_MATHS_END}")
_STRUCK: Final = re.compile(r"(?<!~)~~(?![\s~])[^~]+(?<![\s~])~~(?!~)")

# What every Markdown reader that knows bare addresses reads alike, and those that do not leave as it is.
_SIMPLE: Final = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?(?:[/?#](?:[A-Za-z0-9/:.?&=%#+@,!$-]|(?<!_)_(?!_)|(?<!~)~(?!~))*)?",
    re.I,
)
_EDGE_OF_WORD: Final = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_BEFORE_SIMPLE: Final = re.compile(r"(?:^|[\s(\"'])\Z")
_AFTER_SIMPLE: Final = re.compile(r"[?!.,:)'\"]*(?:\s|$)")
_ENTITY: Final = re.compile(_ENTITY_FOLLOWS)

_SCHEME_END: Final = re.compile(r"://")
_LOOSE_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_ONLY_LINES = re.compile(r"[-=_*:|+~ \t]+")


def visible(text: str) -> str:
    """One kind of line end, and no character that cannot be seen but does something."""
    return _UNSEEN.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))


def _picture(unseen: re.Match[str]) -> str:
    code = ord(unseen[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else _REPLACEMENT


def plain(text: str) -> str:
    """One line that reads exactly as it was typed. Addresses stay whole, so that they can be opened."""
    return NEW_LINE.join(_plain(part.strip()) for part in visible(text).strip().split("\n"))


def linked(text: str) -> str:
    """A line that is an address as a link under its short label, also in a table; any other line reads as typed.

    What was refused as a link is none here either: a password would be sent with a click.
    """
    found = link_of(text)
    if found is None:
        return _SCHEME_END.sub(r"\\://", _PLAIN.sub(r"\\\g<0>", " ".join(visible(text).split())))
    # A bar would end the cell of a table; written like this every server reads the same address.
    target = _ENTITY.sub("&amp;", found.address).replace("|", "%7C")
    label = _PLAIN.sub(r"\\\g<0>", found.label)
    return f"[{label}](<{target}>)"


def inline(text: str) -> str:
    """One line of a list or a table: inline Markdown works, anything that makes structure does not."""
    lines = [part.strip() for part in visible(text).strip().split("\n")]
    return NEW_LINE.join([unmarked(escaped_words(lines[0])), *(escaped_words(line) for line in lines[1:])])


def cell(text: str) -> str:
    """The same inside a table, where a bar would end the cell."""
    lines = [part.strip() for part in visible(text).strip().split("\n")]
    return NEW_LINE.join(escaped_words(line).replace("|", r"\|") for line in lines)


def escaped_words(text: str, is_code: Callable[[int, int], bool] | None = None) -> str:
    """Words with their code, emphasis and links; whatever else could be markup is made harmless.

    ``is_code`` may refuse a code span by its two ends. Lines stay lines.
    """
    first = text.find("$")
    single = first == text.rfind("$")
    if not _TELLING.search(text) or (single and is_written_as_typed(text)):
        return text
    found = walk(text, escapes=False, is_code=is_code)
    links = {start: link for start, link in found.links.items() if "\n" not in text[link.words_end : link.end]}
    kept = {**found.codes, **found.pointed}
    bare = dict(addresses(text))
    struck = _struck(text, [*kept.items(), *bare.items(), *((link.words_end, link.end) for link in links.values())])
    alone = {*struck, first}
    pieces: list[str] = []
    place = 0
    for start in sorted({*kept, *links, *bare}):
        if start < place:
            continue
        pieces.append(_escaped(text, place, start, alone))
        if start in links:
            if pieces[-1].endswith("!"):
                pieces[-1] = pieces[-1][:-1] + r"\!"
            link = links[start]
            pieces += ["[", _in_link(text, start + 1, link.words_end, found.codes, alone)]
            pieces.append(_ENTITY.sub("&amp;", text[link.words_end : link.end]))
            place = link.end
        elif start in kept:
            place = kept[start]
            pieces.append(text[start:place])
        else:
            place = bare[start]
            pieces.append(address(text, start, place))
    pieces.append(_escaped(text, place, len(text), alone))
    return "".join(pieces)


def unmarked(text: str) -> str:
    """Text that does not begin a heading, a line, a list, a quote or a fence where a line begins with it."""
    if text.startswith(("#", "~~~", ">")) or (text.strip() and _ONLY_LINES.fullmatch(text)):
        return "\\" + text
    if text[:1] in ("-", "*", "+") and text[1:2] in (" ", "\t", ""):
        return "\\" + text
    return _LOOSE_NUMBER.sub(r"\1\\\2", text, count=1) if _LOOSE_NUMBER.match(text) else text


def address(text: str, start: int, end: int) -> str:
    """The address that stands there, with ``<`` and ``>`` around it where a reader could take it for something else."""
    found = text[start:end]
    simple = _SIMPLE.fullmatch(found) and not _EDGE_OF_WORD.search(found)
    if simple and _BEFORE_SIMPLE.search(text, max(0, start - 1), start) and _AFTER_SIMPLE.match(text, end):
        return found
    return f"<{_ENTITY.sub('&amp;', found)}>"


def _in_link(text: str, place: int, stop: int, codes: dict[int, int], alone: set[int]) -> str:
    """The words of a link: code and emphasis, no other link."""
    pieces = []
    for start in sorted(start for start in codes if place <= start < stop):
        pieces += [_escaped(text, place, start, alone), text[start : codes[start]]]
        place = codes[start]
    return "".join([*pieces, _escaped(text, place, stop, alone)])


def _struck(text: str, apart: list[tuple[int, int]]) -> set[int]:
    """The places of the tildes that strike something out; none of them stands in what is ``apart``."""
    pairs = [(found.start(), found.end() - 2) for found in _STRUCK.finditer(text)]
    if not pairs:
        return set()
    inside = {place for start, end in apart for place in range(start, end) if text[place] == "~"}
    return {place for ends in pairs if not inside.intersection(ends) for end in ends for place in (end, end + 1)}


def _escaped(text: str, start: int, stop: int, alone: set[int]) -> str:
    """What is risky in this part of the text, made harmless, but for the places in ``alone``."""
    pieces = []
    place = start
    for found in _RISKY.finditer(text, start, stop):
        if found.start() not in alone:
            pieces += [text[place : found.start()], "\\"]
            place = found.start()
    return "".join([*pieces, text[place:stop]])


def _plain(line: str) -> str:
    signs = _PLAIN_WITH_DOLLARS if line.count("$") > 1 else _PLAIN
    pieces = []
    place = 0
    for start, end in addresses(line):
        pieces += [signs.sub(r"\\\g<0>", line[place:start]), address(line, start, end)]
        place = end
    return "".join([*pieces, signs.sub(r"\\\g<0>", line[place:])])
