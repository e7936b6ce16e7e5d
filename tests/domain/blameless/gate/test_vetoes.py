"""Vetoes: each can stop something, and stops no more than what it is for."""

import tomllib
from importlib import resources
from typing import Any, Final

import pytest

from core.domain.blameless import default_rules
from core.domain.blameless.gate.judging import judged
from core.domain.blameless.reading import read

_GATE: Final = resources.files("core.domain.blameless").joinpath("gate")
VETOES: Final[list[dict[str, Any]]] = tomllib.loads(_GATE.joinpath("vetoes.toml").read_text(encoding="utf-8"))["veto"]
BREAKS: Final = tomllib.loads(_GATE.joinpath("features.toml").read_text(encoding="utf-8"))["words"]["clause-break"]


def vetoes_of(sentence: str) -> dict[str, set[str]]:
    """The rules that each veto stops in a sentence; under "" those that nothing stops."""
    rules = default_rules()
    found: dict[str, set[str]] = {}
    for item in judged(read(sentence, (), rules.lexicon), None, rules):
        found.setdefault(item.veto, set()).add(item.found.ready.rule.id)
    return found


@pytest.mark.parametrize(
    ("veto", "sentence"),
    [
        ("who in a relative clause", "Users who should have received a mail did not."),
        ("who in a relative clause", "The carrier who should have moved the pallet was closed."),
        ("missed or ignored in a condition", "If someone ignored the mail the lease ran out."),
        ("a program that is called operator", "The Kubernetes operator did not check the lease."),
        ("asleep at night", "Kim was asleep at 03:00."),
        ("a wish for a product", "We could have used a better form."),
        ("another tool next time", "Next time we should use a different framework."),
        ("what nobody reads", "There is a log which nobody checks."),
        ("steps in an order", "Read the error first, restart second."),
        ("people who grow into it", "The crew started to be more careful."),
        ("what somebody wrongly believed", "I mistakenly assumed that the gate was open."),
        ("nobody's fault", "It wasn't my fault, the gate was open."),
        ("how much it is, told and not asked", "It showed how easy it is to lose a lease."),
        ("which team it was done to", "Which team was the pallet sent to?"),
        ("a duty nobody could have known of", "We didnt predict the rain."),
        ("what it becomes", "Improve the on-call schedule as a calendar feed."),
        ("where to read on", "Read more about it in the wiki of the depot."),
        ("where to read on", "Learn more about it on the page of the depot."),
        ("what the writer never met", "Nobody has ever told us of the second gate."),
        ("a quality that people showed", "The drivers gained more discipline on the ramp."),
        ("what a guard is against", "A cage guards the pump against careless handling."),
        ("what the writer has no wish for", "I am not interested in a second depot."),
        ("they are things", "These lists may be short, but they must be careful."),
        ("a day is named", "Improve the handover in Thursday's session."),
        ("a program with a person's name", "Because Osprey did not sync the lease table."),
        ("nothing that a look found", "Harrier did not raise any further concerns."),
        ("all that it should take", "Two spare pumps would be all that is required."),
        ("harm that may come", "A leak potentially caused by the vendors would look the same."),
        ("better than another, always", "The short ramp was always going to be cheaper than a bridge."),
        ("what it is to contain", "Improve the tank board to list the leases."),
        ("a number is asked for", "Try to name at least two doors."),
        ("scorn for a tool", "The editor is mostly rubbish."),
        ("what people are to like", "Make readers want to come back to the depot."),
        ("a meeting is announced", "Meet together to plan the move of the ramp."),
    ],
)
def test_a_veto_stops_what_it_is_for(veto: str, sentence: str) -> None:
    """Also those that meet no sentence of the other tests."""
    assert veto in vetoes_of(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Who should have checked the lease?", "The engineer who should have checked the lease?", "Kim, who broke it?"],
)
def test_who_is_asked_about_a_person_is_not_a_relative_clause(sentence: str) -> None:
    """Behind a role or at the start the question stays a question."""
    assert "who in a relative clause" not in vetoes_of(sentence)


@pytest.mark.parametrize(
    ("veto", "sentence"),
    [
        ("people who grow into it", "The crew should be more careful."),
        ("what somebody wrongly believed", "I mistakenly deleted the lease."),
        ("nobody's fault", "It wasn't the gate, but my fault."),
        ("how much it is, told and not asked", "How much longer will they show us nothing?"),
        ("which team it was done to", "Which team was asleep?"),
        ("where to read on", "Read the mails more often."),
        ("what the writer never met", "No one ever told the desk that the gate was open."),
        ("a quality that people showed", "The crew needs to show better discipline."),
        ("what a guard is against", "The pump broke because of careless handling."),
        ("what the writer has no wish for", "The crew did not care."),
        ("they are things", "These drivers should be thorough."),
        ("a day is named", "Improve the handover."),
        ("a program with a person's name", "Kim did not check the lease table."),
        ("nothing that a look found", "Harrier did not report the leak to the desk."),
        ("all that it should take", "All they had to do was restart the pump."),
        ("harm that may come", "The gap was caused by the vendors."),
        ("better than another, always", "It was always going to fail."),
        ("what it is to contain", "Enhance monitoring to prevent leaks."),
        ("a number is asked for", "Try to be careful."),
        ("scorn for a tool", "The handling by the crew was rubbish."),
        ("what people are to like", "Make people responsible for the ramp."),
        ("a meeting is announced", "We should meet more often to plan the move."),
    ],
)
def test_a_veto_leaves_alone_what_only_looks_like_it(veto: str, sentence: str) -> None:
    """The same words about what somebody did, is to do, or is asked."""
    assert vetoes_of(sentence)
    assert veto not in vetoes_of(sentence)


@pytest.mark.parametrize("sentence", ["When the alert came, people ignored it.", "They ignored the mail."])
def test_what_was_ignored_is_no_condition(sentence: str) -> None:
    """“When” tells of something that happened."""
    assert "missed or ignored in a condition" not in vetoes_of(sentence)


@pytest.mark.parametrize(
    "veto", [veto for veto in VETOES if veto.get("in") in ("clause", "before")], ids=lambda v: v["name"]
)
def test_no_pattern_waits_for_a_word_that_its_place_never_has(veto: dict[str, Any]) -> None:
    """A clause begins behind “if” or “when”, so a pattern that opens with one would never match in it; nor does a
    sentence end before a match."""
    for pattern in veto.get("patterns", ()):
        opening = pattern.strip(" ([").split()[0].strip("()").split("|")
        assert not set(opening) <= set(BREAKS["words"]), pattern
        assert veto["in"] != "before" or not pattern.rstrip().endswith("$"), pattern
