"""The vocabulary of due dates, and how what was typed becomes one plain line of it.

The browser has the same in ``core/live/editor/src/time/due_vocabulary.ts``; both are tested with
``tests/cases/due_dates.json``. Not here: which day is meant (``due_dates``).
"""

import re
import unicodedata
from typing import Final, NamedTuple

LONGEST: Final = 60

_NUMBER_NAMES = (
    "",
    "a an one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
NUMBERS: Final = {name: number for number, names in enumerate(_NUMBER_NAMES) for name in names.split()} | {"couple": 2}
# Spelled out: the calendar module names days in the language of the server.
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS: Final = {name: index for index, long in enumerate(_DAYS) for name in (long, long[:3])} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_MONTH_NAMES = "january february march april may june july august september october november december"
MONTHS: Final = {name: index for index, long in enumerate(_MONTH_NAMES.split(), 1) for name in (long, long[:3])} | {
    "sept": 9
}
UNITS: Final = {
    name: unit
    for unit, names in {
        "day": "d day days",
        "week": "w wk wks week weeks",
        "month": "mo mos mth mths month months",
        "year": "y yr yrs year years",
        "working day": "weekday weekdays workday workdays",
    }.items()
    for name in names.split()
}
EDGES: Final = {
    "start": "start",
    "beginning": "start",
    "early": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "end",
}
_LETTERS = {
    "eod": "end of day",
    "cob": "end of day",
    "eow": "end of week",
    "eom": "end of month",
    "eoq": "end of quarter",
    "eoy": "end of year",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
}

# "Dec '26" is a month of that year, and "Dec 26" a day.
_SHORT_YEAR = re.compile(r"(?<=[a-z0-9.,/-])( ?)['‘’]([0-9]{2})(?![a-z0-9'‘’])")
_QUOTES = re.compile("['\"‘’“”„«»]")
_DASHES = re.compile("[‐‑‒–—−]")
_GAPS = re.compile(r"[ \t\n\r\f\v,()]+")
_PLAIN = re.compile(r"[ -~]+")
_END = ".!;: "
_LEAD = re.compile(r"(?:due:?|by|until|till|on|at|the|latest|(?:no|not) later than) ")
_BY = ("by ", "until ", "till ", "no later than ", "not later than ")
_GLUED = re.compile(r"([a-z])[-/]([a-z0-9])")
_GLUED_NUMBER = re.compile(r"([0-9])[-/]([a-z])")
_OCLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm)|[0-9]{1,2}:[0-9]{2}"
_TIME = rf"(?:end of (?:the )?day|close of business|noon|midday|midnight|morning|afternoon|evening|night|{_OCLOCK})"
_TIME_LAST = re.compile(rf"^([ -~]+?)(?: by| at| in the)? {_TIME}$")
_TIME_FIRST = re.compile(rf"^{_TIME} (?:on |of |by )?([ -~]+)$")


class NormalisedText(NamedTuple):
    """``words``: lower case, one space between two words, nothing that says no more than that it is a date.

    ``by``: a day was named as the last one ("by January"). ``timed``: with a time of that day ("Friday EOD").
    """

    text: str
    by: bool = False
    timed: bool = False


def normalised(text: str) -> NormalisedText | None:
    """What was typed as a plain line, empty when nothing was; None for what no date is written like."""
    line = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).lower()
    line = _SHORT_YEAR.sub(r"\g<1>20\2", line)
    line = _GAPS.sub(" ", _DASHES.sub("-", _QUOTES.sub("", line))).strip(" ")
    line = line.rstrip(_END)
    if not line:
        return NormalisedText("")
    if len(line) > LONGEST or not _PLAIN.fullmatch(line):
        return None
    by = False
    while lead := _LEAD.match(line):
        by = by or lead[0] in _BY
        line = line[lead.end() :]
    line = _GLUED_NUMBER.sub(r"\1 \2", _GLUED.sub(r"\1 \2", line))
    line = " ".join(_LETTERS.get(word, word) for word in line.split(" "))
    found = _TIME_LAST.match(line) or _TIME_FIRST.match(line)
    timed = found is not None and found[1] not in ("end of", "the end of")
    if found and timed:
        line = found[1].removeprefix("the ")
    return NormalisedText(line, by, timed)
