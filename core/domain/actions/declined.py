"""“Won't do, because …”: an action that was decided against is answered, and asks for nothing more.

Without a reason it is no answer: the reason is what the next meeting learns from.
"""

import re
from typing import Final

from core.domain.postmortem import ActionRow

_WONT: Final = re.compile(
    r"\b(?:(?:wo(?:n['’]?t| not)|will not|not going to) (?:do|fix|be done|be fixed)|wont-?fix|decided against)\b"
    r"[^.!?\n]{0,120}?(?:\b(?:because|since|as)\b|[:–—])(?P<why>[^\n]*)",
    re.IGNORECASE,
)
_SHORTEST_REASON: Final = 2  # words


def declined(action: ActionRow) -> bool:
    """In the action's own words, or where its test would stand."""
    return any(_with_a_reason(text) for text in (action.text, action.done_when))


def _with_a_reason(text: str) -> bool:
    lower = text.lower()
    # Every match holds one of these; to look for them first takes a third of the time, and most texts hold none.
    if not ("won" in lower or "decided" in lower or "will not" in lower or "not going" in lower or "wo not" in lower):
        return False
    found = _WONT.search(text)
    return found is not None and len(re.findall(r"\w+", found["why"])) >= _SHORTEST_REASON
