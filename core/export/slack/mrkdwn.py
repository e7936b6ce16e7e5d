"""What people typed, as words of a Slack message: on one line, shortened between two words, calling nobody.

``formatted`` reads a Markdown field as every other output does, and writes what of it Slack has marks for: ``*bold*``,
``_italic_``, ``~struck~``, code and ``<address|words>``. ``escaped_text`` takes a name or a title as it is. An
address is whole or it is not there. ``pasted`` is the form for a clipboard; the other is for a program to send, where
& < > have to be escaped. Not here: what the message says.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from core.domain.content.web_addresses import addresses
from core.domain.tracker.link import link_of
from core.export.markdown.blocks import Node, Run, blocks
from core.export.markdown.inline_text import visible
from core.export.markdown.prose import prose
from core.export.markdown.sanitise import render

_READ_AT_MOST: Final = 20_000
_ADDRESS_AT_MOST: Final = 2_000
_ADDRESS_SHOWN: Final = 80

# A word joiner: nobody sees it, and behind it a sign begins nothing.
_JOINER: Final = "\u2060"
_CALLS: Final = re.compile(r"(?<=<)(?=[!@#])|(?<![\w.])@(?=\w)|`(?=``)")
_MARKS: Final = {"b": "*", "i": "_", "s": "~"}


class _Piece(NamedTuple):
    """Words under the same marks; ``to`` is where they lead, ``mark`` what stands on both sides of them."""

    text: str
    to: str = ""
    mark: str = ""


def formatted(markdown: str, at_most: int, *, pasted: bool) -> str:
    """At most so many signs that are seen, and three more where something was left out."""
    pieces = _of_blocks(blocks(render(prose(_beginning(markdown)))))
    return _line(_together(pieces), at_most, pasted=pasted)


def escaped_text(text: str, at_most: int, *, pasted: bool) -> str:
    return _line(_of_text(" ".join(_beginning(visible(text)).split())), at_most, pasted=pasted)


def linked(text: str, *, pasted: bool) -> str:
    """The link of an action item under its label; "" for what was typed there and is no address."""
    found = link_of(text)
    return _written(_Piece(found.label, to=found.address), found.address, pasted=pasted) if found else ""


def one_line(text: str) -> str:
    """Text for a program to send."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _beginning(text: str) -> str:
    """More than is shown, ending where a word ends."""
    if len(text) <= _READ_AT_MOST:
        return text
    start = text[:_READ_AT_MOST]
    return start[: max(start.rfind(" "), start.rfind("\n"))] if " " in start or "\n" in start else start


def _of_text(text: str) -> Iterator[_Piece]:
    place = 0
    for start, end in addresses(text):
        yield _Piece(text[place:start])
        yield _Piece(text[start:end], to=text[start:end])
        place = end
    yield _Piece(text[place:])


def _of_blocks(made: Iterable[Node]) -> Iterator[_Piece]:
    for block in made:
        match block["is"]:
            case "p" | "h":
                yield from _of_runs(block["runs"])
            case "code":
                yield _Piece(" ".join(block["text"].split()), mark="`")
            case "quote":
                yield from _of_blocks(block["blocks"])
            case "list":
                for number, item in enumerate(block["items"], block["start"]):
                    yield _Piece(f"{number}. " if block["ordered"] else "• ")
                    yield from _of_blocks(item)
        yield _Piece(" ")


def _of_runs(runs: Iterable[Run], mark: str = "", to: str = "") -> Iterator[_Piece]:
    for run in runs:
        if isinstance(run, str):
            yield _Piece(run, to, mark)
        elif run["is"] == "br":
            yield _Piece(" ")
        elif run["is"] == "code":
            yield _Piece("".join(item for item in run["runs"] if isinstance(item, str)), to, "`")
        else:
            inner = _MARKS.get(run["is"], "")
            yield from _of_runs(run["runs"], mark if inner in mark else mark + inner, run.get("to", to))


def _together(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """One space where many stood, and none at the start."""
    space = True
    for piece in pieces:
        text = re.sub(r"\s+", " ", piece.text)
        text = text.removeprefix(" ") if space else text
        if text:
            space = text.endswith(" ")
            yield piece._replace(text=text)


def _line(pieces: Iterable[_Piece], at_most: int, *, pasted: bool) -> str:
    made: list[str] = []
    room = at_most
    for piece in pieces:
        shown = piece
        if piece.to and piece.to == piece.text and len(piece.text) > min(room, _ADDRESS_SHOWN):
            shown = piece._replace(text=f"{piece.text[: max(8, min(room, _ADDRESS_SHOWN) - 1)]}…")
        elif len(piece.text) > room:
            cut = piece.text[:room].rpartition(" ")[0] or ("" if made else piece.text[:room])
            return "".join([*made, _written(piece._replace(text=cut), piece.to, pasted=pasted)]).rstrip() + " …"
        made.append(_written(shown, piece.to, pasted=pasted))
        room -= min(room, len(shown.text))
    return "".join(made).strip()


def _written(piece: _Piece, to: str, *, pasted: bool) -> str:
    text = piece.text.strip()
    if not text:
        return " " if piece.text else ""
    before = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    after = piece.text[len(piece.text.rstrip()) :]
    quiet = _CALLS.sub(lambda found: found[0] + _JOINER, text)
    if piece.mark == "`":
        quiet = quiet.replace("`", "'")
    message = quiet if pasted else one_line(quiet)
    if to and len(to) <= _ADDRESS_AT_MOST:
        message = _linked(text, message, to, pasted=pasted)
    return f"{before}{piece.mark}{message}{piece.mark[::-1]}{after}"


def _linked(text: str, message: str, to: str, *, pasted: bool) -> str:
    if pasted:
        return to if to.startswith(text.removesuffix("…")) else f"{message} ({to})"
    # A bar ends the address, and would begin the words.
    whole = one_line(to).replace("|", "%7C")
    return f"<{whole}>" if text == to else f"<{whole}|{message.replace('|', '¦')}>"
