"""The reader: text in, a ``Report`` out. It never raises on any text, and it is linear in it.

Which part of a report becomes which field of a postmortem is decided here; how each part is read is in its module.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from core.domain.people.names import TITLE_AT_MOST
from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    FactorRow,
    Lens,
    Lessons,
    Postmortem,
    RootCause,
    Severity,
    Summary,
    TimelineKind,
)
from core.domain.report.action_words import due_after, without_link
from core.domain.report.actions import action_from, actions_of, boxes_of, heading_actions
from core.domain.report.blocks import blocks_of
from core.domain.report.causes import answer_texts, best_cause, lens_of, plain_words, told_cause
from core.domain.report.day_search import days_in
from core.domain.report.facts import MOMENTS, Fact, facts_of
from core.domain.report.front_matter import split_front_matter
from core.domain.report.incident_day import IncidentDay, incident_day
from core.domain.report.line_marks import is_table_row
from core.domain.report.markup.other_markup import as_markdown
from core.domain.report.model import Line, ReadAction, Report, ReportContext, Role, Section
from core.domain.report.named_cells import named_cells
from core.domain.report.naming import title_of
from core.domain.report.notes import HINTS, lost_words, titled, verbatim
from core.domain.report.outline import LABEL_LEVEL, sections_of
from core.domain.report.own.own_lists import OwnLists, is_own_export, own_lists, own_sections, without_template
from core.domain.report.own.own_tables import (
    as_typed,
    line_as_typed,
    own_actions,
    own_factor,
    own_timeline,
    without_lead,
)
from core.domain.report.severity import code_in_title, severity_in
from core.domain.report.source_text import clean_text, words_of
from core.domain.report.table_cells import cells_of, is_rule_row, is_wiki_head
from core.domain.report.template_hints import without_hints
from core.domain.report.timeline_of_report import ReportTimeline, read_timelines
from core.domain.report.zone_of_report import zone_of_facts, zone_of_report
from core.domain.template.outcome_sections import FOLLOW_UP
from core.domain.tracker.link import link_of

MOST_ACTIONS: Final = 500
MOST_ANSWERS: Final = 200
_LONGEST_OPENING: Final = 1500
_EVIDENCE: Final = "The report says that it is done."
_SEPARATOR: Final = re.compile("[,;、，；]")
_PROSE: Final = (Role.SUMMARY, Role.IMPACT, Role.RIGHT, Role.WRONG, Role.LUCKY, Role.LESSONS)
_OPENINGS: Final = (Role.SUMMARY, Role.OTHER, Role.IMPACT)
_INSTEAD: Final = ("identified", "background", "context", "introduction", "detection", "背景", "検知")
_NOTHING: Final = frozenset(
    [
        *("n/a", "na", "none", "nothing", "tbd", "tba", "todo", "-", "–", "—", "?", "no_response", "_no_response_"),
        *("keine", "aucun", "ninguno", "なし", "无", "無", "없음"),
    ]
)
_BOXES_ELSEWHERE: Final = (Role.OTHER, Role.RESOLUTION, Role.LESSONS, Role.SUMMARY)


def read_report(text: str, context: ReportContext) -> Report:
    """A report as a postmortem, with what is doubtful."""
    return _Reader(text, context).report()


class _Reader:
    def __init__(self, text: str, context: ReportContext) -> None:
        clean, pictures = clean_text(text)
        texts = as_markdown(clean).split("\n")
        self._context = context
        self._lines: list[Line] = list(enumerate(texts, 1))
        self._front, self._skipped = split_front_matter(texts)
        self._is_own = is_own_export(texts)
        sections = sections_of(texts, self._skipped)
        self._sections = own_sections(sections, texts) if self._is_own else sections
        self._hints: list[Line] = []
        for section in self._sections:
            section.lines, hints = without_hints(section.lines)
            self._hints += hints
        heads = [section for section in self._sections if section.level <= 1]
        self._facts = facts_of(heads if self._is_own else self._sections, self._front)
        self._fact_lines = {fact.line for fact in self._facts}
        self._notes: list[str] = []
        self._prose: dict[Role, list[str]] = {role: [] for role in _PROSE}
        self._answers: dict[Lens, list[str]] = {lens: [] for lens in Lens}
        self._factors: list[str] = []
        self._actions: list[ReadAction] = []
        self._day_heads: set[int] = set()
        self._own = OwnLists()
        self._own_lines: set[int] = set()  # read whole, cell by cell
        self.marks: list[str] = []
        if pictures:
            self.marks.append("Pictures that were inside of the file were left out.")

    def report(self) -> Report:
        title, doubt = title_of(self._sections, self._front, self._facts, self._context.name)
        heads = [section.title for section in self._sections if section.level == 1]
        titles = [title, *self._front.get("title", []), *heads[:1]]
        prose = [text for section in self._sections if section.role in _OPENINGS for _, text in section.lines][:60]
        prose = [*(section.title for section in self._sections if section.role is Role.TIMELINE), *prose]
        found = incident_day(titles, self._context.name, self._facts, self._context.today, prose)
        self.marks += _second_report(heads[1:], found.day)
        moments = [fact.value for fact in self._facts if fact.fact in MOMENTS and any(map(str.isdigit, fact.value))]
        zone = zone_of_report(self._outside_code()) or zone_of_facts(moments) or self._context.zone
        before = self._lines_of_sections()
        if self._is_own:
            self._own = own_lists(self._sections, self._context.today)
            self._notes.append(self._own.follow_up.notes)
        timeline = self._timeline(found, zone)
        self._own_lines = before - self._lines_of_sections() if self._is_own else set()
        self.marks += [doubt] if doubt else []
        self.marks += timeline.marks
        self._day_heads = timeline.heads
        causes = [section for section in self._sections if section.role is Role.CAUSE]
        root_cause = best_cause(causes)
        if not root_cause:
            root_cause = self._told_cause()
        self._take_sections(timeline)
        self._take_cells()
        self._actions = [_dated(made, found.day) for made in self._actions[:MOST_ACTIONS]]
        severity_text, severity = self._severity(title)
        title_line = " ".join(title.split())[:TITLE_AT_MOST]
        head = Postmortem(title=title_line, severity=severity, zone=timeline.zone, timeline=timeline.rows)
        postmortem, notes = self._postmortem(head)
        actions = tuple(self._actions)
        return Report(
            postmortem=postmortem,
            title=title_line,
            day=timeline.day,
            severity_text=severity_text,
            started=timeline.started,
            detected=timeline.detected,
            resolved=timeline.resolved,
            root_cause=root_cause,
            actions=actions,
            done=tuple((f"a_{place}", made.link or _EVIDENCE) for place, made in enumerate(actions, 1) if made.done),
            dropped=tuple((f"a_{place}", made.given_up) for place, made in enumerate(actions, 1) if made.given_up),
            told=timeline.told,
            other_words=len(words_of(notes)),
            marks=tuple(dict.fromkeys(self.marks)),
        )

    def _timeline(self, found: IncidentDay, zone: str) -> ReportTimeline:
        """Of our own Markdown its one table, which also says that no other part of it is a timeline."""
        self._actions += own_actions(self._sections) if self._is_own else []
        rows = own_timeline(self._sections, zone) if self._is_own else None
        if rows is None:
            return read_timelines(self._sections, self._facts, found, zone, self._context.today)
        made = read_timelines((), self._facts, found, zone, self._context.today)
        at = {row.kind: row.at for row in reversed(rows) if row.at}
        return replace(
            made,
            rows=rows,
            started=at.get(TimelineKind.STARTED, made.started),
            detected=at.get(TimelineKind.DETECTED, made.detected),
            resolved=at.get(TimelineKind.RESOLVED, made.resolved),
            told=frozenset(),
        )

    def _postmortem(self, head: Postmortem) -> tuple[Postmortem, str]:
        """All fields, and the notes with what is in none of them."""
        factors = enumerate(self._factors[:MOST_ANSWERS], 1)
        made = Postmortem(
            title=head.title,
            severity=head.severity,
            zone=head.zone,
            timeline=head.timeline,
            services=self._set(Fact.SERVICES),
            tags=self._set(Fact.TAGS),
            summary=Summary(what_happened=self._joined(Role.SUMMARY), impact=self._joined(Role.IMPACT)),
            root_cause=RootCause(**{lens.value: _answers(self._answers[lens][:MOST_ANSWERS]) for lens in Lens}),
            factors=tuple(self._factor(place, text) for place, text in factors),
            actions=_action_rows(self._actions, is_own=self._is_own),
            set_aside=self._own.set_aside,
            parking=self._own.parking,
            ideas=self._own.ideas,
            follow_up=self._own.follow_up,
            lessons=Lessons(
                went_right=self._joined(Role.RIGHT),
                went_wrong=self._joined(Role.WRONG),
                differently=self._joined(Role.LESSONS),
                lucky=self._joined(Role.LUCKY),
            ),
        )
        if self._hints:
            self._notes.append(f"{HINTS}\n\n{verbatim(self._hints)}")
        notes = "\n\n".join(part for part in (*self._notes, self._own.ending) if part.strip())
        lost = lost_words(*self._body_and_heads(), made, notes)
        notes = "\n\n".join(part for part in (notes, lost) if part)
        return made.model_copy(update={"follow_up": made.follow_up.model_copy(update={"notes": notes})}), notes

    def _lines_of_sections(self) -> set[int]:
        return {number for section in self._sections for number, _ in section.lines}

    def _factor(self, place: int, text: str) -> FactorRow:
        return own_factor(place, text) if self._is_own else FactorRow(id=f"f_{place}", text=text)

    def _outside_code(self) -> list[str]:
        heads = {number: text for number, text in self._lines}
        titles = [heads[number] for section in self._sections for number in section.heads[:1]]
        timelines = [text for section in self._sections if section.role is Role.TIMELINE for _, text in section.lines]
        others = [text for section in self._sections if section.role is not Role.TIMELINE for _, text in section.lines]
        return [*titles, *timelines, *others]

    def _body_and_heads(self) -> tuple[list[Line], list[str]]:
        """Running text; and headings, labels, front matter and heads of tables, which say what stands elsewhere."""
        heads = {number: text for number, text in self._lines[: self._skipped]}
        rest: dict[int, str] = {}
        for section in self._sections:
            for number in section.heads:
                whole = self._lines[number - 1][1]
                heads[number] = whole.removesuffix(section.rest) if section.rest else whole
                rest[number] = section.rest
        for (number, text), (_, below) in pairwise(self._lines):
            if is_table_row(text) and is_table_row(below) and (is_wiki_head(text) or is_rule_row(cells_of(below))):
                heads.setdefault(number, text)
        for number in self._day_heads:
            heads.setdefault(number, self._lines[number - 1][1])
        body = [
            (number, rest.get(number, "") if number in heads else self._bare(text))
            for number, text in self._lines
            if number not in self._own_lines
        ]
        told = [heads[number] for number in sorted(heads)]
        return body, without_template(told) if self._is_own else told

    def _bare(self, line: str) -> str:
        """A line as its words are counted: of our own without what the writer put into it."""
        return without_lead(line).replace("<br>", " ") if self._is_own else line

    def _told_cause(self) -> str:
        sentence, where = told_cause(self._sections)
        if not sentence:
            return ""
        self._answers[Lens.TECHNICAL].append(sentence)
        under = f"under “{where}”" if where else "of the text"
        self.marks.append(f"No heading says root cause. A sentence {under} was taken for it.")
        return plain_words(sentence)

    def _severity(self, title: str) -> tuple[str, Severity | None]:
        told = next((fact.value for fact in self._facts if fact.fact is Fact.SEVERITY), "") or code_in_title(title)
        if not told:
            return "", None
        text, level = severity_in(told)
        if level is None:
            self.marks.append(f"The severity “{text}” is none of P1, P2 and P3.")
        return text, level

    def _set(self, fact: Fact) -> tuple[str, ...]:
        values = [found.value for found in self._facts if found.fact is fact]
        parts = [part.strip(" .`*[]\"'") for value in values for part in _SEPARATOR.split(value)]
        parts = [as_typed(part) for part in parts] if self._is_own else parts
        short = [part for part in parts if 0 < len(part) <= 60]
        return tuple(dict.fromkeys(short))[:30] if len(short) == len([part for part in parts if part]) else ()

    def _joined(self, role: Role) -> str:
        return "\n\n".join(self._prose[role])

    def _take_sections(self, timeline: ReportTimeline) -> None:
        alone = set(heading_actions(self._sections))
        opening = [section for section in self._sections if section.role is Role.SUMMARY and section.lines]
        instead = None if opening else self._instead_of_summary(timeline)
        for place, section in enumerate(self._sections):
            if "_".join(verbatim(section.lines).lower().rstrip(" .\n").split()) in _NOTHING:
                self._note(section, section.lines)  # whoever filled in a form left this one out
            elif place == instead:
                self._prose[Role.SUMMARY].append(titled(section.title, verbatim(section.lines)))
            elif place in timeline.taken and section.role in (Role.TIMELINE, Role.OTHER):
                self._note(section, section.lines)
            elif place in alone:
                self._actions.append(action_from(f"{section.title}\n{verbatim(section.lines)}"))
            elif self._is_own and section.title == FOLLOW_UP.title:
                self._note(section, section.lines)  # what was agreed, and a checklist: no action items
            elif section.role is Role.ACTIONS:
                found = actions_of(section)
                self._actions += found.actions
                self._note(section, found.rest)
            elif section.role is Role.CAUSE:
                lens = lens_of(section.title)
                texts = answer_texts(section)
                texts = [line_as_typed(text) for text in texts] if self._is_own else texts
                self._answers[lens] += texts if lens is not Lens.TECHNICAL else self._with_title(section, texts)
            elif section.role is Role.FACTORS:
                self._factors += self._with_title(section, answer_texts(section))
            else:
                self._take_prose(section, first=not opening and place <= 1 and section.level <= 1)

    def _take_cells(self) -> None:
        """``| Impact | nobody could log in |``, where no section says it: the table stays in the notes, as facts do."""
        for role, text in named_cells(self._sections):
            if role is Role.CAUSE and not any(self._answers.values()):
                self._answers[Lens.TECHNICAL].append(text)
            elif role in self._prose and not self._prose[role]:
                self._prose[role].append(text)

    def _instead_of_summary(self, timeline: ReportTimeline) -> int | None:
        """The place of a section that tells what happened where neither a summary nor an opening does."""
        opened = any(text.strip() for section in self._sections[:2] if section.level <= 1 for _, text in section.lines)
        if opened:
            return None
        for name in _INSTEAD:
            for place, section in enumerate(self._sections):
                fits = section.role is Role.OTHER and section.title.lower().strip(" :") == name
                if fits and place not in timeline.taken and any(text.strip() for _, text in section.lines):
                    return place
        return None

    def _take_prose(self, section: Section, *, first: bool) -> None:
        lines = section.lines
        if section.role in _BOXES_ELSEWHERE and not self._is_own:
            found = boxes_of(section)
            if found.actions:
                self._actions += found.actions
                lines = found.rest
        if first:
            lines = self._opening(lines)
            self._note(section, lines)
        elif section.role in self._prose and any(text.strip() for _, text in lines):
            text = verbatim(lines)
            self._prose[section.role].append(text if section.named else titled(section.title, text))
        else:
            self._note(section, lines)

    def _opening(self, lines: list[Line]) -> list[Line]:
        """The first paragraphs of a report without a summary are its summary; returns what is none of it."""
        size, taken, ended = 0, set[int](), False
        for block in blocks_of(lines):
            numbers = [number for number, _ in block.lines]
            if self._fact_lines.intersection(numbers) or (not taken and block.kind != "paragraph"):
                continue
            ended = ended or block.kind != "paragraph" or (size > 0 and size + len(block.text) > _LONGEST_OPENING)
            if ended:
                break
            self._prose[Role.SUMMARY].append(block.text)
            taken.update(numbers)
            size += len(block.text)
        return [line for line in lines if line[0] not in taken]

    def _with_title(self, section: Section, texts: list[str]) -> list[str]:
        texts = [text for text in texts if text.strip()]
        if texts and not section.named and section.title:
            texts[0] = titled(section.title, texts[0])
        return texts

    def _note(self, section: Section, lines: Sequence[Line]) -> None:
        text = verbatim(lines)
        if not text.strip():
            return
        inline = section.level >= LABEL_LEVEL and "\n" not in text and not is_table_row(text)
        self._notes.append(titled(section.title if section.level != 1 else "", text, inline=inline))


def _second_report(heads: Sequence[str], day: date | None) -> list[str]:
    """Where another heading of the first level has a day of its own: its times would be read as of the first one's."""
    days = [found.day for head in heads for found in days_in(head)[:1]]
    others = [other for other in days if day not in (None, other)]
    return [f"Another heading says {others[0]}. If this file holds two reports, cut it in two."] if others else []


def _dated(made: ReadAction, day: date | None) -> ReadAction:
    """With the day that "Dec 24" is, seen from the incident."""
    due = None if made.due else due_after(day, made.due_text)
    return replace(made, due=due) if due else made


def _answers(texts: Sequence[str]) -> tuple[AnswerRow, ...]:
    return tuple(AnswerRow(id=f"r_{place}", text=text) for place, text in enumerate(texts, 1))


def _action_rows(actions: Sequence[ReadAction], *, is_own: bool) -> tuple[ActionRow, ...]:
    return tuple(
        ActionRow(
            id=f"a_{place}",
            text=without_link(made.text, made.link),
            owner=made.owner,
            due=made.due,
            due_text=made.due_text,
            link=made.link if is_own or link_of(made.link) else "",
            kind=ActionKind(made.kind) if made.kind else None,
            done_when=made.done_when,
            chosen=made.chosen,
        )
        for place, made in enumerate(actions, 1)
    )
