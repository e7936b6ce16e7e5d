"""Which scripts a text is written in, by the names that people know them by. Latin, Greek and Cyrillic count as none:
the typesetter brings their letters itself. Pure reading of characters; not here: which fonts there are.
"""

import re
import unicodedata
from typing import Final, NamedTuple


class Script(NamedTuple):
    """``sample`` is a word in it, to try a font with; ``family`` is what the Noto fonts call theirs."""

    name: str
    signs: str
    sample: str
    family: str = ""


HAN: Final = "Chinese characters"
KANA: Final = "Japanese"
HANGUL: Final = "Korean"
CJK: Final = frozenset((HAN, KANA, HANGUL))

# ``signs`` is the inside of a character class.
SCRIPTS: Final = (
    Script("Arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "القرص", "Noto Sans Arabic"),
    Script("Armenian", "\u0531-\u058f", "տվյալ", "Noto Sans Armenian"),
    Script("Bengali", "\u0980-\u09ff", "তথ্য", "Noto Sans Bengali"),
    Script("Burmese", "\u1000-\u109f", "ဒေတာ", "Noto Sans Myanmar"),
    Script(HAN, "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff", "数据庫語"),
    Script("Devanagari", "\u0900-\u097f", "डेटा", "Noto Sans Devanagari"),
    Script(
        "emoji", "\u2614\u2615\u26a0\u26a1\u26d4\u2705\u274c\u2757\u2764\U0001f000-\U0001faff", "🔥🚒", "Noto Emoji"
    ),
    Script("Ethiopic", "\u1200-\u139f", "መረጃ", "Noto Sans Ethiopic"),
    Script("Georgian", "\u10a0-\u10ff", "მონაცემი", "Noto Sans Georgian"),
    Script("Gujarati", "\u0a80-\u0aff", "માહિતી", "Noto Sans Gujarati"),
    Script("Gurmukhi", "\u0a00-\u0a7f", "ਡਾਟਾ", "Noto Sans Gurmukhi"),
    Script("Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f", "הדיסק", "Noto Sans Hebrew"),
    Script(KANA, "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f", "データのひ"),
    Script("Kannada", "\u0c80-\u0cff", "ದತ್ತಾಂಶ", "Noto Sans Kannada"),
    Script("Khmer", "\u1780-\u17ff", "ទិន្នន័យ", "Noto Sans Khmer"),
    Script(HANGUL, "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff", "디스크한국"),
    Script("Lao", "\u0e80-\u0eff", "ຂໍ້ມູນ", "Noto Sans Lao"),
    Script("Malayalam", "\u0d00-\u0d7f", "ഡാറ്റ", "Noto Sans Malayalam"),
    Script("Odia", "\u0b00-\u0b7f", "ତଥ୍ୟ", "Noto Sans Oriya"),
    Script("Sinhala", "\u0d80-\u0dff", "දත්ත", "Noto Sans Sinhala"),
    Script("Tamil", "\u0b80-\u0bff", "தரவு", "Noto Sans Tamil"),
    Script("Telugu", "\u0c00-\u0c7f", "డేటా", "Noto Sans Telugu"),
    Script("Thai", "\u0e00-\u0e7f", "ข้อมูล", "Noto Sans Thai"),
    Script("Tibetan", "\u0f00-\u0fff", "གནས"),
)
_KNOWN: Final = tuple((script, re.compile(f"[{script.signs}]")) for script in SCRIPTS)
# Neither ours by name, nor letters that the typesetter brings, nor signs that belong to no script.
_UNKNOWN: Final = re.compile(
    f"[^{''.join(script.signs for script in SCRIPTS)}"
    "\x00-\u052f\u1c80-\u1c8f\u1d00-\u2e7f\ua640-\ua69f\ua720-\ua7ff\ud800-\uf8ff\ufb00-\ufb06\ufe00-\ufe0f"
    "\ufeff-\uffff\U000e0000-\U0010ffff]"
)


def scripts_in(text: str) -> tuple[Script, ...]:
    """Those that ``text`` holds letters of, each once; one without a name of ours goes by Unicode's."""
    if text.isascii():
        return ()
    text = "".join(set(text))  # a long text has few different letters, and each pattern reads all of them
    found = [script for script, signs in _KNOWN if signs.search(text)]
    others: dict[str, Script] = {}
    for sign in _UNKNOWN.findall(text):
        name = unicodedata.name(sign, "").partition(" ")[0].capitalize()
        if name:
            others.setdefault(name, Script(name, "", sign))
    return (*found, *(others[name] for name in sorted(others)))
