"""``python -m core.domain.blameless.gate.training FILE…``: the weights of the gate from labelled sentences.

A file has one JSON object a line: ``text``, ``section``, ``label`` (a category or ``ok``), perhaps ``span`` (the
words), ``organisation`` or ``source``, ``ambiguous`` (left out) and ``sampling``. Printed is how the engine does on
organisations that the weights were not made from: without a gate, with vetoes, with weights, with both. With
``--write`` the weights of all files together become ``weights.json``. The files are not part of Debrief, and nothing
of them but these numbers is kept.

Weights are held towards those of ``earlier.json``: what sentences said that are not at hand any more. They knew the
written sentences and the first reports too, which are flattered by it; ``--anew`` does without them. ``--new`` leaves
every weight that there is, for when the labels that made them are not at hand, and weighs only patterns that have none.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from core.domain.blameless.gate.confidence import (
    BIAS,
    KIND,
    PATTERN,
    SURE,
    Weights,
    confidence,
    read_weights,
    rule_name,
    written_weights,
)
from core.domain.blameless.gate.judging import Judged, judged
from core.domain.blameless.gate.logistic import Sample, fit
from core.domain.blameless.reading import read
from core.domain.blameless.ruleset import RuleSet, default_rules, pattern_names
from core.domain.choices import choice_named
from core.domain.postmortem import SectionId

_REAL: Final = 1.0  # what a sentence counts, from reports whose organisation is known; of others half
_WRITTEN: Final = 2.0  # and one that was written for a test: fewer, and in the words of few people
_OWN: Final = 0.3  # what an example of a rule counts: it is right by definition
_PASSED: Final = 0.8  # and what a sentence counts that a rule's examples let pass
# Taken from the bias: rules and vetoes were written with most of these sentences at hand, and are right less often
# elsewhere. In odds.
_CAUTION: Final = 0.3
# Taken from these categories too: what was shown with 60 to 70 % was right in half of all cases on four sets of texts
# that nobody had read, and in eight of ten for the others.
_LESS_SURE: Final = dict.fromkeys(("exhortation", "judgement", "vague_action"), 0.3)
_SMALLEST: Final = 0.03
_FIXED: Final = 1e9  # the penalty of a weight that may not move
_FOLDS: Final = 12
_ALSO: Final = {"action_items": "actions", "contributing_factors": "factors", "lessons_learned": "lessons"}


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence with what the rules found in it. ``matches``: with whether each is right, if one can tell."""

    group: str
    blames: bool
    sampling: str
    counts: float
    matches: tuple[tuple[Judged, bool | None], ...]


def penalty(name: str) -> float:
    """How far a weight is held to what it was: that of a rule or of one of its patterns little, of a fact for one
    category most. Chosen by what organisations left out were judged best with."""
    if name == BIAS:
        return 0.01
    if name.startswith(("rule: ", PATTERN)):
        return 1.5
    if name.startswith(KIND):
        return 2.0
    return 24.0 if ", " in name else 8.0


@cache
def earlier() -> Weights:
    """The weights that others are held towards; the bias is not among them."""
    return read_weights(Path(__file__).with_name("earlier.json").read_text(encoding="utf-8"))


def _group(row: Mapping[str, Any]) -> str:
    if row.get("organisation"):
        return str(row["organisation"])
    if not row.get("sampling"):  # written for a test: each is a group of its own
        return str(row["text"])
    found = re.search(r"github(?:usercontent)?\.com/([\w.-]+)", str(row.get("source", "")))
    return found.group(1) if found else str(row.get("source", ""))[:40]


def sentence_of(row: Mapping[str, Any], rules: RuleSet) -> Sentence:
    name = str(row.get("section") or "").lower().replace(" ", "_")
    section = choice_named(SectionId, _ALSO.get(name, name))
    text, label = str(row["text"]), row["label"]
    reading = read(text, (), rules.lexicon)
    place = text.find(str(row["span"])) if row.get("span") else -1
    matches: list[tuple[Judged, bool | None]] = []
    for item in judged(reading, section, rules):
        start, end = reading.places[item.found.start][0], reading.places[item.found.end - 1][1]
        there = place < 0 or (start < place + len(str(row["span"])) and place < end)
        matches.append((item, label != "ok" if there or label == "ok" else None))
    counts = _REAL if row.get("organisation") else _REAL / 2 if row.get("sampling") else _WRITTEN
    return Sentence(_group(row), label != "ok", str(row.get("sampling", "")), counts, tuple(matches))


def _own(rules: RuleSet) -> list[Sentence]:
    """The examples beside the rules: what each flags, by that rule, and what each lets pass, by any."""
    flagged = [
        Sentence(
            "",
            True,
            "",
            _OWN,
            tuple(
                (item, True)
                for item in judged(read(example.text, (), rules.lexicon), example.section, rules)
                if item.found.ready is ready
            ),
        )
        for ready in rules.ready.values()
        for example in ready.rule.flag
    ]
    passed = [
        Sentence(
            "",
            False,
            "",
            _PASSED,
            tuple((item, False) for item in judged(read(example.text, (), rules.lexicon), example.section, rules)),
        )
        for ready in rules.ready.values()
        for example in ready.rule.pass_
    ]
    return flagged + passed


def samples(sentences: Iterable[Sentence]) -> list[Sample]:
    """Every match that can be told right or wrong. Those that a veto stops too: they are what goes wrong by itself."""
    return [
        Sample(sorted(item.names), right, sentence.counts / len(sentence.matches) ** 0.5)
        for sentence in sentences
        for item, right in sentence.matches
        if right is not None
    ]


def weights_of(
    sentences: Sequence[Sentence], rules: RuleSet, towards: Weights, *, new_only: bool = False
) -> dict[str, float]:
    """The weights, rounded as they are written. A rule that no sentence met has one too, one that is gone has none.

    With ``new_only`` each that is in ``towards`` stays as it is there, and only patterns without one get theirs.
    """
    if new_only:
        made = fit(samples(sentences), lambda name: penalty(name) if _is_new(name, towards) else _FIXED, towards)
    else:
        made = fit(samples(sentences), penalty, towards)
        made[BIAS] -= _CAUTION
        for category, much in _LESS_SURE.items():
            made[category] = made.get(category, 0.0) - much
    own = {rule_name(rule) for rule in rules.ready}
    own |= {PATTERN + name for name in pattern_names(rules)}
    return dict.fromkeys(map(rule_name, rules.ready), 0.0) | {
        name: round(weight, 2)
        for name, weight in made.items()
        if abs(weight) >= _SMALLEST and (name in own or not name.startswith(("rule: ", PATTERN)))
    }


def _is_new(name: str, towards: Weights) -> bool:
    return name.startswith(PATTERN) and name not in towards


def weighable(rules: RuleSet) -> RuleSet:
    """The same, with a weight for each rule: one that is new has none yet, and would not be read for evidence."""
    ready = rules.without(())
    ready.weights = {rule_name(rule): 0.0 for rule in rules.ready} | dict(rules.weights)
    return ready


def _told(name: str, results: Sequence[tuple[Sentence, float]], threshold: float) -> str:
    told = [sentence for sentence, sure in results if sure >= threshold]
    right = sum(sentence.blames for sentence in told)
    there = sum(sentence.blames for sentence, _ in results)
    chance = [sure for sentence, sure in results if sentence.sampling == "random" and not sentence.blames]
    alarms = 100 * sum(sure >= threshold for sure in chance) / max(1, len(chance))
    return (
        f"{name:34} precision {100 * right / max(1, len(told)):5.1f}  recall {100 * right / max(1, there):5.1f}"
        f"  alarms in 100 random {alarms:4.2f}"
    )


def report(
    files: Mapping[str, Sequence[Sentence]], rules: RuleSet, towards: Weights, *, new_only: bool = False
) -> None:
    """What each form of the gate does on organisations left out, file by file."""
    every = {sentence.group for sentences in files.values() for sentence in sentences}
    groups = sorted(every, key=lambda name: (crc32(name.encode()), name))  # mixed, and the same each time
    sure: dict[int, float] = {}
    open_sure: dict[int, float] = {}
    everything = [sentence for sentences in files.values() for sentence in sentences]
    own = _own(rules)
    for fold in range(_FOLDS):
        out = set(groups[fold::_FOLDS])
        weights = weights_of(
            [*(labelled for labelled in everything if labelled.group not in out), *own],
            rules,
            towards,
            new_only=new_only,
        )
        for labelled in everything:
            if labelled.group in out:
                told = [(confidence(weights, item.names), item.veto) for item, _ in labelled.matches]
                sure[id(labelled)] = max((value for value, veto in told if not veto), default=0.0)
                open_sure[id(labelled)] = max((value for value, _ in told), default=0.0)
    for name, sentences in files.items():
        kept = [labelled for labelled in sentences if labelled.sampling != "flagged"]
        sys.stdout.write(f"{name}: {len(kept)} sentences, {sum(labelled.blames for labelled in kept)} of them blame\n")
        forms = {
            "rules alone": [(labelled, float(bool(labelled.matches))) for labelled in kept],
            "(a) vetoes": [(labelled, float(any(not item.veto for item, _ in labelled.matches))) for labelled in kept],
            "(b) weights": [(labelled, open_sure[id(labelled)]) for labelled in kept],
            "(a) and (b)": [(labelled, sure[id(labelled)]) for labelled in kept],
        }
        for form, results in forms.items():
            sys.stdout.write(f"  {_told(form, results, SURE)}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m core.domain.blameless.gate.training")
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--write", action="store_true", help="write weights.json")
    options.add_argument("--anew", action="store_true", help="without the earlier weights")
    options.add_argument("--new", action="store_true", help="weigh only patterns that have no weight yet")
    chosen = options.parse_args(arguments)
    rules = weighable(default_rules())
    towards: Weights = default_rules().weights if chosen.new else {} if chosen.anew else earlier()
    files = {
        path.stem: [
            sentence_of(row, rules)
            for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
            if not row.get("ambiguous")
        ]
        for path in chosen.files
    }
    report(files, rules, towards, new_only=chosen.new)
    if chosen.write:
        everything = [sentence for sentences in files.values() for sentence in sentences]
        made = weights_of([*everything, *_own(rules)], rules, towards, new_only=chosen.new)
        text = written_weights(made)
        Path(__file__).with_name("weights.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
