"""``report FILE.jsonl``: each rule's hits on labelled sentences, and which rules should be looked at."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, TextIO

from core.domain.blameless.command.arguments import PROGRAM
from core.domain.blameless.command.labelled import Labelled, labelled_lines
from core.domain.blameless.command.tally import FEWEST_HITS, LEAST_SHARE, RuleTally, Totals, tally
from core.domain.blameless.ruleset import RuleSet, default_rules
from core.domain.blameless.team import with_team
from core.errors import DebriefError

REPORT: Final = "report"


def report(arguments: Sequence[str], out: TextIO) -> int:
    """Write the report; the exit status is 2 for a file that cannot be read."""
    chosen = _options().parse_args(arguments)
    try:
        rules = default_rules()
        if chosen.rules:
            rules = with_team(chosen.rules.read_text(encoding="utf-8"), rules)
        sentences = chain.from_iterable(map(labelled_lines, chosen.files))
        tallies, totals = tally((item for item in sentences if _counts(item, chosen)), rules)
    except (DebriefError, OSError, UnicodeDecodeError) as trouble:
        sys.stderr.write(f"{PROGRAM} {REPORT}: {trouble}\n")
        return 2
    write = _as_json if chosen.format == "json" else _as_text
    out.writelines(f"{line}\n" for line in write(tallies, totals, rules, leave_out=chosen.leave_organisation_out))
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        prog=f"{PROGRAM} {REPORT}",
        description=f"Hits per rule on labelled sentences. Marked are rules with fewer than {FEWEST_HITS} hits, "
        f"or with less than {LEAST_SHARE:.0%} of them right.",
    )
    options.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl", help="sentences with a text and a label")
    options.add_argument("--format", choices=["text", "json"], default="text")
    options.add_argument(
        "--leave-organisation-out",
        action="store_true",
        help="also say the least share when the sentences of any one organisation are left out",
    )
    options.add_argument(
        "--leave-sampling", action="append", default=[], metavar="NAME", help="leave out sentences drawn like this"
    )
    options.add_argument("--strict", action="store_true", help="count ambiguous sentences too")
    options.add_argument("--rules", type=Path, metavar="FILE.toml", help="your team's own rules")
    return options


def _counts(sentence: Labelled, chosen: argparse.Namespace) -> bool:
    return (chosen.strict or not sentence.ambiguous) and sentence.sampling not in chosen.leave_sampling


def _as_text(tallies: Sequence[RuleTally], totals: Totals, rules: RuleSet, *, leave_out: bool) -> Iterator[str]:
    wide = max((len(item.rule) for item in tallies), default=4)
    without = "  without one" if leave_out else ""
    yield f"{'rule':{wide}}  hits  right  wrong  share  same kind  organisations{without}"
    for item in tallies:
        least = f"  {_percent(item.share_without_one):>11}" if leave_out else ""
        counts = f"{item.hits:4}  {item.right.total():5}  {item.wrong.total():5}  {_percent(item.share):>5}"
        marks = ", ".join(item.marks(leave_out=leave_out))
        yield f"{item.rule:{wide}}  {counts}  {item.same_kind:9}  {item.organisations:13}{least}  {marks}".rstrip()
    marked = sum(bool(item.marks(leave_out=leave_out)) for item in tallies)
    yield ""
    yield f"{len(tallies)} rules hit, {marked} of them are marked; {len(rules.rules) - len(tallies)} rules hit nothing."
    yield f"{totals.hits} hits, {totals.right_hits} right: {_percent(_ratio(totals.right_hits, totals.hits))}."
    precision, recall = _ratio(totals.found, totals.flagged), _ratio(totals.found, totals.to_find)
    yield (
        f"{totals.sentences} sentences, {totals.to_find} to find; {totals.flagged} flagged, {totals.found} of them "
        f"rightly: precision {_percent(precision)}, recall {_percent(recall)}."
    )
    if totals.random_fine:
        rate = 100 * totals.random_flagged / totals.random_fine
        yield f"Drawn at random and fine: {totals.random_fine}, flagged {totals.random_flagged}: {rate:.2f} per 100."


def _as_json(tallies: Sequence[RuleTally], totals: Totals, rules: RuleSet, *, leave_out: bool) -> Iterator[str]:
    hit = {item.rule for item in tallies}
    found: list[dict[str, Any]] = [
        {
            "rule": item.rule,
            "hits": item.hits,
            "right": item.right.total(),
            "wrong": item.wrong.total(),
            "share": round(item.share, 4),
            "same_kind": item.same_kind,
            "organisations": item.organisations,
            "share_without_one": item.share_without_one,
            "marks": item.marks(leave_out=leave_out),
        }
        for item in tallies
    ]
    silent = sorted(rule.id for rule in rules.rules if rule.id not in hit)
    yield json.dumps({"rules": found, "without_hits": silent, "totals": vars(totals)}, ensure_ascii=False, indent=2)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"
