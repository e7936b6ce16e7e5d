"""``python -m core.domain.blameless``: hints for Markdown files, for a commit hook, for CI and for scoring.

``FILE.md …`` reads files, ``report FILE.jsonl`` measures the rules, and without files JSON lines are answered:
``{"text": …, "section": …, "people": […]}`` with ``{"flagged": …, "spans": [{"start", "end", "category", "rule",
"message", "question", "suggestions"}]}``, offsets in code points, or ``{"error": …}``. No rule lives here.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from typing import TextIO

from core.domain.blameless.command.arguments import PROGRAM, parse_arguments
from core.domain.blameless.command.files import MOST_BYTES, STDIN, check_file
from core.domain.blameless.command.formats import FORMATS
from core.domain.blameless.command.json_lines import Way, answer_lines
from core.domain.blameless.command.report import REPORT, report
from core.domain.blameless.ruleset import RuleSet, default_rules
from core.domain.blameless.team import with_team
from core.domain.blameless.team_file import MOST_BYTES as MOST_TEAM_BYTES
from core.domain.blameless.team_file import read_team_file
from core.domain.blameless.thresholds import Thresholds
from core.errors import DebriefError


def main(arguments: Sequence[str] | None = None, lines: TextIO | None = None, out: TextIO | None = None) -> int:
    """The exit status: 0 nothing found, 1 hints found, 2 wrong use or something that cannot be read."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a letter from elsewhere is no reason to fail
    target = out or sys.stdout
    if given[:1] == [REPORT]:
        return report(given[1:], target)
    chosen = parse_arguments(given)
    try:
        rules, thresholds = _rules(chosen)
    except (DebriefError, OSError, UnicodeDecodeError) as trouble:
        if chosen.files:
            return _trouble(str(trouble))
        target.write(json.dumps({"error": str(trouble)}, ensure_ascii=False) + "\n")
        return 2
    if not chosen.files:
        way = Way(rules, thresholds, plain=chosen.plain, fail=chosen.fail, closer=chosen.closer)
        return answer_lines(lines or sys.stdin, target, way)
    return _files(chosen, rules, thresholds, lines, target)


def _rules(chosen: argparse.Namespace) -> tuple[RuleSet, Thresholds | None]:
    """Raises BadFile, OSError and UnicodeDecodeError for a file that cannot be used."""
    rules, thresholds = default_rules(), None
    if chosen.rules:
        rules = with_team(chosen.rules.read_text(encoding="utf-8"), rules)
    if chosen.team:
        with chosen.team.open("rb") as file:
            team = read_team_file(file.read(MOST_TEAM_BYTES + 1))
        if team.rules.strip():
            rules = with_team(team.rules, rules)
        rules, thresholds = rules.without(team.silent()), team.thresholds()
    return rules, thresholds


def _files(
    chosen: argparse.Namespace, rules: RuleSet, thresholds: Thresholds | None, lines: TextIO | None, out: TextIO
) -> int:
    results = []
    for path in chosen.files:
        data = _standard_input(lines) if path == STDIN else None
        result = check_file(path, data, chosen.person, rules, thresholds, closer=chosen.closer)
        results.append(result)
        if result.error:
            _trouble(f"{path}: {result.error}")
    out.writelines(f"{line}\n" for line in FORMATS[chosen.format](results))
    if any(result.error for result in results):
        return 2
    return 1 if any(found.hint.sure for result in results for found in result.hints) and not chosen.exit_zero else 0


def _standard_input(lines: TextIO | None) -> bytes:
    if lines is not None:
        return lines.read(MOST_BYTES + 1).encode()
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _trouble(sentence: str) -> int:
    sys.stderr.write(f"{PROGRAM}: {sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
