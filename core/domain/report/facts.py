"""Facts that stand beside the prose: ``**Severity**: SEV-2``, a table of two columns, front matter.

Facts stay in the notes as they are; here is only what they say. Keys are data: a new one is a new word here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.domain.report.front_matter import Facts
from core.domain.report.headings import clean_heading
from core.domain.report.line_marks import is_table_row, label
from core.domain.report.model import Line, Role, Section
from core.domain.report.table_cells import table_of


class Fact(StrEnum):
    TITLE = "title"
    DAY = "day"
    WRITTEN = "written"
    SEVERITY = "severity"
    STARTED = "started"
    DETECTED = "detected"
    RESPONDED = "responded"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    PERIOD = "period"
    SERVICES = "services"
    TAGS = "tags"


MOMENTS: Final = (Fact.STARTED, Fact.DETECTED, Fact.RESPONDED, Fact.MITIGATED, Fact.RESOLVED, Fact.PERIOD)
_KEYS: Final[dict[Fact, str]] = {
    Fact.TITLE: "title; incident title; incident name; name; タイトル; 件名; 标题; 標題",
    Fact.DAY: """incident date; date of incident; date of the incident; date of event; event date; occurred on;
        date/time; incident day; outage date; vorfallsdatum; 発生日; 障害発生日; date and time; date & time; dates;
        事件日期; 故障日期; 发生日期; 발생일; 발생 일시; datum des vorfalls; date de l'incident;
        fecha del incidente; data do incidente; data dell'incidente; datum incident; data incydentu; дата инцидента""",
    Fact.WRITTEN: """date; day; datum; fecha; data; published; written; created; 日付; 作成日; report date;
        postmortem date; 日期; 날짜; 작성일; дата; verfasst""",
    Fact.SEVERITY: """severity; incident severity; sev; severity level; priority; incident priority; impact level;
        level; incident level; schweregrad; sévérité; severidad; 重大度; 深刻度; 重要度; レベル; 심각도; 严重程度;
        嚴重程度; 级别; 級別; 严重级别; 严重等级; 事件级别; 故障级别; 等级; 优先级; 등급; 우선순위; priorität;
        kritikalität; gravité; priorité; gravedad; prioridad; gravidade; severidade; prioridade; gravità; severità;
        priorità; ernst; prioriteit; priorytet; krytyczność; критичность; приоритет; серьезность; серьёзность""",
    Fact.STARTED: """started; start; start time; started at; incident start; incident started; start date; begin;
        began; time started; incident start time; outage start; impact start; impact started; time of start;
        start (utc); onset; fault occurs; beginn; début; inicio; 発生日時; 発生時刻; 開始日時; 開始時刻; 開始; 発生;
        障害発生日時; 开始时间; 发生时间; 故障开始; 開始時間; 시작; 시작 시각; 발생 시각; debut; início; inizio;
        aanvang; początek; rozpoczęcie; начало""",
    Fact.DETECTED: """detected; first detected; detected at; detection; time detected; detection time; detected on;
        discovered; discovered at; time of detection; incident detected; noticed; reported at; first alert;
        entdeckt; 検知日時; 検知時刻; 検知; 発見日時; 認知日時; 发现时间; 发现; 報警時間; 报警时间; 감지; 탐지;
        erkannt; bemerkt; détecté; detectado; detetado; rilevato; ontdekt; wykryto; обнаружено""",
    Fact.RESPONDED: "declared; incident declared; acknowledged; acknowledged at; 対応開始; 対応開始日時",
    Fact.MITIGATED: "mitigated; mitigated at; time mitigated; repaired; mitigation time; 緩和日時; 緩和; 暫定対応日時",
    Fact.RESOLVED: """resolved; resolved at; end; ended; end time; ended at; incident end; incident ended;
        time resolved; resolution time; resolved on; closed; closed at; recovered; recovered at; restored;
        service restored; outage end; incident resolved; incident end time; impact end; impact ended; end date;
        end (utc); ende; fin; behoben; 復旧日時; 復旧時刻; 復旧; 解消日時; 終了日時; 終了時刻; 終了; 収束日時;
        恢复时间; 结束时间; 解决时间; 恢復時間; 복구; 복구 시각; 종료; 해결; gelöst; résolu; resuelto; resolvido;
        fim; risolto; fine; opgelost; einde; rozwiązano; koniec; решено; восстановлено; конец""",
    Fact.PERIOD: """impact time; time of incident; incident time; outage window; when; time frame; timeframe; time;
        outage period; incident window; impact window; downtime; outage; incident period; 発生期間; 影響期間""",
    Fact.SERVICES: """service; services; affected service; affected services; impacted services; services affected;
        systems; affected systems; systems affected; component; components; affected components; product; products;
        services impacted; dienste; 影響サービス; 対象サービス; サービス; 影響を受けたサービス; 影响服务;
        受影响服务; 服务; 서비스; 영향 서비스; betroffene dienste; betroffene systeme; services touchés; servicios;
        servicios afectados; serviços; serviços afetados; servizi; diensten; usługi; сервис; сервисы""",
    Fact.TAGS: "tags; labels; keywords; categories; タグ; 标签; 標籤; 태그; schlagwörter; etiquetas; tagi; теги",
}
KEYS: Final = {
    " ".join(key.split()): fact for fact, keys in _KEYS.items() for key in " ".join(keys.split()).split("; ")
}
_PLAIN: Final = re.compile(
    r"[ \t]*(?:[-*+•][ \t]+|:(?=[A-Za-z]))?(?P<key>[^\s:：|*_#>`\-][^:：|*_#>`]{0,40}?)[ \t]*[:：][ \t]*(?P<value>\S.*)"
)
_ASIDE: Final = re.compile(r"[(（][^()（）]{0,40}[)）]")
_WIDE: Final = re.compile(r" {3,}|\t+")
_LOOKED_AT: Final = (Role.OTHER, Role.FACTS, Role.SUMMARY, Role.IMPACT, Role.RESOLUTION)
_LONGEST: Final = 500
_LONGEST_UNDER_HEADING: Final = 80


@dataclass(frozen=True, slots=True)
class FoundFact:
    """``line`` is 0 in front matter."""

    fact: Fact
    key: str
    value: str
    line: int


def fact_named(key: str) -> Fact | None:
    """What a key of a fact means; None for one that is not known."""
    plain = clean_heading(key).lower().strip(" .?*_")
    return KEYS.get(plain) or KEYS.get(" ".join(_ASIDE.sub(" ", plain).split()))


def facts_of(sections: Sequence[Section], front: Facts) -> list[FoundFact]:
    """All facts in the order of the file, those of the front matter last: they are often about the page."""
    found = [fact for section in sections if section.role in _LOOKED_AT for fact in _of_section(section)]
    for key, values in front.items():
        if (fact := fact_named(key)) and values:
            fact = Fact.WRITTEN if fact is Fact.DAY else fact
            found.append(FoundFact(fact, key, "; ".join(values)[:_LONGEST], 0))
    return found


def _of_section(section: Section) -> Iterator[FoundFact]:
    lines = section.lines
    if section.named and (fact := fact_named(section.title)) and lines and section.level > 6:
        yield FoundFact(fact, section.title, lines[0][1].strip()[:_LONGEST], lines[0][0])
    elif found := _under_heading(section):
        yield found
    tables: list[Line] = []
    for place, line in enumerate(lines):
        if is_table_row(line[1]):
            tables.append(line)
            continue
        yield from _of_table(tables)
        tables = []
        if found := _of_line(line, lines[place + 1 : place + 6]):
            yield found
    yield from _of_table(tables)


def _under_heading(section: Section) -> FoundFact | None:
    """``### Severity`` with its value in the one line below, as forms write it."""
    fact = fact_named(section.title) if section.level > 1 else None
    told = [(number, text.strip()) for number, text in section.lines if text.strip()]
    if fact is None or len(told) != 1 or len(told[0][1]) > _LONGEST_UNDER_HEADING or is_table_row(told[0][1]):
        return None
    if fact in MOMENTS and not any(map(str.isdigit, told[0][1])):
        return None
    return FoundFact(fact, section.title, told[0][1].replace("**", ""), told[0][0])


def _of_line(line: Line, below: Sequence[Line]) -> FoundFact | None:
    number, text = line
    if len(text) > 2000 or not text.strip():
        return None
    if found := label(text):
        key, value = found[0], found[1]
    elif plain := _PLAIN.fullmatch(text.rstrip()):
        key, value = plain["key"], plain["value"]
    else:
        key, value = _above(text, below)
    fact = fact_named(key) if key and value else None
    return FoundFact(fact, key, value.replace("**", "").strip()[:_LONGEST], number) if fact else None


def _above(text: str, below: Sequence[Line]) -> tuple[str, str]:
    """``IMPACT TIME`` in capitals with its value in the next line, perhaps in the second column of a page."""
    columns = _WIDE.split(text.rstrip())
    column = columns[-1].strip()
    if not column.isupper() or len(column) > 40:
        return "", ""
    beside = [_WIDE.split(line.rstrip()) for _, line in below if line.strip()]
    values = [parts[-1].strip() for parts in beside if len(columns) == 1 or len(parts) > 1]
    return column.lower(), values[0] if values else ""


def _of_table(lines: Sequence[Line]) -> Iterator[FoundFact]:
    if not lines:
        return
    head, rows = table_of(lines)
    if head and len(rows) == 1 and sum(fact_named(cell) is not None for cell in head) > 1:
        (number, _), cells = rows[0]
        for key, value in zip(head, cells, strict=False):
            if value and (fact := fact_named(key)):
                yield FoundFact(fact, key, value[:_LONGEST], number)
        return
    first = [((lines[0][0], ""), head)] if head else []
    for (number, _), cells in [*first, *rows]:
        for place in range(0, len(cells) - 1, 2):
            key, value = cells[place], cells[place + 1].replace("**", "")
            if value and (fact := fact_named(key)):
                yield FoundFact(fact, clean_heading(key), value[:_LONGEST], number)
