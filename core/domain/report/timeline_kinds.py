"""Which row of a timeline began, detected or ended it: by the words that begin the row, else by a guess.

Labels of many languages stand before the guess of ``core.domain.timeline.kind_guess``.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.domain.postmortem import TimelineKind
from core.domain.timeline.kind_guess import guessed_kinds
from core.domain.timeline.model import TimelineEvent

_LABELS: Final[tuple[tuple[TimelineKind, str], ...]] = (
    (
        TimelineKind.STARTED,
        """start of incident; start of the incident; start of outage; start of the outage; incident start;
        incident starts; incident started; incident begins; incident began; outage starts; outage started;
        outage begins; outage began; outage start;
        fault occurs; fault occurred; fault occurs at; impact starts; impact started;
        impact begins; started; start; beginning of the outage; beginn; 発生; 障害発生; 開始""",
    ),
    (
        TimelineKind.DETECTED,
        "first detected; detected; detection; incident detected; first alert; first alerts; first noticed; discovered; "
        "first report; first reported; 検知; 障害検知; 発覚; 認知",
    ),
    (
        TimelineKind.RESPONDED,
        "responded; incident declared; declared; acknowledged; response begins; 対応開始; 調査開始",
    ),
    (
        TimelineKind.MITIGATED,
        "repaired; mitigated; mitigation; incident repaired; 緩和; 緩和策適用; 暫定対応; 暫定復旧",
    ),
    (
        TimelineKind.RESOLVED,
        """resolved; incident resolved; incident ends; incident ended; incident end; end of incident;
        end of the incident; end of outage; outage ends; outage ended; outage over; incident over; incident closed;
        all clear; recovered; service restored; services restored; full recovery; end; resolution; issue resolved; 復旧;
        復旧確認; 完全復旧; 解消; 収束; 終息; behoben""",
    ),
)
_BY_LABEL: Final = {label: kind for kind, labels in _LABELS for label in " ".join(labels.split()).split("; ")}
_LONGEST_LABEL: Final = max(len(label) for label in _BY_LABEL)
_ENDS: Final = re.compile(
    r"\b(?:incident (?:is )?(?:resolved|over|ends?|ended|closed)|outage (?:is )?(?:over|ends?|ended)|"
    r"(?:fully |full |completely )(?:recover(?:ed|y)|restored|operational|resolved|functional)|"
    r"(?:problem|issue) (?:is |was |has been )?(?:resolved|fixed|solved)|services? (?:is |are |was |were )?"
    r"(?:fully )?(?:restored|resumes?|resumed|recovered|back)|back (?:to normal|online|up)|works? again|"
    r"(?:all|everything|systems?) (?:is |are |systems? )?(?:green|healthy|operational|back|working)|recovered|restored|"
    r"resolved)\b|復旧|解消",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"\b(?:not|no|never|partial(?:ly)?|begin(?:s|ning)? to|start(?:s|ed|ing)? to|until|should be|expected|if|once|when|"
    r"try(?:ing)?|attempt\w*|some)\b",
    re.IGNORECASE,
)
SEEN: Final = re.compile(
    r"\b(?:alert(?:s|ed)?(?! (?:auto-?)?(?:resolv|clear|recover))|alarm(?:s|ed)?|"
    r"paged|pager|pages (?:on-?call|the|out)|firing|fires|triggered|detect(?:s|ed)|"
    r"notic(?:e|es|ed|ing)|reported|reports?|observ(?:e|es|ed)|discover(?:s|ed)|recogni[sz](?:es|ed)|gemeldet|meldet|"
    r"emails? about|investigation (?:starts|begins|started)|complain(?:s|ed|ts?)|saw|spotted)\b|検知|報告",
    re.IGNORECASE,
)
"""Somebody or something saw it."""
_SIGNS: Final = re.compile(r"^[^\w]+")
_DENIED: Final = re.compile(r"\b(?:not|no|without|never|nobody)\b", re.IGNORECASE)
_SEARCHED: Final = 300


def label_kind(text: str) -> TimelineKind | None:
    """The kind that the first words of a row name: ``**Detected**: …``, ``Incident declared``."""
    first = _SIGNS.sub("", text.split("\n", 1)[0][:120]).lower()
    for end in range(min(len(first), _LONGEST_LABEL), 1, -1):
        if end < len(first) and first[end].isalnum() and first[end - 1].isascii():
            continue
        kind = _BY_LABEL.get(first[:end].strip(" .:*_–—-"))
        if kind is not None:
            rest = first[end:].strip()
            short = len(rest) < 4 or first[end - 1 : end] in ":：" or rest[:1] in "*:：.,(—–-_"
            return kind if short or " " in first[:end] or not first[:1].isascii() else None
    return None


def kinds_of(events: Sequence[TimelineEvent]) -> tuple[list[TimelineKind], bool]:
    """A kind for each row, each kind once but for OTHER; whether any of them is only a guess."""
    kinds = [TimelineKind.OTHER] * len(events)
    taken: set[TimelineKind] = set()
    for place, event in enumerate(events):
        kind = label_kind(event.text)
        if kind is not None and kind not in taken:
            kinds[place] = kind
            taken.add(kind)
    guessed = False
    for place, kind in enumerate(guessed_kinds(events)):
        if kind in (TimelineKind.RESOLVED, TimelineKind.DETECTED, TimelineKind.OTHER) or kind in taken:
            continue
        if kinds[place] is TimelineKind.OTHER and _fits(events, kinds, place, kind):
            kinds[place], guessed = kind, True
            taken.add(kind)
    _without_late_start(events, kinds)
    if TimelineKind.DETECTED not in taken and (seen := _seen_in(events, kinds)) is not None:
        kinds[seen], guessed = TimelineKind.DETECTED, True
    if TimelineKind.RESOLVED not in taken and (end := _end_of(events, kinds)) is not None:
        kinds[end], guessed = TimelineKind.RESOLVED, True
    return kinds, guessed


def _without_late_start(events: Sequence[TimelineEvent], kinds: list[TimelineKind]) -> None:
    """A guess that it started after it was over was wrong."""
    ends = [event.at for event, kind in zip(events, kinds, strict=True) if kind is TimelineKind.RESOLVED]
    for place, event in enumerate(events):
        if kinds[place] is TimelineKind.STARTED and ends and event.at > min(ends) and label_kind(event.text) is None:
            kinds[place] = TimelineKind.OTHER


def _fits(events: Sequence[TimelineEvent], kinds: Sequence[TimelineKind], place: int, kind: TimelineKind) -> bool:
    """A start is before all others that are known, and nothing is detected before it began."""
    known = [events[other].at for other, named in enumerate(kinds) if named is not TimelineKind.OTHER]
    started = [events[other].at for other, named in enumerate(kinds) if named is TimelineKind.STARTED]
    at = events[place].at
    return (
        all(at <= other for other in known) if kind is TimelineKind.STARTED else all(at >= other for other in started)
    )


def _seen_in(events: Sequence[TimelineEvent], kinds: Sequence[TimelineKind]) -> int | None:
    """The first row that tells of a sign; or the first row of all, where it says that somebody responded."""
    order = sorted(range(len(events)), key=lambda place: (events[place].at, place))
    if order and kinds[order[0]] is TimelineKind.RESPONDED:
        return order[0]
    for place in order:
        if kinds[place] is TimelineKind.OTHER and _fits(events, kinds, place, TimelineKind.DETECTED):
            found = SEEN.search(events[place].text[:_SEARCHED])
            if found and not _DENIED.search(events[place].text, max(0, found.start() - 15), found.start()):
                return place
        if kinds[place] in (TimelineKind.MITIGATED, TimelineKind.RESOLVED):
            return None
    return None


def is_over(text: str) -> bool:
    """Whether a text says that it is over, and not that it seemed or should be."""
    found = _ENDS.search(text[:_SEARCHED])
    return found is not None and not _NOT_YET.search(text, max(0, found.start() - 25), found.start())


def _end_of(events: Sequence[TimelineEvent], kinds: Sequence[TimelineKind]) -> int | None:
    """The last row that says that it is over. The first one often says that it seemed so."""
    order = sorted(range(len(events)), key=lambda place: (events[place].at, place), reverse=True)
    for place in order[: max(4, len(order) // 2)]:
        if kinds[place] not in (TimelineKind.OTHER, TimelineKind.MITIGATED):
            continue
        if is_over(events[place].text):
            return place
    return None
