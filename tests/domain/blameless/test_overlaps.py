"""One hint over any word and one for what is said once; what is not shown takes no place."""

from functools import cache
from itertools import pairwise

import pytest

from core.domain.blameless import Category, Hint, RuleSet, Thresholds, check, default_rules, with_team
from core.domain.blameless.gate.judging import judged
from core.domain.blameless.hint import phrase_key
from core.domain.blameless.reading import read
from core.domain.blameless.thresholds import HIGHEST, LOWEST
from core.domain.postmortem import SectionId

BLAME = "Kim forgot to check the disk."
OWN = """
[[rule]]
id = "no-disks"
category = "minimiser_or_absolute"
message = "We write volume where we mean volume."
question = "Which volume?"
patterns = ["[check the disk]"]
flag = ["They check the disk."]
"""
SAME_CATEGORY = OWN.replace("no-disks", "no-disk-checks").replace("minimiser_or_absolute", "{category}")


@cache
def rules() -> RuleSet:
    return with_team(OWN)


def words_of(text: str, hints: list[Hint]) -> list[str]:
    return [text[item.start : item.end] for item in hints]


def the_one(text: str, rules: RuleSet | None = None) -> Hint:
    (hint,) = check(text, SectionId.FACTORS, rules=rules)
    return hint


def test_the_graver_of_two_is_shown() -> None:
    """And it covers the words of the other one."""
    hint = the_one(BLAME, rules=rules())
    assert hint.rule == the_one(BLAME).rule
    assert "check" in BLAME[hint.start : hint.end]


def test_what_is_below_its_threshold_hides_nothing() -> None:
    """The rule below it is shown instead, whether a rule's own threshold or the team's hides the first."""
    shipped = dict.fromkeys(default_rules().ready, HIGHEST)
    assert the_one(BLAME, rules=rules()).confidence < HIGHEST
    for thresholds in (Thresholds(rules=shipped), Thresholds(HIGHEST)):
        shown = check(BLAME, SectionId.FACTORS, rules=rules(), thresholds=thresholds)
        assert [item.rule for item in shown] == ["no-disks"]


def test_of_two_shipped_rules_the_next_one_speaks_when_the_first_must_be_surer() -> None:
    """Both found the same words; the one that the team did not wave away is still heard."""
    first = the_one(BLAME)
    (second,) = check(BLAME, SectionId.FACTORS, thresholds=Thresholds(rules={first.rule: HIGHEST}))
    assert second.rule != first.rule
    assert second.sure


def test_a_silent_rule_hides_nothing() -> None:
    """Muted or switched off, of Debrief or of the team."""
    first = the_one(BLAME, rules=rules())
    found_too = {item.id for item in default_rules().rules if item.category is first.category}
    assert the_one(BLAME, rules=rules().without(frozenset(found_too))).rule == "no-disks"
    assert the_one(BLAME, rules=rules().without({first.rule})).rule not in (first.rule, "no-disks")
    assert the_one(BLAME, rules=rules().without({"no-disks"})).rule == first.rule


def test_a_dismissed_hint_hides_nothing_of_another_kind() -> None:
    """The team said of one thing that it may stay; the other was never asked about."""
    first = the_one(BLAME, rules=rules())
    dismissed = {phrase_key(BLAME[first.start : first.end])}
    shown = check(BLAME, SectionId.FACTORS, rules=rules(), dismissed=dismissed)
    assert [item.rule for item in shown] == ["no-disks"]
    assert check(BLAME, SectionId.FACTORS, rules=default_rules(), dismissed=dismissed) == []


def test_a_dismissed_hint_does_not_come_back_by_another_rule_of_its_kind() -> None:
    """Nobody has to wave the same thing away twice."""
    first = the_one(BLAME)
    both = with_team(SAME_CATEGORY.format(category=first.category.value))
    dismissed = {phrase_key(BLAME[first.start : first.end])}
    assert check(BLAME, SectionId.FACTORS, rules=both, dismissed=dismissed) == []
    elsewhere = f"{BLAME} Later they check the disk."
    assert [
        elsewhere[item.start :] for item in check(elsewhere, SectionId.FACTORS, rules=both, dismissed=dismissed)
    ] == ["check the disk."]


def test_dismissed_words_are_known_however_they_are_spaced_and_capitalised() -> None:
    """As they are stored."""
    hint = the_one(BLAME)
    assert phrase_key(f"  {BLAME[hint.start : hint.end].upper()} ") == BLAME[hint.start : hint.end].lower()
    spaced = BLAME.replace(" ", "  ")
    assert check(spaced, SectionId.FACTORS, dismissed={phrase_key(BLAME[hint.start : hint.end])}) == []


def test_a_closer_look_moves_no_sure_hint() -> None:
    """What is unsure comes beside them, and says so."""
    text = f"{BLAME} We should have tested it. Improve monitoring. Be careful! I was sloppy here."
    high = Thresholds(0.996)
    sure = check(text, None, thresholds=high)
    closer = check(text, None, thresholds=high, closer=True)
    assert sure
    assert [item for item in closer if item.sure] == sure
    unsure = [item for item in closer if not item.sure]
    assert unsure
    assert all(LOWEST <= item.confidence < high.of(item.rule) for item in unsure)
    places = sorted((item.start, item.end) for item in closer)
    assert all(a[1] <= b[0] for a, b in pairwise(places))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Be more careful next time.", ["Be more careful"]),
        ("Next time, be more careful.", ["be more careful"]),
        ("Be more careful, next time.", ["Be more careful"]),
        ("Be more careful. Be more careful.", ["Be more careful", "Be more careful"]),
        ("Everyone must be careful, and everyone must read the runbook.", ["be careful", "read the runbook"]),
    ],
)
def test_one_exhortation_is_marked_once(text: str, marked: list[str]) -> None:
    """Two rules that see the same one give one mark; two exhortations still get two."""
    shown = [item for item in check(text, None) if item.category is Category.EXHORTATION]
    assert words_of(text, shown) == marked


def test_different_things_in_one_clause_are_marked_apart() -> None:
    """A word that makes something small is another matter than the reproach beside it."""
    text = "Obviously the reviewer should have asked."
    assert len(check(text, SectionId.ROOT_CAUSE)) == 2


def test_a_phrase_comes_before_a_kind_of_clause() -> None:
    """It knows better what is meant and can offer words; the clause speaks where no phrase does."""
    phrase = the_one("The operator did not check the lease.")
    assert not default_rules().ready[phrase.rule].rule.clauses
    found = {
        item.found.ready.rule.id
        for item in judged(
            read("The operator did not check the lease.", (), default_rules().lexicon), None, default_rules()
        )
    }
    assert "clause-not-done" in found
