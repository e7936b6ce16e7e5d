"""How a text is laid out: which of its lines begin a row, where the words of the row are, what continues it.

A moment may lead its words ("10:02 alert"), stand alone over them, end the head of a chat message, follow the words
("Posted 10:02") or end a label ("Resolved 10:41"). The text as a whole decides, because a single line cannot.
Not here: tables (``tables``), which instant was meant (``resolve``).
"""

import re
from collections.abc import Sequence

from core.domain.timeline.drafts import DayHeading, Draft, Form, RowDraft, ZoneHeading
from core.domain.timeline.files.log_fields import plain_words
from core.domain.timeline.lines import authors
from core.domain.timeline.lines.chat_noise import is_noise, without_edited
from core.domain.timeline.lines.chat_roles import BADGES
from core.domain.timeline.lines.line_roles import poster_in, roles_of
from core.domain.timeline.lines.line_shapes import LineShape, day_in_title
from core.domain.timeline.lines.line_words import is_chat_front, label_of_line, opened_words
from core.domain.timeline.lines.mail_heads import mail_heads
from core.domain.timeline.lines.records import record_drafts
from core.domain.timeline.lines.role import Role
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.zone_statements import is_timeline_heading, stated_zone
from core.domain.timeline.stamps.zone_words import WrittenZone

# Logs of W3C's extended form, as IIS and CDNs write them, are in UTC.
_W3C_FIELDS = re.compile(r"#Fields:[ \t]date[ \t]time\b")


def lay_out(shapes: Sequence[LineShape]) -> list[Draft]:
    """Drafts in the order of the lines. Every line that is not blank is in one of them."""
    records = record_drafts(shapes)
    if records is not None:
        return records
    heads = mail_heads(shapes)
    return _mails(shapes, heads) if heads else _Layout(shapes).drafts()


def _mails(shapes: Sequence[LineShape], heads: Sequence[tuple[int, int]]) -> list[Draft]:
    """Mails of which some tell what happened when: there the head is none of it. The others are rows, as ever."""
    drafts = lay_out(shapes[: heads[0][0]])
    ends = [start for start, _ in heads[1:]] + [len(shapes)]
    for (start, body), end in zip(heads, ends, strict=True):
        if any(shape.timed_front for shape in shapes[body:end]):
            drafts += [UnparsedLine(shape.number, shape.raw) for shape in shapes[start:body]]
            drafts += lay_out(shapes[body:end])
        else:
            mail = record_drafts(shapes[start:end]) or _Layout(shapes[start:end]).drafts()
            for draft in mail:
                if isinstance(draft, RowDraft):
                    draft.form = "mail"
            drafts += mail
    return drafts


class _Layout:
    def __init__(self, shapes: Sequence[LineShape]) -> None:
        self._shapes = shapes
        self._roles = roles_of(shapes)
        self._kinds = frozenset(self._roles)  # asked at every line
        self._drafts: list[Draft] = []
        self._row: RowDraft | None = None
        self._who = ""
        self._gap = False
        self._names: list[LineShape] = []
        self._last_text = ""
        self._chat = Role.NAME in self._kinds or Role.HEADER in self._kinds
        self._above: list[LineShape] = []
        self._heading_above = False
        fronts = [shape.rest for shape, role in zip(shapes, self._roles, strict=True) if role is Role.FRONT]
        chat = [
            shape.rest
            for shape, role in zip(shapes, self._roles, strict=True)
            if role is Role.FRONT and shape.front and is_chat_front(shape)
        ]
        self._named_chat = len(chat) * 2 > len(fronts) and authors.used_throughout(chat, chat=True)
        self._named = self._named_chat or authors.used_throughout(fronts, chat=False)
        self._piped = not self._named and authors.piped_throughout(fronts)

    def drafts(self) -> list[Draft]:
        for shape, role in zip(self._shapes, self._roles, strict=True):
            if shape.blank:
                self._gap = True
                continue
            self._take(shape, role)
            self._last_text = shape.body
            self._gap = False
        self._flush()
        return self._drafts

    def _take(self, shape: LineShape, role: Role) -> None:
        if role is Role.FOOTER:
            return self._footer(shape)
        if role is Role.TEXT:
            return self._text(shape)
        if role is Role.NAME:
            self._flush()
            if shape.raw.strip() not in BADGES:
                self._who = authors.shown_name_in(shape.body)
            self._row, self._names = None, [*self._names, shape]
            return None
        self._flush()
        if role is Role.DAY and shape.front:
            self._drafts.append(DayHeading(shape.front, shape.number))
            self._row = None
            if zone := stated_zone(shape.body[shape.front.end :]):
                self._drafts.append(ZoneHeading(zone, shape.number))
        elif role is Role.BROKEN:
            problem = shape.stamp.problem if shape.stamp else ""
            self._drafts.append(UnparsedLine(shape.number, shape.raw, problem or "No calendar has this day."))
            self._row = None
        elif role is Role.FRONT:
            self._front(shape)
        else:
            self._other(shape, role)
        return None

    def _other(self, shape: LineShape, role: Role) -> None:
        stamp = shape.stamp
        if stamp is None:
            return
        if role is Role.ALONE:
            self._who = self._who if self._chat else ""
            self._start(RowDraft(stamp, shape.number, self._who, form="heading" if not self._who else "chat"), shape)
        elif role is Role.HEADER:
            self._who = authors.name_in(shape.before)
            self._start(RowDraft(stamp, shape.number, self._who, form="chat"), shape)
            if shape.after and self._row:
                self._row.texts.append(shape.after)
        elif role is Role.NAME_FRONT:
            self._who, address = authors.name_and_address(shape.rest)
            self._start(RowDraft(stamp, shape.number, self._who, form="mail" if address else "chat"), shape)
            if address:
                self._drafts.append(UnparsedLine(shape.number, address))
        elif role is Role.LABEL:
            self._start(RowDraft(stamp, shape.number, texts=[label_of_line(shape.before)], indent=shape.indent), shape)
        elif role is Role.MIDDLE:
            text = " ".join(part for part in (opened_words(shape.before), shape.after) if part)
            if shape.body.startswith("{"):  # one of several moments in a record that no reader knows
                text = shape.raw.strip()
            self._start(RowDraft(stamp, shape.number, texts=[text], form="log", indent=shape.indent), shape)
        else:
            texts = [shape.logged or shape.raw.strip()]
            self._start(RowDraft(stamp, shape.number, shape.speaker, texts, "log", shape.indent), shape)

    def _start(self, row: RowDraft, shape: LineShape) -> None:
        row.source = [*((item.number, item.raw) for item in self._names), (shape.number, shape.raw)]
        self._names = []
        self._row = row
        self._drafts.append(row)

    def _front(self, shape: LineShape) -> None:
        stamp, rest = shape.front, shape.rest
        if stamp is None:
            return
        if authors.SYSTEM.match(shape.body[stamp.end :].strip(" ])")):
            self._drafts.append(UnparsedLine(shape.number, shape.raw))
            self._row = None
            return
        who, text, chat = self._author(rest)
        if self._named_chat and not who and is_chat_front(shape):
            self._drafts.append(UnparsedLine(shape.number, shape.raw))
            self._row = None
            return
        if not who and self._who and Role.HEADER in self._kinds:
            who, chat = self._who, True
        log = bool(stamp.clock and stamp.clock.precise and stamp.day and not shape.bullet) or stamp.instant is not None
        form: Form = "heading" if shape.heading else "chat" if chat else "log" if log else "list"
        self._start(RowDraft(stamp, shape.number, who, [plain_words(text)], form, shape.indent), shape)

    def _author(self, rest: str) -> tuple[str, str, bool]:
        for read in (authors.bracketed_nick, authors.at_name, authors.from_to):
            if found := read(rest):
                return *found, read is not authors.at_name
        if self._named and (found := authors.named(rest)):
            return *found, self._named_chat
        if self._piped and (found := authors.piped(rest)):
            return *found, True
        return "", rest, False

    def _text(self, shape: LineShape) -> None:
        if _W3C_FIELDS.match(shape.body):
            self._drafts += [ZoneHeading(WrittenZone(0), shape.number), UnparsedLine(shape.number, shape.raw)]
            return
        zone = stated_zone(shape.body) if not shape.timed_front and not (shape.inner and self._row) else None
        if zone and (self._row is None or self._gap or shape.heading):
            self._flush()
            self._drafts.append(ZoneHeading(zone, shape.number))
            if shape.inner:  # it says more than the zone
                self._drafts.append(UnparsedLine(shape.number, shape.raw))
            self._row = None
            return
        if shape.heading and Role.FOOTER in self._kinds:
            self._flush()
            self._row = None
        if Role.FOOTER in self._kinds and not (self._row and self._continues(shape)):
            if self._gap and self._above and not self._heading_above:
                self._flush()
            self._above.append(shape)
            self._heading_above = self._heading_above or shape.heading
        elif shape.page or (self._chat and is_noise(shape.body, self._last_text)):
            self._drafts.append(UnparsedLine(shape.number, shape.raw))
        elif self._row and self._continues(shape):
            self._row.texts.append(self._continued(shape, self._row))
            self._row.source.append((shape.number, shape.raw))
        elif is_timeline_heading(shape.body) and (shape.heading or not self._drafts):
            self._row = None
        elif shape.heading and not self._drafts and (day := day_in_title(shape.body)):
            self._drafts += [DayHeading(day, shape.number), UnparsedLine(shape.number, shape.raw)]
        else:
            self._drafts.append(UnparsedLine(shape.number, shape.raw))

    def _continued(self, shape: LineShape, row: RowDraft) -> str:
        if row.form == "mail" and shape.quoted:
            return shape.raw.strip().lstrip("> ")
        if self._piped and shape.body.startswith("| "):  # the frame of "nick | text" goes on
            return shape.body[2:].strip()
        return without_edited(shape.raw.strip()) if row.form == "chat" else shape.raw.strip()

    def _footer(self, shape: LineShape) -> None:
        stamp = shape.stamp
        if stamp is None:
            return
        above, self._above, self._heading_above = self._above, [], False
        texts = [item.body for item in above]
        row = RowDraft(stamp, above[0].number if above else shape.number, poster_in(shape.before), texts=texts)
        row.source = [(item.number, item.raw) for item in (*above, shape)]
        self._drafts.append(row)
        self._row = None

    def _flush(self) -> None:
        """Words that waited for a moment behind them, and got none."""
        self._drafts += [UnparsedLine(item.number, item.raw) for item in self._above]
        self._above, self._heading_above = [], False

    def _continues(self, shape: LineShape) -> bool:
        row = self._row
        if row is None or Role.FOOTER in self._kinds:
            return False
        if row.form in ("chat", "heading", "mail"):
            return not (row.form == "heading" and self._gap and shape.heading)
        if shape.indent > row.indent or (shape.quoted and not self._gap):
            return True
        if row.form == "log" and not self._gap:
            return not shape.bullet
        return False
