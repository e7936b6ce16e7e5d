"""A text as tokens with their places. Quotes, code, links, log lines and chat transcripts become one token each:
they are not the writer's own words, so no rule may read inside them.

No word knows its meaning here; that is the lexicon's. All patterns are linear: a repeated class never
contains the delimiter that follows it.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple


class Kind(StrEnum):
    WORD = "word"
    NUMBER = "number"  # 4, 80%, 2.3, 40ms
    DATE = "date"  # 2026-12-01, 3/12
    TIME = "time"  # 14:02
    CODE = "code"  # `x`, /tmp/x, node_exporter, v2.3, Foo::bar
    QUOTE = "quote"
    LINK = "link"
    LOG = "log"
    HANDLE = "handle"  # @name
    TICKET = "ticket"  # OPS-12, #12, #channel
    STOP = "stop"  # . ! and a new line: ends a sentence
    ASK = "ask"  # ?
    PAUSE = "pause"  # , ; - ( ) inside a sentence
    COLON = "colon"


class Token(NamedTuple):
    start: int
    end: int
    kind: Kind
    word: str  # lower case, straight apostrophe; empty for what is not a word
    case: str  # "Aa" for a capital word, "AA" for any other with capitals, "" for none


_LOG_LINE: Final = re.compile(
    # Possessive (*+): a run of spaces is taken whole and never given back, else 4,000 of them take seconds.
    r"^[ \t]*+(?:"
    r"(?:\[?[\d:T. /Z+-]{8,40}\]?[ \t]++)?\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|CRITICAL|TRACE|PANIC)\]?[: \t]"
    r"|at [\w.$<>]{3,200}\(|Traceback \(|Caused by: |\$ |>>> |> "
    r"|[\w.-]{1,40} \[\d{1,2}:\d\d(?: ?[AaPp][Mm])?\]"  # a line of chat
    r").*$",
    re.MULTILINE,
)
# Scripts that put no space between words: such a run is one word, and ends where another script begins.
_SPACELESS: Final = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"
_PARTS: Final = (
    # most words, taken the short way: a run of plain words with a space behind each; then one with a plain end
    ("run", r"(?:[A-Za-z]++ ){2,}+"),
    ("word", r"[A-Za-z]+(?=[ ,;)]|\.?(?:\n|\Z)|\. )"),
    ("pause", r"[,;()]"),
    ("stop", r"\.(?=[ \n])"),
    ("skip", r" +|<!--[^<>]{0,500}-->"),
    ("quote", r'"[^"\n]{1,400}"|“[^“”\n]{1,400}”|„[^„“”\n]{1,400}[“”]|«[^«»\n]{1,400}»'),
    ("quote", r"(?<!\w)['‘](?![ \n])(?:[^'‘’\n]|(?<=\w)['’](?=\w)){1,200}(?<! )['’](?!\w)"),
    ("code", r"`[^`\n]{1,300}`"),
    ("link", r"(?:https?://|www\.)[^\s)>\]]{1,2000}|\]\([^\s()\]]{1,2000}\)|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"),
    ("handle", r"(?<!\w)@[\w-]+(?:\.\w+){0,3}"),
    ("ticket", r"\b[A-Z][A-Z0-9]{1,9}-\d{1,7}\b|#\d{1,7}\b|(?<!\w)#[a-z][\w-]{1,80}"),
    ("date", r"\b\d{4}-\d\d(?:-\d\d)?(?:T[\d:.]{4,15}Z?)?\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"),
    ("time", r"\b\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm]\b)?"),
    ("code", r"(?<![\w.])(?:~|\.{1,2})?/[\w.*-]+(?:/[\w.*-]*)*"),
    ("code", r"\b[^\W\d_]+\d*(?:(?:_|::|\.(?=[^\W\d])|/(?=[^\W\d_]*[._\d]))\w+)+(?:\(\))?|\b[vV]\d+(?:\.\d+)*\b"),
    ("number", r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|[a-zA-Z]{1,3}\b|-(?=\w))?[ ]?%?"),
    ("word", rf"[{_SPACELESS}]+"),
    ("word", rf"[^\W\d_{_SPACELESS}]+(?:['’][^\W\d_]+|\d+\w*)*(?:-(?:[^\W_]+(?:['’][^\W\d_]+)?))*"),
    ("ask", r"[!.]{0,20}+[?？؟][?!.？！]*"),
    ("stop", r"\.{1,3}|[!！]+|…|[。．｡।۔]|\n+"),
    ("colon", r"[:：]"),
    ("pause", r"[,;()\[\]—–、，；（）「」『』،؛]|(?<=\s)-+(?=\s)"),
)
_TOKEN: Final = re.compile("|".join(f"(?P<{name}{i}>{part})" for i, (name, part) in enumerate(_PARTS)))
_RUN: Final = "run0"
_KINDS: Final = {
    f"{name}{i}": (None if name == "skip" else Kind(name)) for i, (name, _) in enumerate(_PARTS) if name != "run"
}
_SUFFIX: Final = re.compile(r"(?:n't|'(?:s|re|ve|d|ll|m))$")
NO_APOSTROPHE: Final = frozenset(
    [
        "didnt",
        "wasnt",
        "werent",
        "isnt",
        "arent",
        "shouldnt",
        "couldnt",
        "wouldnt",
        "doesnt",
        "dont",
        "hasnt",
        "havent",
        "hadnt",
        "cant",
        "wont",
        "mustnt",
        "cannot",
    ]
)
_LONG: Final = 30  # letters
_STEMS: Final = {"ca": "can", "wo": "will", "sha": "shall"}
_ABBREVIATIONS: Final = frozenset(
    ["e.g", "i.e", "etc", "vs", "approx", "cf", "no", "dr", "mr", "ms", "mrs", "st", "resp", "incl"]
)


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order, never overlapping, with contractions split (``did`` ``n't``)."""
    found: list[Token] = []
    place = 0
    for start, end, region in [*_regions(text), (len(text), len(text), Kind.STOP)]:
        for match in _TOKEN.finditer(text, place, start):
            name = match.lastgroup or ""
            if name == _RUN:
                _add_run(match.start(), match.group(), found)
                continue
            kind = _KINDS[name]
            if kind is Kind.WORD:
                _add_words(match.start(), match.group(), found)
            elif kind is Kind.STOP and _inside_a_sentence(text, match):
                continue
            elif kind is not None:
                found.append(Token(match.start(), match.end(), kind, "", ""))
        if end > start:
            found.append(Token(start, end, region, "", ""))
        place = end
    return found


def _add_run(start: int, run: str, found: list[Token]) -> None:
    put, new = found.append, tuple.__new__
    for written in run.split():
        end = start + len(written)
        word, case = _plain(written) if end - start < _LONG else _plain.__wrapped__(written)
        if word:
            put(new(Token, (start, end, Kind.WORD, word, case)))  # the short way: a text has a thousand of them
        else:
            _add_words(start, written, found)
        start = end + 1


@lru_cache(maxsize=4_096)
def _plain(written: str) -> tuple[str, str]:
    """A word of Latin letters in lower case, and its case; empty for one to be split.

    Kept for those not very long: texts repeat their words.
    """
    word = written.lower()
    case = "" if word == written else "Aa" if written.capitalize() == written else "AA"
    return "" if word in NO_APOSTROPHE else word, case


def _add_words(start: int, written: str, found: list[Token]) -> None:
    end = start + len(written)
    word = written.lower()
    case = "" if word == written else "Aa" if written.istitle() or written.capitalize() == written else "AA"
    if not word.isalpha():
        word = word.replace("’", "'")
    if len(word) != len(written):  # lower case of a few letters is longer than the letter
        word = "".join(c.lower()[:1] for c in written.replace("’", "'"))
    cut = _cut(word) if "'" in word or word in NO_APOSTROPHE else 0
    if cut:
        stem = word[:cut]
        found.append(Token(start, start + cut, Kind.WORD, _STEMS.get(stem, stem), case))
        found.append(Token(start + cut, end, Kind.WORD, "n't" if word[cut:] in ("nt", "not") else word[cut:], ""))
    else:
        found.append(Token(start, end, Kind.WORD, word, case))


def _cut(word: str) -> int:
    """Where a contraction is split; 0 for a plain word."""
    if word == "cannot":
        return 3
    if word in NO_APOSTROPHE:
        return len(word) - 2
    found = _SUFFIX.search(word)
    return found.start() if found else 0


def _inside_a_sentence(text: str, match: re.Match[str]) -> bool:
    """A full stop that ends no sentence: after an abbreviation, or with no space behind it."""
    if match.group() != ".":
        return False
    end = match.end()
    if end < len(text) and not text[end].isspace() and text[end] not in "\"'”’)]*_":
        return True
    before = text[max(0, match.start() - 6) : match.start()].rsplit(None, 1)
    return bool(before) and before[-1].lower().lstrip("(") in _ABBREVIATIONS


def _regions(text: str) -> list[tuple[int, int, Kind]]:
    """Whole lines and blocks that are not prose: fenced code, log lines, chat transcripts."""
    found = [(start, end, Kind.CODE) for start, end in _fences(text)]
    found += [(match.start(), match.end(), Kind.LOG) for match in _LOG_LINE.finditer(text)]
    found.sort()
    apart: list[tuple[int, int, Kind]] = []
    for region in found:
        if not apart or region[0] >= apart[-1][1]:
            apart.append(region)
    return apart


def _fences(text: str) -> list[tuple[int, int]]:
    """Fenced code, found by walking from fence to fence; one that is never closed runs to the end."""
    found = []
    place = text.find("```")
    while place >= 0:
        close = text.find("```", place + 3)
        end = len(text) if close < 0 else close + 3
        found.append((place, end))
        place = text.find("```", end)
    return found
