"""Names that people give the sections of a report, in several languages, and the section that a heading opens.

Data first: a new name is a new line here. A whole name counts most; else words that stand in the heading.
"""

import re
import unicodedata
from typing import Final

from core.domain.report.headings.names import NAMES
from core.domain.report.model import Role

_NAMES: Final[dict[Role, str]] = {
    Role.SUMMARY: """summary; incident summary; issue summary; executive summary; postmortem summary; overview;
        incident overview; abstract; tl;dr; tldr; what happened; what happened?; description; incident description;
        problem statement; problem description; problem; problem summary; synopsis; high level summary; introduction;
        high-level summary; the incident; event summary; brief summary; short summary; zusammenfassung; überblick;
        was ist passiert; résumé; resumen; resumo; サマリー; サマリ; 概要; 要約; インシデント概要; 障害概要; 事象; 摘要;
        总结; 问题; 现象; 사건 요약; 요약""",
    Role.IMPACT: """impact; customer impact; user impact; business impact; impact assessment; impact analysis; scope;
        scope of impact; blast radius; who was affected; affected users; what was the impact; damage;
        severity and impact;
        effects; consequences; impact and severity; impact summary; auswirkungen; auswirkung; impacto; 影響; 影響範囲;
        影响; 영향""",
    Role.TIMELINE: """timeline; time line; timelines; incident timeline; detailed timeline; event timeline; chronology;
        sequence of events; course of events; key events; events; log; incident log; timeline of events; key timeline;
        key timestamps; what happened when; response timeline; zeitleiste; zeitlicher ablauf; ablauf; chronologie;
        cronología; linha do tempo; タイムライン; 時系列; 経緯; 经过; 时间线; 타임라인""",
    Role.CAUSE: """root cause; root causes; root cause(s); root-cause; root cause analysis; rca; cause; causes;
        the cause;
        cause analysis; analysis; cause of incident; cause of the incident; why did it happen; why it happened; trigger;
        triggers; underlying cause; technical cause; technical root cause; probable cause; proximate cause; five whys;
        5 whys; the five whys; five why's; 5 why's; 5-whys; blameless root cause; diagnosis; what caused it;
        what caused this; what caused the incident; what went wrong technically; fault; the problem; the bug;
        trigger and root cause; ursache; ursachen; ursachenanalyse; grundursache; cause racine; causa raíz; causa;
        根本原因; 原因; 直接原因; 根本原因分析; 根因; 根因分析; 真正的根因; 原因分析;
        発生原因; 障害原因; なぜなぜ分析; 真因; 근본 원인; 원인""",
    Role.FACTORS: """contributing factors; contributing factor; contributing causes; contributing factor(s);
        contributing conditions; factors; conditions; aggravating factors; mitigators; contributors; latent conditions;
        background factors; beitragende faktoren; facteurs; 寄与要因; 寄与因子; 背景要因; 要因""",
    Role.ACTIONS: """action items; action item; action; actions; action plan; action points; next steps; next actions;
        remediation; remediations; remediation items; remediation steps; remediation plan; corrective actions;
        corrective action; corrective measures; preventive actions; preventative actions; preventive measures;
        preventative measures; corrective and preventive measures; corrective and preventative measures;
        corrective and preventative measure; corrective and preventive actions; measures; prevention; todo; to do;
        todos; to-do; to-dos; tasks; follow-up actions; follow up actions; followup actions; follow-up items;
        follow-up tasks; follow up tasks; follow-ups; follow ups; followups; follow-up; follow up; followup;
        follow-up improvements; improvements; improvement actions; improvement items; process improvements;
        technical improvements; review actions; postmortem actions; post-incident actions; recommendations;
        recommended actions; repair items; jira tickets; tickets; issues to create; what we are doing; future work;
        what are we doing to prevent this; what we will do; how do we prevent this; how will we prevent this;
        preventing recurrence; prevention of recurrence; recovery actions; mitigation actions; immediate actions;
        short-term improvements; long-term improvements; short term actions; long term actions; short term; long term;
        short-term; long-term; detection improvements; maßnahmen; massnahmen; nächste schritte; aktionen; actions
        correctives; plan d'action; acciones; próximos pasos; アクションアイテム; アクション; 再発防止策; 再発防止;
        対策; 恒久対策; 今後の対応; 今後の対策; 改善策;
        行动项; 改进措施; 预防; 预防措施; 后续行动; 后续; 액션 아이템; 재발 방지""",
    Role.RIGHT: """what went well; what went right; things that went well; what worked; what worked well; went well;
        positives; the good; good; what did we do well; what we did well; what helped; strengths; successes; kudos;
        what was good; was lief gut; was gut lief; ce qui a bien fonctionné; うまくいったこと; 良かった点; 良かったこと;
        よかったこと; 잘된 점""",
    Role.WRONG: """what went wrong; what went poorly; what went badly; what didn't go well; what did not go well;
        what didn't go so well; what could have gone better; what could have been better; what could be improved;
        what can be improved; things that went poorly; things that went wrong; things that went badly; went poorly;
        went wrong; the bad; what didn't work; what did not work; negatives; what could we have done better;
        areas for improvement; areas of improvement; room for improvement; challenges; difficulties; pain points;
        what went less well; what hindered us; was lief schlecht; was nicht gut lief; うまくいかなかったこと;
        悪かった点; 改善点; 課題; 問題点; 잘못된 점""",
    Role.LUCKY: """where we got lucky; where did we get lucky; got lucky; lucky; luck; we got lucky; near misses;
        where we were lucky; 運が良かったこと; 幸運だったこと; ラッキーだったこと; 운이 좋았던 점""",
    Role.LESSONS: """lessons learned; lessons learnt; lesson learned; lessons; learnings; key learnings;
        what we learned;
        what did we learn; what have we learned; what we learnt; takeaways; key takeaways; conclusion; conclusions;
        reflections; reflection; retrospective; insights; what we do differently; what would we do differently;
        lehren; erkenntnisse; leçons apprises; lecciones aprendidas; 教訓;
        教训; 经验教训; 学び; 学んだこと; 振り返り; 교훈""",
    Role.RESOLUTION: """resolution; resolution and recovery; recovery; mitigation; response; fix; the fix; solution;
        how we fixed it; how was it fixed; how it was resolved; how was the incident resolved; workaround;
        mitigation and resolution; resolution & recovery; response and recovery; lösung; behebung; résolution;
        復旧対応; 対応; 暫定対応; 解决; 修复; 处理; 解决方案; 해결""",
    Role.FACTS: """metadata; meta; details; incident details; facts; key facts; basic information; incident information;
        information; general information; at a glance; postmortem details; メタデータ; 基本情報; 詳細""",
    Role.OTHER: """detection; background; context; glossary; appendix; references; links; supporting information;
        related incidents; related; participants; attendees; responders; communication; communications; status;
        authors; owner; resources; additional notes; notes; additional information; questions; open questions;
        identified; lead-up; leadup; time to repair; time to resolve; 検知; 参考資料; 参考; 備考; 対応の評価; 背景""",
}
_EXACT: Final = {
    " ".join(name.split()): role
    for table in (NAMES, _NAMES)
    for role, names in table.items()
    for name in " ".join(names.split()).split("; ")
}
_INSIDE: Final[tuple[tuple[str, Role], ...]] = (
    # Order counts: "root cause and action items" is about its end, "lessons learned from the impact" about its start.
    *((name, Role.ACTIONS) for name in ("action item", "action plan", "next step", "follow-up item", "preventative")),
    *((name, Role.ACTIONS) for name in ("corrective", "preventive", "to prevent", "recommendation", "アクション")),
    *((name, Role.TIMELINE) for name in ("timeline", "chronology", "sequence of events", "タイムライン", "時系列")),
    *((name, Role.FACTORS) for name in ("contributing", "寄与要因")),
    *((name, Role.CAUSE) for name in ("root cause", "five whys", "5 whys", "why did", "根本原因", "原因")),
    *((name, Role.RIGHT) for name in ("went well", "went right", "worked well", "go well", "うまくいったこと")),
    *((name, Role.WRONG) for name in ("went wrong", "went poorly", "went badly", "gone better", "go so well")),
    *((name, Role.WRONG) for name in ("be improved", "done better", "うまくいかなかった")),
    *((name, Role.LUCKY) for name in ("lucky",)),
    *((name, Role.LESSONS) for name in ("lesson", "learned", "learnt", "takeaway", "教訓")),
    *((name, Role.ACTIONS) for name in ("improvements", "remediation", "follow-up", "follow up", "再発防止")),
    *((name, Role.IMPACT) for name in ("impact", "影響")),
    *((name, Role.SUMMARY) for name in ("summary", "what happened", "サマリー", "概要")),
    *((name, Role.RESOLUTION) for name in ("resolution", "mitigation", "recovery", "how we fixed")),
)
_NOT_GOOD: Final = ("didn't", "did not", "not so", "could have")
_LONGEST: Final = 70
_LEAD: Final = re.compile(r"(?::[a-z0-9_+-]{1,40}:|[^\w]|\d{1,2}(?:\.\d{1,2})*[.)]?(?=\s)|[A-Z]\.(?=\s))+")
_ANCHOR: Final = re.compile(r"\{#[^}]{0,80}\}|<a [^>]{0,120}>|</a>")
_SHORTCODE: Final = re.compile(r":[a-z][a-z0-9_+-]{1,40}:")
_LINK: Final = re.compile(r"!?\[([^\]\[]{0,300})\]\([^()\s]{0,2000}\)")
_ASIDE: Final = re.compile(r"[(（\[][^()（）\[\]]{0,80}[)）\]]")


def clean_heading(text: str) -> str:
    """The words of a heading in NFC, without marks, anchors, short codes of pictures and numbers in front."""
    text = unicodedata.normalize("NFC", text)  # files of a Mac spell é as two characters
    text = _ANCHOR.sub("", _LINK.sub(r"\1", text)).replace("\\", "").replace("**", "").replace("__", "")
    return " ".join(_SHORTCODE.sub(" ", text).strip(" #*_:：").split())


def exact_role(heading: str) -> Role | None:
    """The role of a heading or a label that is one of the known names as a whole."""
    if len(heading) > _LONGEST:
        return None
    text = clean_heading(heading).lower().replace("’", "'")
    lead = _LEAD.match(text)
    for written in (text, text[lead.end() :] if lead else text):
        plain = written.strip(" .?!:：-–—*_").rstrip("?!")
        if plain in _EXACT:
            return _EXACT[plain]
        short = " ".join(_ASIDE.sub(" ", plain).split()).strip(" .?!:：-–—")
        if short in _EXACT:
            return _EXACT[short]
    return None


def role_of_heading(heading: str) -> Role | None:
    """The role that a heading opens; None for a name that says nothing."""
    if found := exact_role(heading):
        return found
    text = clean_heading(heading).lower().replace("’", "'")
    if len(text) > _LONGEST:
        return None
    before = text.split(":", maxsplit=1)[0].split(" - ", maxsplit=1)[0].split(" – ", maxsplit=1)[0]
    if (found := exact_role(before)) and found is not Role.OTHER:
        return found
    for names, role in _INSIDE:
        if names in text:
            good = role is Role.RIGHT and any(word in text for word in _NOT_GOOD)
            return Role.WRONG if good else role
    return None
