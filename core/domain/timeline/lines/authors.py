"""Who said a line, where its form says so: ``<nick>``, "@name:", "Name: text" used throughout, the head of a message.

A word before a colon is a person only where the whole text is written so and no such word is a label ("Alert:",
"Fix:"). Not here: tables with a column of names.
"""

import re
from collections.abc import Iterable
from typing import Final

_LABEL_WORDS = """
    posted updated published wrote
    alert alerts alarm update updates note notes fix fixed deploy deployed deployment status impact action
    actions error warning warn info critical resolved resolve detected detection mitigated mitigation started
    start begin end ended investigating identified monitoring cause root summary timeline incident outage
    recovery recovered rollback release escalation escalated acknowledged triggered created closed opened
    declared reported repaired restored message result test team list customer customers support on-call
    oncall step phase next first second third last final http https failed failure success firing pending ok
    down up maintenance scheduled completed postponed verifying service services date time when what who why
    how where total duration page paged decision question answer störung entwarnung behoben beginn ende
    ursache meldung alarmierung hinweis fehler warnung début fin alerte cause degraded update: investigating:
    backend frontend database db api web app server cluster job cron build
"""
LABELS: Final = frozenset(_LABEL_WORDS.split())
_NAME = r"[^\W\d_][\w.'’-]*"
_NAMED = re.compile(
    rf"\*{{0,2}}(?P<who>\+\d[\d ()-]{{5,20}}|@?{_NAME}(?: (?:{_NAME}|\([^()]{{1,20}}\))){{0,3}})(?:\*{{0,2}}:|:\*\*)"
    r"(?:[ \t]+|$)(?P<text>.*)",
    re.DOTALL,
)
_AT = re.compile(r"@(?P<who>[\w.-]{1,40}): +(?P<text>.*)", re.DOTALL)
_NICK = re.compile(r"<[@+%&~! ]?(?P<who>[^<>\s][^<>]{0,40})>[: \t]\s*(?P<text>.*)", re.DOTALL)
_PIPED = re.compile(r"[@+%&~]?(?P<who>[\w\[\]\\`^{}-]{1,24})(?: +\| |\t)\s*(?P<text>.*)", re.DOTALL)
_ZOOM = re.compile(r"From {1,3}(?P<who>[^:]{1,60}?)(?: {1,3}[Tt]o {1,3}[^:]{1,60}?)?: ?(?P<text>.*)", re.DOTALL)
SYSTEM: Final = re.compile(r"(?:-!-|\*\*\*|={1,2}!?={0,2} |-{2,3}>|<-{2,3}|—>|--- )")
_ROLE = re.compile(
    r" (?:\((?i:she|he|they|er|sie|extern(?:al)?|guest|gast|host|unverified)[^()]{0,20}\)|"
    r"APP|BOT|Bot|App|\[bot\]|WORKFLOW|OP|MOD|ADMIN|:[a-z_]{1,30}:)$"
)
_INTERFACE = re.compile(
    r" (?:(?:has )?(?:added|edited|posted|made|left) (?:a|an|the) "
    r"(?:comment|note|reply|message|update)|"
    r"commented|wrote|replied|said|schrieb|a écrit|kommentierte|posted|hat (?:geschrieben|kommentiert))"
    r"(?: (?:on|at|am|le))?$",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"([^\[\]]{1,40}) \[[^\[\]]{1,20}\]")
_INITIAL = re.compile(r"(?<!\w)([^\W\d_]|Dr|Mr|Mrs|Ms|Jr|Sr|Prof)\.(?= |,|$)")
# What people put behind their names: a team, a part of the company, a picture of how they are.
_TEAM = re.compile(r"\||·|•|@ | [-–—/] |, ")
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_LONGEST_SHORTCODE: Final = 42
_IN_NAMES: Final = "_()[].'’|·•@/,–—-"
_MAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}")
_TAIL: Final = " \t,:|·•—–-[(<"
_ADDRESS = re.compile(r" ?(<[^<>\s]{1,100}@[^<>\s]{1,100}>)")
_LONGEST: Final = 48


def name_in(text: str) -> str:
    """The name of whoever a chat message's head names, or "" when the text is no such head."""
    bare = _without_shortcode(text.rstrip()).rstrip(_TAIL).strip().strip("*_`")
    spoken = _INTERFACE.search(bare)
    if spoken:
        bare = bare[: spoken.start()]
    bare = _ROLE.sub("", _ROLE.sub("", bare.rstrip()).rstrip()).strip().strip("*_")
    tagged = _TAGGED.fullmatch(bare)
    return bare.lstrip("@") if is_name(tagged[1] if tagged else bare) else ""


def shown_name_in(text: str) -> str:
    """The same with what people add to it in a chat: "Ida Holm | SRE", "Theo - Platform", "Ida 🌴".

    Only for a line that stands where a name does: words of a message may look so too.
    """
    if len(text) > 2 * _LONGEST:
        return ""
    bare = _without_mood(text.rstrip()).rstrip(_TAIL).strip()
    alone = name_in(_TEAM.split(bare, maxsplit=1)[0]) if len(bare) <= _LONGEST else ""
    return name_in(bare) or (bare.lstrip("@") if alone[:1].isupper() or alone[:1] > "\u2e80" else "")


def _without_shortcode(text: str) -> str:
    """Without the ":palm_tree:" that a chat puts right behind a name; "seen: by: Ida:" has none."""
    start = text.rfind(":", max(len(text) - _LONGEST_SHORTCODE, 0), -1) if text[-1:] == ":" else -1
    return text[:start] if start > 0 and _SHORTCODE.fullmatch(text, start) else text


def _without_mood(text: str) -> str:
    """Without the pictures at its end, also as ":palm_tree:", and the blanks before them."""
    bare = text.rstrip(" ")
    while bare:
        start = bare.rfind(":", max(len(bare) - _LONGEST_SHORTCODE, 0), -1) if bare[-1] == ":" else -1
        if start >= 0 and _SHORTCODE.fullmatch(bare, start):
            bare = bare[:start].rstrip(" ")
        elif bare[-1].isalnum() or bare[-1].isspace() or bare[-1] in _IN_NAMES:
            break
        else:
            bare = bare[:-1].rstrip(" ")
    return bare


def name_and_address(text: str) -> tuple[str, str]:
    """``Name <name@example>``: both apart, the address may be empty."""
    name, address = without_address(text)
    return name_in(name), address


def without_address(text: str) -> tuple[str, str]:
    """A text without the first mail address in angle brackets, and that address."""
    found = _ADDRESS.search(text)
    return (text[: found.start()] + text[found.end() :], found[1]) if found else (text, "")


def said_so(text: str) -> bool:
    """Whether words of an interface say that a message follows: "added a comment", "wrote"."""
    return _INTERFACE.search(text.rstrip(_TAIL)) is not None


def is_name(text: str) -> bool:
    """A handle, or up to four words that begin with capitals and of which none is a label. "Ida H." is one."""
    text = _INITIAL.sub(r"\1", text)
    if not 0 < len(text) <= _LONGEST or re.search(r"[!?;:=/\\{}\[\]|\"“”#$%&]|\.\s|\.$", text):
        return False
    parts = text.split()
    if any(part.lower().strip("()") in LABELS for part in parts):
        return False
    if len(parts) == 1:
        return _MAIL.fullmatch(text) is not None or re.fullmatch(r"@?[^\W\d][\w.'’-]*", text) is not None
    small = {"de", "van", "von", "der", "den", "da", "di", "bin", "al", "la", "le", "el", "of", "zu", "dos", "y"}
    return len(parts) <= 4 and all(part in small or part[:1] in "(@" or not part[:1].islower() for part in parts)


def bracketed_nick(text: str) -> tuple[str, str] | None:
    """``<nick> text``, the form of chat logs."""
    found = _NICK.fullmatch(text)
    # "<34>" is the priority of a syslog.
    return (found["who"].strip(), found["text"]) if found and not found["who"].isdigit() else None


def at_name(text: str) -> tuple[str, str] | None:
    """``@name: text``."""
    found = _AT.fullmatch(text)
    return (found["who"], found["text"]) if found else None


def from_to(text: str) -> tuple[str, str] | None:
    """``From Name to Everyone: text``."""
    found = _ZOOM.fullmatch(text)
    return (found["who"].strip(), found["text"]) if found else None


def named(text: str) -> tuple[str, str] | None:
    """``Name: text`` where the word may be a name. Whether it is one, the other lines say."""
    found = _NAMED.fullmatch(text)
    if found is None or not (found["who"].startswith("+") or is_name(found["who"])):
        return None
    return found["who"].lstrip("@"), found["text"]


def piped(text: str) -> tuple[str, str] | None:
    """``nick | text`` and ``nick<tab>text``."""
    found = _PIPED.fullmatch(text)
    return (found["who"], found["text"]) if found else None


def used_throughout(texts: Iterable[str], *, chat: bool) -> bool:
    """Whether "Name: text" is how these lines are written. In a chat a few lines of the system may be without."""
    found = [named(text) for text in texts]
    hits = [item[0] for item in found if item]
    if not hits:
        return False
    if chat:
        return len(hits) * 2 >= len(found)
    names = {name.casefold() for name in hits}
    return (
        len(hits) == len(found) and len(names) >= 2 and (len(names) < len(hits) or all(" " in name for name in names))
    )


def piped_throughout(texts: Iterable[str]) -> bool:
    """Whether "nick | text" is how these lines are written, with some nick twice."""
    found = [piped(text) for text in texts]
    names = [item[0] for item in found if item]
    return len(names) == len(found) >= 3 and len(set(names)) < len(names)
