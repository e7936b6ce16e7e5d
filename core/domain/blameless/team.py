"""A team's own rule file: rules of its own, words for the classes, rules switched off.

The file is checked whole before any of it is used, its examples included. What cannot be used is refused with the
line and the reason. Where the file is kept is not known here.
"""

import re
import tomllib
from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from core.domain.blameless.finding import rules_hit
from core.domain.blameless.lexicon import SHAPES, UnknownClass
from core.domain.blameless.pattern import BadPattern, parse
from core.domain.blameless.rules import Rule, RuleFile
from core.domain.blameless.ruleset import RuleSet, Unusable, default_rules, reason_of, texts_of
from core.errors import BadFile

_MOST_RULES: Final = 200
_MOST_TEXT: Final = 200_000


def with_team(text: str, base: RuleSet | None = None) -> RuleSet:
    """The rules of ``base`` and of a team's file together; BadFile when the file cannot be used."""
    rules = base or default_rules()
    file = _read(text)
    _check_names(text, file, rules)
    for place, rule in enumerate(file.rule):
        _check_patterns(text, place, rule)
    try:
        together = RuleSet([*rules.files, file], rules.weights)
    except Unusable as trouble:
        raise _refused(_line_with(text, [f'"{trouble.rule}"']), trouble.reason) from trouble
    except (UnknownClass, RecursionError) as trouble:
        raise _refused(_line_with(text, ["of ="]), reason_of(trouble)) from trouble
    for place, rule in enumerate(file.rule):
        if rule.id in together.ready:
            _check_examples(text, place, rule, together)
    return together


def _read(text: str) -> RuleFile:
    if len(text) > _MOST_TEXT:
        raise _refused(1, f"it is longer than {_MOST_TEXT} characters")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        found = re.search(r"\(at line (\d+)", str(trouble))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise _refused(line, re.sub(r" \(at .*\)$", "", str(trouble)).lower()) from trouble
    except RecursionError as trouble:
        raise _refused(1, "it is nested too deeply") from trouble
    try:
        file = RuleFile.model_validate(data)
    except ValidationError as trouble:
        first = trouble.errors()[0]
        where = [str(part) for part in first["loc"]]
        line = (
            _line_of_rule(text, int(where[1])) if where[:1] == ["rule"] and len(where) > 1 else _line_with(text, where)
        )
        raise _refused(line, f"“{'.'.join(where[-2:])}”: {first['msg'].lower()}") from trouble
    for place, rule in enumerate(file.rule):
        if rule.clauses:
            raise _refused(_line_of_rule(text, place), "“clauses” is for Debrief's own rules; say it in “patterns”")
    if len(file.rule) > _MOST_RULES:
        raise _refused(1, f"more than {_MOST_RULES} rules are too many")
    return file


def _check_names(text: str, file: RuleFile, rules: RuleSet) -> None:
    known = {rule.id for rule in rules.rules}
    for place, rule in enumerate(file.rule):
        if rule.id in known:
            raise _refused(_line_of_rule(text, place), f"there is already a rule called “{rule.id}”")
        known.add(rule.id)
    for off in file.switch_off:
        if off not in known:
            raise _refused(_line_with(text, [f'"{off}"']), f"there is no rule called “{off}” to switch off")
    phrases = {name for other in rules.files for name in other.phrases}
    classes = {name for other in rules.files for name in other.words} | set(file.words)
    for name in (*file.phrases, *file.words):
        if name in SHAPES or name in phrases or (name in file.phrases and name in classes):
            written = [f"{name} =", name] if name in file.phrases else [f"[words.{name}]", name]
            raise _refused(_line_with(text, written), f"the name “{name}” is already taken")
    for name, phrase in file.phrases.items():
        try:
            parse(phrase)
        except BadPattern as trouble:
            raise _refused(_line_with(text, [name]), f"the phrase “{name}”: {trouble}") from trouble


def _check_patterns(text: str, place: int, rule: Rule) -> None:
    for pattern in (text for texts in texts_of(rule) for text in texts):
        try:
            parse(pattern)
        except (BadPattern, RecursionError) as trouble:
            reason = f"the pattern “{pattern[:80]}”: {reason_of(trouble)}"
            raise _refused(_line_of_rule(text, place), reason) from trouble


def _check_examples(text: str, place: int, rule: Rule, rules: RuleSet) -> None:
    for example in rule.flag:
        if rule.id not in rules_hit(example.text, example.section, (), rules):
            raise _refused(_line_of_rule(text, place), f"its own example is not flagged: “{example.text}”")
    for example in rule.pass_:
        if rule.id in rules_hit(example.text, example.section, (), rules):
            raise _refused(_line_of_rule(text, place), f"it flags what should pass: “{example.text}”")


def _refused(line: int, reason: str) -> BadFile:
    return BadFile(f"This rule file cannot be used, line {line}: {reason}. Mend it and load it again.")


def _line_of_rule(text: str, place: int) -> int:
    heads = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[rule]]")]
    return heads[place] if place < len(heads) else 1


def _line_with(text: str, needles: Iterable[str]) -> int:
    for needle in needles:
        for number, line in enumerate(text.splitlines(), 1):
            if needle in line:
                return number
    return 1
