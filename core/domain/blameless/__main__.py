"""``python -m core.domain.blameless``: JSON lines in, JSON lines out, for scoring and for commit hooks.

In: ``{"text": …, "section": …, "people": […]}``. Out, in the same order: ``{"flagged": …, "spans": [{"start",
"end", "category", "rule", "message", "question", "suggestions"}]}``; offsets are code points. A line that cannot be
read answers ``{"error": …}``. With ``--rules FILE`` a team's own rules join in; with ``--fail`` the exit status is 1
when something was flagged. No rule lives here.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from core.domain.blameless.engine import check
from core.domain.blameless.ruleset import RuleSet, default_rules
from core.domain.blameless.team import with_team
from core.domain.postmortem import SectionId
from core.errors import BadInput, DebriefError

_ALSO: Final = {
    "action_items": SectionId.ACTIONS,
    "action": SectionId.ACTIONS,
    "contributing_factors": SectionId.FACTORS,
    "lessons_learned": SectionId.LESSONS,
    "followup": SectionId.FOLLOW_UP,
    "follow-up": SectionId.FOLLOW_UP,
}


def section_named(name: object) -> SectionId | None:
    """The section of a name as people write it; an unknown one is none, so that every rule works."""
    if not isinstance(name, str):
        return None
    plain = name.strip().lower().replace(" ", "_")
    if plain in _ALSO:
        return _ALSO[plain]
    return SectionId(plain) if plain in set(SectionId) else None


def answer(line: str, rules: RuleSet) -> dict[str, Any]:
    """The answer to one line."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as trouble:
        raise BadInput("This line is not JSON. Write one object a line, with a text and a section.") from trouble
    text = asked.get("text") if isinstance(asked, dict) else None
    people = asked.get("people") or () if isinstance(asked, dict) else ()
    if not isinstance(text, str) or not isinstance(people, list | tuple) or not all(isinstance(p, str) for p in people):
        raise BadInput('This line has no text. Write {"text": …, "section": …}, and people as a list of names.')
    hints = check(text, section_named(asked.get("section")), people, rules)
    return {"flagged": bool(hints), "spans": [hint.model_dump(mode="json") for hint in hints]}


def main(arguments: Sequence[str] | None = None, lines: TextIO | None = None, out: TextIO | None = None) -> int:
    options = argparse.ArgumentParser(
        prog="python -m core.domain.blameless", description="Blameless hints, line by line."
    )
    options.add_argument("--rules", type=Path, help="a TOML file with your team's rules")
    options.add_argument("--fail", action="store_true", help="end with status 1 when a line was flagged")
    chosen = options.parse_args(arguments)
    source, target = lines or sys.stdin, out or sys.stdout
    try:
        rules = default_rules()
        if chosen.rules:
            rules = with_team(chosen.rules.read_text(encoding="utf-8"), rules)
    except (DebriefError, OSError, UnicodeDecodeError) as trouble:
        target.write(json.dumps({"error": str(trouble)}, ensure_ascii=False) + "\n")
        return 2
    flagged = failed = False
    for line in source:
        if not line.strip():
            continue
        try:
            found = answer(line, rules)
        except BadInput as trouble:
            found, failed = {"error": trouble.sentence}, True
        flagged = flagged or found.get("flagged", False)
        target.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 2 if failed else 1 if flagged and chosen.fail else 0


if __name__ == "__main__":
    sys.exit(main())
