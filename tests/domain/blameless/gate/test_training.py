"""Labelled sentences become weights and a report on organisations left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.domain.blameless import default_rules
from core.domain.blameless.gate import training
from core.domain.blameless.gate.confidence import PATTERN, rule_name
from core.domain.blameless.gate.training import earlier, main, samples, sentence_of, weights_of


def row(text: str, section: str, label: str, **more: str) -> dict[str, Any]:
    """A line of a file."""
    return {"text": text, "section": section, "label": label, **more}


REAL = {"sampling": "random"}
ROWS = [
    row(
        "The operator failed to escalate.", "factors", "counterfactual_person", span="failed", organisation="a", **REAL
    ),
    row("We need to be more careful.", "lessons", "exhortation", span="be more careful", organisation="b", **REAL),
    row("Ina asked us to be careful with her vase.", "lessons", "ok", organisation="c", **REAL),
    row("The queue was full.", "factors", "ok", organisation="c", **REAL),
    row("Root cause: human error.", "root_cause", "human_error", span="human error", source="written"),
]


def test_a_match_is_right_where_the_label_is() -> None:
    """In a sentence that blames, a match beside the labelled words tells nothing."""
    blaming = {**ROWS[0], "text": "It was a human error, and the operator failed to escalate."}
    matches = sentence_of(blaming, default_rules()).matches
    judged = {item.found.ready.rule.category.value: right for item, right in matches}
    assert judged["counterfactual_person"] is True
    assert judged["human_error"] is None
    assert all(
        right is False for _, right in sentence_of({**blaming, "label": "ok", "span": ""}, default_rules()).matches
    )


def test_what_is_vetoed_teaches_too() -> None:
    """It shows what goes wrong by itself; without it the weights would think too well of the rules."""
    wish = sentence_of(row("I want to learn to be better at it.", "lessons", "ok"), default_rules())
    assert any(item.veto for item, _ in wish.matches)
    assert [sample.right for sample in samples([wish])] == [False] * len(wish.matches)


def test_sentences_of_one_organisation_are_left_out_together() -> None:
    """Those written for a test each by itself."""
    here, there, written = (sentence_of(ROWS[number], default_rules()) for number in (2, 3, 4))
    assert here.group == there.group != written.group


def test_every_rule_gets_a_weight() -> None:
    """Zero, when no sentence met it."""
    weights = weights_of([sentence_of(line, default_rules()) for line in ROWS], default_rules(), {})
    assert {rule_name(rule) for rule in default_rules().ready} <= set(weights)


def test_new_patterns_are_weighed_without_touching_what_there_is() -> None:
    """For when the labels behind the present weights are not at hand."""
    there = {name: weight for name, weight in default_rules().weights.items() if not name.startswith(PATTERN)}
    sentences = [sentence_of(line, default_rules()) for line in ROWS]
    weights = weights_of(sentences, default_rules(), there, new_only=True)
    assert {name: weights[name] for name in there} == there
    assert any(name.startswith(PATTERN) for name in weights)
    assert weights != weights_of(sentences, default_rules(), there)


def test_some_categories_must_be_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a fixed step, which those that leave the weights alone do not take a second time."""
    sentences = [sentence_of(line, default_rules()) for line in ROWS]
    surer = weights_of(sentences, default_rules(), {})
    monkeypatch.setattr(training, "_LESS_SURE", {})
    plain = weights_of(sentences, default_rules(), {})
    changed = {name for name in plain.keys() | surer.keys() if plain.get(name, 0.0) != surer.get(name, 0.0)}
    assert changed == {"exhortation", "judgement", "vague_action"}
    assert all(round(plain.get(name, 0.0) - surer.get(name, 0.0), 1) == 0.3 for name in changed)


def test_earlier_weights_are_of_what_there_is() -> None:
    """What they say of a rule or a pattern that is gone is not written."""
    rules = default_rules()
    gone = {rule_name("gone"): 2.0, f"{PATTERN}gone 0123abcd": 2.0, "learning": -1.0}
    weights = weights_of([sentence_of(line, rules) for line in ROWS], rules, gone)
    assert not {rule_name("gone"), f"{PATTERN}gone 0123abcd"} & set(weights)
    assert weights["learning"] < 0
    assert rule_name("human-error") in earlier()


def test_weights_are_made_anew_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without what was learnt before, a few sentences tell less."""
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    assert main([str(path), "--anew"]) == 0
    assert "few: 5 sentences, 3 of them blame" in capsys.readouterr().out
    sentences = [sentence_of(line, default_rules()) for line in ROWS]
    anew, held = (weights_of(sentences, default_rules(), towards) for towards in ({}, earlier()))
    assert len(anew) < len(held)


def test_the_report_compares_the_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File by file; ambiguous sentences are left out, and nothing is written unless asked."""
    weights = Path("core/domain/blameless/gate/weights.json")
    before = weights.read_bytes()
    path = tmp_path / "few.jsonl"
    rows = [*ROWS, {**ROWS[0], "ambiguous": True}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main([str(path)]) == 0
    out = capsys.readouterr().out
    assert "few: 5 sentences, 3 of them blame" in out
    assert all(form in out for form in ("rules alone", "(a) vetoes", "(b) weights", "(a) and (b)"))
    assert weights.read_bytes() == before
