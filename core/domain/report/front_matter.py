"""What stands between ``---`` or ``+++`` lines at the top of a file: keys with values, read without any YAML library.

Only what reports hold: ``key: value``, quotes, lists in brackets or with dashes, a text that goes on in indented lines.
A file decides nothing else here: no tags, no anchors, no types.
"""

import re
from typing import Final

_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,40}?) ?[:=] ?(?P<value>.*)")
_NAMED: Final = re.compile(r"(?:name|id|title|service|tag|label): (?P<value>.+)")
"""The first line of an entry that has keys of its own; its other keys are not read."""
_MOST_LINES: Final = 200
Facts = dict[str, list[str]]


def split_front_matter(lines: list[str]) -> tuple[Facts, int]:
    """Keys in lower case with their values, and how many lines it takes; 0 without front matter."""
    first = next((number for number, line in enumerate(lines[:20]) if line.strip()), None)
    if first is None or lines[first].strip() not in ("---", "+++"):
        return {}, 0
    mark = lines[first].strip()
    for number in range(first + 1, min(len(lines), first + _MOST_LINES)):
        if lines[number].strip() == mark or (mark == "---" and lines[number].strip() == "..."):
            inside = lines[first + 1 : number]
            facts = _facts(inside)
            return (facts, number + 1) if facts or not any(line.strip() for line in inside) else ({}, 0)
    return {}, 0


def _facts(lines: list[str]) -> Facts:
    facts: Facts = {}
    key, keyed = "", False
    for line in lines:
        plain = line.strip()
        found = _KEY.fullmatch(line.rstrip()) if line[:1].strip() else None
        if found and not plain.startswith("-"):
            key, keyed = found["key"].strip().lower(), False
            facts[key] = _values(found["value"].strip())
        elif key and plain.startswith("- "):
            named = _NAMED.fullmatch(plain[2:].strip())
            keyed = named is not None
            facts[key].append(_unquoted((named["value"] if named else plain[2:]).strip()))
        elif key and plain and line[:1].isspace() and not (keyed and _KEY.fullmatch(plain)):
            facts[key] = [*facts[key][:-1], f"{facts[key][-1]} {plain}".strip()] if facts[key] else [plain]
    return facts


def _values(text: str) -> list[str]:
    if text.startswith("[") and text.endswith("]"):
        return [item for part in text[1:-1].split(",") if (item := _unquoted(part.strip()))]
    return [value] if (value := _unquoted(text)) and value not in ("|", ">", "|-", ">-") else []


def _unquoted(text: str) -> str:
    for mark in ('"', "'"):
        if len(text) > 1 and text.startswith(mark) and text.endswith(mark):
            return text[1:-1].replace(f"\\{mark}", mark).replace("''", "'")
    return text
