"""A severity as a report writes it, as one of Debrief's three."""

import re
from typing import Final

from core.domain.postmortem import Severity

_CODE: Final = re.compile(r"\b(?:SEV(?:ERITY)?[ -]?|[SP]-?)([0-5])\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"([0-5])\b")
_WORDS: Final = (
    (Severity.P1, ("critical", "blocker", "catastroph", "highest", "urgent", "emergency", "致命", "重大", "緊急")),
    (Severity.P2, ("major", "high", "severe", "significant", "important", "hoch", "高")),
    (Severity.P3, ("medium", "moderate", "minor", "low", "small", "trivial", "mittel", "niedrig", "中", "低", "軽微")),
)
# Whole words, because some of them stand inside of others: "alto", "media".
_WHOLE_WORDS: Final = {
    Severity.P1: "紧急 严重 kritisch kritische critique crítico crítica critico critica krytyczny krytyczna "
    "критический критичная критично",
    Severity.P2: "élevé élevée haute alta alto hoog hoge wysoki wysoka высокий высокая высокое",
    Severity.P3: "moyen moyenne faible mineure media medio média médio baja bajo baixa baixo bassa basso gemiddeld "
    "laag lage średni średnia niski niska средний средняя низкий низкая",
}
_LEVEL_OF: Final = {word: level for level, names in _WHOLE_WORDS.items() for word in names.split()}
_LONGEST: Final = 80


def severity_in(text: str) -> tuple[str, Severity | None]:
    """What to call it, and the severity it is; the code alone where one begins the text."""
    plain = " ".join(text.replace("**", "").replace("`", "").split())
    code = _CODE.search(plain[:_LONGEST])
    if code:
        named = plain[code.start() : code.end()] if code.start() == 0 else plain[:_LONGEST]
        return named, _numbered(int(code[1]))
    number = _NUMBER.match(plain)
    if number:
        return plain[:_LONGEST], _numbered(int(number[1]))
    lower = plain.lower()
    found = next((level for level, names in _WORDS if any(word in lower for word in names)), None)
    found = found or next((_LEVEL_OF[word] for word in re.findall(r"\w+", lower[:_LONGEST]) if word in _LEVEL_OF), None)
    return plain[:_LONGEST], found


def code_in_title(text: str) -> str:
    """``SEV-2`` or ``P1`` in a title, "" where there is none."""
    found = re.search(r"\bSEV[ -]?[0-5]\b|(?<![\w-])[SP][0-4](?![\w-])", text)
    return found[0] if found else ""


def _numbered(number: int) -> Severity:
    return Severity.P1 if number <= 1 else Severity.P2 if number == 2 else Severity.P3
