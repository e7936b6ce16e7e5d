"""English word forms by rule: the forms of a verb, the plural of a noun, both spellings of -ise.

Only generation, never analysis: the lexicon lists base forms and this makes the rest. Made forms that nobody
writes do no harm. No lexicon lives here, apart from the verbs that follow no rule.
"""

from typing import Final, NamedTuple


class Verb(NamedTuple):
    """``check, checks, checked, checked, checking``."""

    base: str
    s: str
    past: str
    done: str
    ing: str


# base: (past, participle)
_IRREGULAR: Final = {
    "be": ("was", "been"),
    "beat": ("beat", "beaten"),
    "begin": ("began", "begun"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "buy": ("bought", "bought"),
    "cast": ("cast", "cast"),
    "catch": ("caught", "caught"),
    "choose": ("chose", "chosen"),
    "come": ("came", "come"),
    "cost": ("cost", "cost"),
    "cut": ("cut", "cut"),
    "deal": ("dealt", "dealt"),
    "dig": ("dug", "dug"),
    "do": ("did", "done"),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "feel": ("felt", "felt"),
    "find": ("found", "found"),
    "fly": ("flew", "flown"),
    "foresee": ("foresaw", "foreseen"),
    "forget": ("forgot", "forgotten"),
    "get": ("got", "got"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hang": ("hung", "hung"),
    "have": ("had", "had"),
    "hear": ("heard", "heard"),
    "hide": ("hid", "hidden"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "know": ("knew", "known"),
    "lay": ("laid", "laid"),
    "lead": ("led", "led"),
    "learn": ("learned", "learnt"),
    "leave": ("left", "left"),
    "let": ("let", "let"),
    "lie": ("lied", "lied"),
    "light": ("lit", "lit"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "mean": ("meant", "meant"),
    "meet": ("met", "met"),
    "misread": ("misread", "misread"),
    "misunderstand": ("misunderstood", "misunderstood"),
    "oversee": ("oversaw", "overseen"),
    "oversleep": ("overslept", "overslept"),
    "overwrite": ("overwrote", "overwritten"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "quit": ("quit", "quit"),
    "re-read": ("re-read", "re-read"),
    "read": ("read", "read"),
    "reread": ("reread", "reread"),
    "rethink": ("rethought", "rethought"),
    "ride": ("rode", "ridden"),
    "ring": ("rang", "rung"),
    "rise": ("rose", "risen"),
    "run": ("ran", "run"),
    "say": ("said", "said"),
    "see": ("saw", "seen"),
    "seek": ("sought", "sought"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "shoot": ("shot", "shot"),
    "show": ("showed", "shown"),
    "shut": ("shut", "shut"),
    "sit": ("sat", "sat"),
    "sleep": ("slept", "slept"),
    "speak": ("spoke", "spoken"),
    "spend": ("spent", "spent"),
    "spin": ("spun", "spun"),
    "split": ("split", "split"),
    "stand": ("stood", "stood"),
    "steal": ("stole", "stolen"),
    "stick": ("stuck", "stuck"),
    "strike": ("struck", "struck"),
    "swear": ("swore", "sworn"),
    "take": ("took", "taken"),
    "teach": ("taught", "taught"),
    "tear": ("tore", "torn"),
    "tell": ("told", "told"),
    "think": ("thought", "thought"),
    "throw": ("threw", "thrown"),
    "undergo": ("underwent", "undergone"),
    "understand": ("understood", "understood"),
    "undertake": ("undertook", "undertaken"),
    "undo": ("undid", "undone"),
    "uphold": ("upheld", "upheld"),
    "wake": ("woke", "woken"),
    "wear": ("wore", "worn"),
    "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"),
    "write": ("wrote", "written"),
}
_DOUBLING: Final = frozenset(
    [
        "admit",
        "bat",
        "ban",
        "blot",
        "bog",
        "bug",
        "chat",
        "clap",
        "clip",
        "clog",
        "commit",
        "cram",
        "crop",
        "cut",
        "debug",
        "defer",
        "dig",
        "dip",
        "drag",
        "drop",
        "embed",
        "equip",
        "fit",
        "flag",
        "forget",
        "get",
        "grab",
        "hit",
        "hop",
        "jam",
        "jog",
        "kid",
        "knit",
        "lag",
        "let",
        "log",
        "map",
        "mop",
        "nag",
        "nap",
        "nip",
        "nod",
        "omit",
        "pat",
        "permit",
        "pin",
        "plan",
        "plug",
        "pop",
        "prefer",
        "put",
        "quit",
        "refer",
        "regret",
        "rehit",
        "rig",
        "rob",
        "rub",
        "rip",
        "rob",
        "run",
        "scan",
        "scrap",
        "set",
        "ship",
        "shop",
        "shrug",
        "shut",
        "sip",
        "sit",
        "skim",
        "skip",
        "slam",
        "slap",
        "slip",
        "snap",
        "snip",
        "spin",
        "split",
        "spot",
        "stem",
        "step",
        "stop",
        "strap",
        "strip",
        "submit",
        "swap",
        "swat",
        "tag",
        "tap",
        "tip",
        "top",
        "trap",
        "trim",
        "trip",
        "unplug",
        "upset",
        "wrap",
        "zap",
        "zip",
    ]
)
_VOWELS: Final = "aeiou"


def verb(base: str) -> Verb:
    """All forms of one verb; of ``sign off`` the first word changes."""
    head, space, tail = base.partition(" ")
    rest = space + tail
    past, done = _IRREGULAR.get(head) or (_past(head), _past(head))
    return Verb(base, _s(head) + rest, past + rest, done + rest, _ing(head) + rest)


def spellings(word: str) -> tuple[str, ...]:
    """The British word and, where it differs, the American one."""
    american = word
    for ours, theirs in (("ise", "ize"), ("isation", "ization"), ("ising", "izing"), ("our", "or"), ("lyse", "lyze")):
        if american.endswith(ours) and len(american) > len(ours) + 2 and american not in _ALWAYS_THIS_WAY:
            american = american.removesuffix(ours) + theirs
            break
    return (word,) if american == word else (word, american)


_ALWAYS_THIS_WAY: Final = frozenset(
    [
        "advise",
        "revise",
        "supervise",
        "exercise",
        "promise",
        "otherwise",
        "likewise",
        "precise",
        "concise",
        "compromise",
        "surprise",
        "raise",
        "praise",
        "noise",
        "expertise",
        "enterprise",
        "premise",
        "franchise",
        "comprise",
        "disguise",
        "devise",
        "wise",
        "hour",
        "four",
        "pour",
        "tour",
        "your",
        "our",
        "detour",
        "contour",
        "sour",
        "flour",
        "advertise",
        "improvise",
        "televise",
        "arise",
        "rise",
        "demise",
        "excise",
        "raising",
        "praising",
        "rising",
        "promising",
        "advising",
    ]
)


def plural(noun: str) -> str:
    """``policy`` to ``policies``; of a phrase the last word changes."""
    head, space, last = noun.rpartition(" ")
    if last.endswith("man"):
        last = last[:-3] + "men"
    elif last.endswith("person"):
        last = last[:-6] + "people"
    else:
        last = _s(last)
    return head + space + last


def _s(word: str) -> str:
    if word in ("be", "have"):
        return {"be": "is", "have": "has"}[word]
    if word.endswith(("s", "x", "z", "ch", "sh", "do", "go")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    if word in _DOUBLING:
        return word + word[-1] + "ed"
    return word + "ed"


def _ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return word[:-1] + "ing"
    if word in _DOUBLING:
        return word + word[-1] + "ing"
    return word + "ing"
