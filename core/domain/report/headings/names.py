"""Names of a report's sections in languages other than English and Japanese, which ``roles`` has. Data alone."""

from typing import Final

from core.domain.report.model import Role

NAMES: Final[dict[Role, str]] = {
    Role.SUMMARY: """was ist geschehen; beschreibung; kurzfassung; que s'est-il passé; ce qui s'est passé; synthèse;
        sommaire; descripción; qué pasó; qué ocurrió; resumen ejecutivo; descrição; o que aconteceu; resumo executivo;
        sumário; riepilogo; sommario; sintesi; cosa è successo; descrizione; samenvatting; wat is er gebeurd; overzicht;
        beschrijving; podsumowanie; streszczenie; co się stało; opis; резюме; краткое описание; сводка; что произошло;
        описание; описание инцидента; підсумок; опис; що сталося; özet; ne oldu; sammanfattning; vad hände; 概述;
        事件概述; 故障概述; 事故概述; 发生了什么; 사고 요약; 장애 요약""",
    Role.IMPACT: """folgen; impacts; conséquences; consecuencias; afectación; consequências; impatto; effetti; gevolgen;
        wpływ; skutki; влияние; последствия; ущерб; вплив; наслідки; etki; påverkan; 影响范围; 影响面; 故障影响;
        业务影响; 영향 범위""",
    Role.TIMELINE: """zeitverlauf; verlauf; zeitlinie; zeitachse; chronologie des événements; frise chronologique;
        déroulement; línea de tiempo; línea temporal; cronología de eventos; secuencia de eventos; cronologia;
        sequenza temporale; linea temporale; tijdlijn; verloop; oś czasu; przebieg zdarzeń; chronologia; хронология;
        таймлайн; ход событий; хронология событий; хронологія; zaman çizelgesi; tidslinje; 时间轴; 事件经过; 处理过程;
        故障时间线; 타임 라인""",
    Role.CAUSE: """hauptursache; grundursachen; auslöser; causes racines; cause profonde; causes profondes;
        cause première; analyse des causes; causas; causa principal; causas raíz; análisis de causa raíz; causa raiz;
        causa-raiz; análise da causa raiz; causa principale; causa radice; analisi delle cause; oorzaak; oorzaken;
        hoofdoorzaak; grondoorzaak; kernoorzaak; przyczyna; przyczyny; przyczyna źródłowa; główna przyczyna;
        analiza przyczyn; первопричина; причина; причины; корневая причина; коренная причина; анализ причин;
        першопричина; kök neden; grundorsak; 故障原因; 问题原因; 원인 분석""",
    Role.FACTORS: """what contributed; mitwirkende faktoren; einflussfaktoren; begünstigende faktoren;
        facteurs contributifs; facteurs aggravants; factores contribuyentes; factores; factores agravantes;
        fatores contribuintes; fatores; fatores agravantes; fattori; fattori contribuenti; bijdragende factoren;
        factoren; czynniki; czynniki sprzyjające; факторы; способствующие факторы; сопутствующие факторы; 影响因素;
        诱因; 促成因素; 요인; 기여 요인""",
    Role.ACTIONS: """folgemaßnahmen; folgemassnahmen; maßnahmenplan; aufgaben; gegenmaßnahmen; verbesserungen;
        prochaines étapes; actions à mener; mesures correctives; actions préventives; acciones correctivas;
        acciones a tomar; plan de acción; tareas; elementos de acción; ações; ações corretivas; plano de ação;
        próximos passos; itens de ação; tarefas; azioni; azioni correttive; piano d'azione; prossimi passi; acties;
        actiepunten; vervolgacties; maatregelen; działania; zadania; działania naprawcze; następne kroki; plan działań;
        действия; план действий; задачи; следующие шаги; корректирующие действия; мероприятия; дії; план дій;
        завдання; aksiyonlar; yapılacaklar; åtgärder; 行动计划; 待办事项; 改进项; 后续改进; 后续计划; 整改措施;
        조치 항목; 후속 조치; 개선 사항; 할 일""",
    Role.RIGHT: """wins; was gut gelaufen ist; was ist gut gelaufen; was gut funktioniert hat;
        ce qui s'est bien passé; ce qui a fonctionné; points positifs; qué salió bien; lo que salió bien; qué fue bien;
        lo que fue bien; o que deu certo; o que foi bem; o que correu bem; pontos positivos; cosa è andato bene;
        cosa ha funzionato; aspetti positivi; wat ging goed; wat goed ging; co poszło dobrze; co się udało;
        co zadziałało; что прошло хорошо; что было хорошо; что сработало; что получилось; що пройшло добре;
        做得好的地方; 做得好的; 做得好; 哪些做得好; 好的方面; 亮点; 잘한 점; 좋았던 점""",
    Role.WRONG: """was schlecht lief; was ist schlecht gelaufen; was schiefging; was schief ging; was schief lief;
        ce qui a mal fonctionné; ce qui n'a pas fonctionné; ce qui s'est mal passé; points à améliorer;
        points négatifs; qué salió mal; lo que salió mal; qué fue mal; lo que fue mal; qué se puede mejorar;
        o que deu errado; o que não deu certo; o que correu mal; o que pode melhorar; pontos negativos;
        pontos de melhoria; cosa è andato male; cosa è andato storto; cosa non ha funzionato; aspetti negativi;
        wat ging fout; wat ging niet goed; wat ging er mis; wat kon beter; wat kan beter; co poszło źle;
        co się nie udało; co nie zadziałało; co można poprawić; что прошло плохо; что было плохо; что пошло не так;
        что не сработало; что можно улучшить; що пішло не так; 做得不好的地方; 做得不好的; 不足; 不足之处; 有待改进;
        哪些做得不好; 아쉬운 점; 개선할 점""",
    Role.LUCKY: """saved by luck; lucky breaks; wo wir glück hatten; wo hatten wir glück; glück gehabt;
        où nous avons eu de la chance; où on a eu de la chance; coups de chance; dónde tuvimos suerte;
        donde tuvimos suerte; onde tivemos sorte; dove siamo stati fortunati; dove abbiamo avuto fortuna;
        waar we geluk hadden; waar hadden we geluk; gdzie mieliśmy szczęście; где повезло; где нам повезло;
        幸运的地方; 幸运之处; 侥幸""",
    Role.LESSONS: """fazit; was wir gelernt haben; gelernte lektionen; enseignements; leçons; retour d'expérience;
        lecciones; aprendizajes; conclusiones; lições aprendidas; lições; aprendizados; conclusões; lezioni apprese;
        lezioni imparate; cosa abbiamo imparato; lessen; geleerde lessen; wat hebben we geleerd; wnioski;
        czego się nauczyliśmy; выводы; уроки; извлечённые уроки; извлеченные уроки; чему мы научились; висновки;
        çıkarılan dersler; lärdomar; 经验总结; 复盘总结; 反思; 배운 점""",
    Role.RESOLUTION: """wiederherstellung; resolución; solución; mitigación; resolução; solução; mitigação; risoluzione;
        soluzione; oplossing; herstel; rozwiązanie; решение; устранение; восстановление; вирішення""",
}
