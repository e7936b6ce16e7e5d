"""Whether an action of a report is done, or was given up: by its words, and by what a cell of a column Status says."""

import re
from typing import Final


def _set_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DONE_END: Final = re.compile(
    r"[(\[【:：–—-][ \t*_]*(?:done|completed?|fixed|closed|merged|implemented|finished|deployed|"
    r"完了|対応済み?|済|erledigt)"
    r"[ \t*_!]{0,6}[)\]】]?[.*_]{0,4}",
    re.IGNORECASE,
)
_DONE_START: Final = re.compile(
    r"[ \t*_]*(?:✅|✔️?|☑️?|:white_check_mark:|:heavy_check_mark:|"
    r"[\[(]?(?:DONE|COMPLETED?|FIXED|CLOSED)(?![A-Za-z]))"
)
_DONE: Final = _set_of(
    "done complete completed closed resolved fixed merged finished implemented deployed shipped yes x ✅ ✔ ✔️ ☑ 完了 "
    "済 済み 対応済 対応済み 已完成 完成 已解决 완료 "
    "abgeschlossen umgesetzt erledigt fertig terminé fait hecho feito fatto klaar gotowe готово "
    "выполнено сделано"
)
_OPEN: Final = _set_of(
    "todo open pending planned new backlog started wip no proposed scheduled ⬜ ☐ "
    "未着手 未対応 未完了 進行中 対応中 待办 进行中 未开始 未完成 offen ouvert abierto aberto aperto otwarte открыто"
)
_OPEN_WORDS: Final = ("in progress", "not started", "to do", "not done", "in review", "in-progress", "ongoing")
# What trackers and people call what nobody will do. "Duplicate" and "superseded" are not here: it is done elsewhere.
_GIVEN_UP: Final = (
    r"(?:(?:will|is)[ \t]not[ \t](?:be[ \t]done|do|fix)|won['’]?t[ \t-]?(?:do|fix)|not[ \t]doing|not[ \t]planned|"
    r"no[ \t]longer[ \t](?:needed|required|relevant)|cancell?ed|dropped|rejected|declined|abandoned|discarded|obsolete|"
    r"verworfen|abgelehnt|abgebrochen|entfällt|annulée?|abandonnée?|cancelad[oa]|descartad[oa]|annullat[oa]|"
    r"geannuleerd|vervallen|anulowane|odrzucone|отменено|отклонено|中止|見送り|取り下げ|已取消|不做了|취소됨?)"
)
_DROPPED_CELL: Final = re.compile(rf"[ \t⛔❌🚫~(\[]{{0,9}}{_GIVEN_UP}(?!\w)", re.IGNORECASE)
_DROPPED_END: Final = re.compile(
    rf"(?:[(\[【–—]|[ \t]--?|status(?:\*\*)?[ \t]?[:：])[ \t*_`~⛔❌🚫]{{0,9}}"
    rf"(?P<state>{_GIVEN_UP})[ \t*_`~.!)\]】]{{0,9}}$",
    re.IGNORECASE,
)
_LONGEST_END: Final = 80


def dropped_by_status(text: str) -> bool:
    """Whether a cell of a column Status says that nobody will do it: ``Won't do``, ``Cancelled (too dear)``."""
    return _DROPPED_CELL.match(text.replace("*", "").replace("`", "")) is not None


def dropped_by_words(text: str) -> str:
    """``Won't do`` at the end of the first line or of all, behind a bracket, a dash or ``Status:``; else ""."""
    for whole in (text.strip().split("\n", 1)[0], text.strip()):
        if found := _DROPPED_END.search(whole[-_LONGEST_END:]):
            return found["state"]
    return ""


def done_by_words(text: str) -> bool | None:
    """``(DONE)`` behind, a tick before, or struck out as a whole; None when nothing says it."""
    plain = text.strip()
    if _DONE_START.match(plain) or _ends_done(plain.split("\n", 1)[0]) or _ends_done(plain):
        return True
    return True if len(plain) > 4 and plain.startswith("~~") and plain.endswith("~~") else None


def _ends_done(text: str) -> bool:
    """``(DONE)`` or ``- done.`` at the very end."""
    end = text[-60:].rstrip()
    return any(found.end() == len(end) for found in _DONE_END.finditer(end))


def done_by_status(text: str) -> bool | None:
    """What a cell of a column Status says; None for a word that is not known."""
    plain = " ".join(text.replace("*", "").replace("`", "").lower().split()).strip(" .!")
    if any(name in plain for name in _OPEN_WORDS):
        return False
    names = plain.replace("(", " ").replace(":", " ").split()
    if not names:
        return None
    if names[0] in _OPEN or names[0].strip("✅✔☑") in _OPEN:
        return False
    return True if names[0] in _DONE or names[0][:1] in "✅✔☑" or any(word in _DONE for word in names[:2]) else None
