"""What stands in the words of an action: who owns it, by when, and where it is tracked."""

import re
from datetime import date
from typing import Final

from core.domain.content.web_addresses import addresses
from core.domain.postmortem import ActionKind
from core.domain.report.day_search import days_in
from core.domain.timeline.stamps.written_day import day_at
from core.domain.tracker.link import link_of


def _set_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OWNER: Final = re.compile(
    r"(?<![\w])(?:owners?|assignees?|assigned to|dri|responsible|action owner|担当者?|"
    r"负责人|責任人|责任人|負責人|담당자?|verantwortlich|zuständig|responsable|responsável|responsabile|verantwoordelijk|odpowiedzialny|ответственный)"
    r"(?:\*\*)?[ \t]*[:：](?:\*\*)?[ \t]*"
    r"(?P<name>\[?@?[^\W_][^.,;:：，；。()（）\[\]|\n—–*]{0,60})",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![\w/.@])@[A-Za-z0-9][\w-]{0,38}(?![\w/@])")
# "@Ida Holm @May 18, 2026": what Notion makes of a person and of a day that were chosen, at the end of a task.
_CHOSEN_DAY: Final = re.compile(r"[ \t]@(?P<day>[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{4}[-/]\d\d[-/]\d\d)[ \t.]{0,9}$")
_CHOSEN_NAME: Final = re.compile(r"(?<=[ \t])@(?P<name>[^\W\d_a-z][\w'’-]{0,30}(?: [^\W\d_a-z][\w'’-]{0,30}){1,3})$")
_DUE: Final = re.compile(
    r"(?<![\w])(?:due(?: date| by| on)?|deadline|eta|target(?: date)?|by|until|期限|截止(?:日期|时间|時間)?|기한|마감|"
    r"bis|fällig|échéance|vence|prazo|scadenza|termin|срок|[📅📆🗓]️?)"
    r"(?:\*\*)?[ \t]{0,4}(?P<label>[:：](?:\*\*)?)?[ \t]{0,4}(?=[\dA-Z(])",
    re.IGNORECASE,
)
# What ends the words behind "Due:", and days that task lists write behind everything else: "@mara 📅 2026-12-04".
_SEPARATOR: Final = re.compile(r"[,;|()\[\]\n*]|[ \t][–—-]{1,2}[ \t]|[–—]|\.(?:[ \t]|$)")
# "Owner: Bo - Due: …" and "Owner: Bo due: …": the name ends before a dash, and before what is the next label.
_NEXT_LABEL: Final = re.compile(
    r"[ \t][–—-]{1,2}(?:[ \t]|$)|[ \t]{1,9}(?:due(?: date| by| on)?|deadline|eta|status|priority|ticket|issue|jira|"
    r"期限|截止\w{0,2}|기한|마감|bis|fällig|échéance|prazo|scadenza|срок)[ \t]{0,9}$",
    re.IGNORECASE,
)
_TASK_DAYS: Final = re.compile(r"(?:[ \t]{0,9}[📅📆🗓⏳⌛🛫✅➕]️?[ \t]{0,9}\d{4}-\d\d-\d\d){1,9}[ \t]{0,9}$")
_KINDS: Final = (
    (ActionKind.PREVENT, ("prevent", "予防", "防止", "vermeid")),
    (ActionKind.DETECT, ("detect", "monitor", "alert", "検知", "監視")),
    (ActionKind.MITIGATE, ("mitigat", "緩和", "軽減")),
    (ActionKind.PROCESS, ("process", "プロセス", "document", "運用")),
)
_LINKED: Final = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,500}\)")
_NOBODY: Final = _set_of("tbd tba none n/a na - — – ? unassigned nobody todo 未定")
_BROKEN: Final = re.compile(r"(?<=[^\s<>])\n[ \t]{0,8}(?=/)|(?<=-)\n[ \t]{0,8}(?=[a-z])")


def link_in(text: str) -> str:
    """The first web address, also one that a page broke into two lines; "" without one."""
    whole = text
    if "\n" in text and "http" in text:
        for begin, end in addresses(text):
            if text[end : end + 1] == "\n" or text[begin:].split("\n", 1)[0].endswith("-"):
                whole = _BROKEN.sub("", text)
            break
    return next((whole[begin:end] for begin, end in addresses(whole)), "")


def without_link(text: str, link: str) -> str:
    """The text without an address that the action's link keeps; as it is where words would be lost or hang in the air.

    That is: the address stands there once, by itself or in brackets, at the end or behind ``·``, and other words stay.
    """
    if link_of(link) is None or text.count(link) != 1:
        return text
    before, _, behind = text.partition(link)
    if before.endswith(("(", "<")) and behind.startswith((")", ">")) and not before.endswith(("](", "[")):
        before, behind = before[:-1], behind[1:]
    apart = (not before or before[-1].isspace()) and (not behind or behind[0].isspace())
    if not apart or (behind.strip() and not behind.lstrip().startswith("·")):
        return text
    left = before.rstrip().removesuffix("·").rstrip()
    right = behind.strip().removeprefix("·").strip()
    rest = " · ".join(part for part in (left, right) if part)
    return rest if any(sign.isalnum() for sign in rest) and not left.endswith((":", "：", "[", "=", "-")) else text


def owner_in(text: str) -> str:
    """``Owner: Mara``, ``(@mara)``, ``@mara`` at the front or the end. "" where several people are named elsewhere."""
    if found := _OWNER.search(text[:4000]):
        return owner_name(_NEXT_LABEL.split(found["name"], maxsplit=1)[0])
    chosen = _CHOSEN_DAY.search(text, max(0, len(text) - 60))
    text = text[: chosen.start()] if chosen else text
    plain = _without_task_days(text).strip(" \t\n.*_)]")
    if full := _CHOSEN_NAME.search(plain, max(0, len(plain) - 140)):
        return full["name"]
    handles = list(_HANDLE.finditer(plain[:4000]))
    if not handles:
        return ""
    first, last = handles[0], handles[-1]
    if last.end() == len(plain):
        run = [last]
        for handle in reversed(handles[:-1]):
            if plain[handle.end() : run[-1].start()].strip(" ,&/+") not in ("", "and"):
                break
            run.append(handle)
        return ", ".join(item[0] for item in reversed(run))
    alone = len(handles) == 1 and plain[first.start() - 1 : first.start()] in "(["
    return first[0] if first.start() <= 2 or alone else ""


def owner_name(text: str) -> str:
    """A cell or a value as a name, without the address that it leads to; "" for what says that there is none."""
    name = " ".join(_LINKED.sub(r"\1", text).replace("**", "").replace("`", "").strip(" \t-–—:;,.[]").split())
    return "" if name.lower() in _NOBODY else name[:200]


def _without_task_days(text: str) -> str:
    end = text[-200:].rstrip()
    found = _TASK_DAYS.search(end)
    return text[:-200] + end[: found.start()] if found else text


def due_in(text: str) -> tuple[date | None, str]:
    """A day behind ``due`` or ``by``; else the words behind ``Due:``, or a day without its year, as written."""
    typed = ""
    if (chosen := _CHOSEN_DAY.search(text, max(0, len(text) - 60))) and (days := days_in(chosen["day"])):
        return days[0].day, ""
    for found in _DUE.finditer(text[:4000]):
        part = text[found.end() : found.end() + 40]
        days = days_in(part)
        if days and days_in(part[:12]) + days_in(part[:24]):
            return days[0].day, ""
        written = day_at(part, 0)
        if written and written[0].month and not written[0].problem:
            typed = typed or part[: written[1]].strip(" .")
        elif found["label"]:
            typed = typed or owner_name(_SEPARATOR.split(part, maxsplit=1)[0])
    return None, typed


def due_after(day: date | None, typed: str) -> date | None:
    """The next ``Dec 24`` seen from the day of the incident; None for all that is more or less than month and day."""
    written = day_at(typed, 0) if day else None
    if day is None or written is None or written[1] != len(typed.rstrip(" .")) or written[0].numbers:
        return None
    month, number = written[0].month, written[0].day
    if not month or written[0].year or written[0].problem or (month, number) == (2, 29):
        return None
    found = date(day.year, month, number)
    return found if found >= day else date(day.year + 1, month, number)


def kind_in(text: str) -> ActionKind | None:
    """Of a cell that names the kind of an action."""
    plain = text.lower()
    return next((kind for kind, names in _KINDS if any(word in plain for word in names)), None)
