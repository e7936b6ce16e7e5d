"""Reports in other languages than English: each heading opens the section that it names."""

import unicodedata
from collections import Counter
from typing import Literal

import pytest

from core.domain.report.headings import exact_role
from core.domain.report.headings.names import NAMES
from core.domain.report.model import Role
from tests.domain.report.reading import read

ROLES = (
    Role.SUMMARY,
    Role.IMPACT,
    Role.TIMELINE,
    Role.CAUSE,
    Role.FACTORS,
    Role.ACTIONS,
    Role.RIGHT,
    Role.WRONG,
    Role.LUCKY,
    Role.LESSONS,
)
HEADINGS = {
    "de": "Zusammenfassung; Auswirkungen; Zeitverlauf; Ursache; Mitwirkende Faktoren; Folgemaßnahmen; Was gut lief; "
    "Was schlecht lief; Wo wir Glück hatten; Fazit",
    "fr": "Résumé; Impact; Chronologie; Cause racine; Facteurs contributifs; Actions; Ce qui a bien fonctionné; "
    "Ce qui a mal fonctionné; Où nous avons eu de la chance; Leçons apprises",
    "es": "Resumen; Impacto; Línea de tiempo; Causa raíz; Factores contribuyentes; Acciones; Qué salió bien; "
    "Qué salió mal; Dónde tuvimos suerte; Lecciones aprendidas",
    "pt": "Resumo; Impacto; Linha do tempo; Causa raiz; Fatores contribuintes; Ações; O que deu certo; "
    "O que deu errado; Onde tivemos sorte; Lições aprendidas",
    "it": "Riepilogo; Impatto; Cronologia; Causa principale; Fattori; Azioni; Cosa è andato bene; "
    "Cosa è andato male; Dove siamo stati fortunati; Lezioni apprese",
    "nl": "Samenvatting; Impact; Tijdlijn; Oorzaak; Bijdragende factoren; Acties; Wat ging goed; Wat ging fout; "
    "Waar we geluk hadden; Lessen",
    "pl": "Podsumowanie; Wpływ; Oś czasu; Przyczyna; Czynniki; Działania; Co poszło dobrze; Co poszło źle; "
    "Gdzie mieliśmy szczęście; Wnioski",
    "ru": "Резюме; Влияние; Хронология; Первопричина; Факторы; Действия; Что прошло хорошо; Что прошло плохо; "
    "Где повезло; Выводы",
    "zh": "概述; 影响; 时间线; 根本原因; 影响因素; 行动项; 做得好的地方; 做得不好的地方; 幸运的地方; 经验教训",
    "ko": "요약; 영향; 타임라인; 근본 원인; 요인; 조치 항목; 잘된 점; 잘못된 점; 운이 좋았던 점; 교훈",
}
BODIES = (
    "Labels were slow.",
    "500 people waited.",
    "- 10:02 UTC deploy\n- 10:05 UTC errors",
    "No limit was set.",
    "It was night.",
    "- Alert at half\n- Larger queue",
    "The alert fired.",
    "Nobody knew the page.",
    "Few orders came.",
    "Try it before.",
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("language", HEADINGS)
def test_a_whole_report_in_its_language(language: str, form: Literal["NFC", "NFD"]) -> None:
    """Also as the files of a Mac spell accents."""
    heads = HEADINGS[language].split("; ")
    text = "# Label outage 2026-11-02\n\n" + "".join(
        f"## {unicodedata.normalize(form, head)}\n\n{body}\n\n" for head, body in zip(heads, BODIES, strict=True)
    )
    made = read(text).postmortem
    assert (made.summary.what_happened, made.summary.impact) == BODIES[:2]
    assert [row.text for row in made.timeline] == ["deploy", "errors"]
    assert [row.text for row in made.root_cause.technical] == [BODIES[3]]
    assert [row.text for row in made.factors] == [BODIES[4]]
    assert [row.text for row in made.actions] == ["Alert at half", "Larger queue"]
    lessons = made.lessons
    assert (lessons.went_right, lessons.went_wrong, lessons.lucky, lessons.differently) == BODIES[6:]


@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role, names in NAMES.items() for name in " ".join(names.split()).split("; ")]
)
def test_each_name_is_found_as_it_is_written(role: Role, name: str) -> None:
    """In a heading with a capital, and with a colon behind it."""
    assert exact_role(name) is exact_role(f"{name.capitalize()}:") is role


def test_no_name_is_of_two_sections() -> None:
    """The one that was written last would win in silence."""
    names = Counter(name for text in NAMES.values() for name in " ".join(text.split()).split("; "))
    assert [name for name, number in names.items() if number > 1] == []
    assert set(ROLES) <= set(NAMES)
