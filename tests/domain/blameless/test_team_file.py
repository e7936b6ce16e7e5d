"""A team's tuning as one file: read whole or refused with a sentence, whatever is in it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.blameless import default_rules
from core.domain.blameless.team_file import MOST_BYTES, RuleTuning, TeamFile, read_team_file
from core.domain.blameless.thresholds import DEFAULT
from core.errors import BadFile

GOOD: dict[str, Any] = {
    "debrief_hints": 1,
    "rules": 'switch_off = ["obviously"]\n',
    "threshold": 0.75,
    "tuning": {"human-error": {"silent": "off"}, "be-careful": {"threshold": 0.8, "silent": "muted"}},
}


def file_of(**changes: Any) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_what_was_written_is_read_again() -> None:
    """Every value, and the mark at a file's beginning that some editors leave."""
    file = read_team_file(file_of())
    assert read_team_file(file.as_json()) == file
    assert read_team_file(b"\xef\xbb\xbf" + file.as_json()) == file
    assert file.silent() == {"human-error", "be-careful"}
    assert file.thresholds().base == 0.75
    assert file.thresholds().rules == {"be-careful": 0.8}
    assert file.unknown(default_rules()) == []


def test_an_empty_tuning_is_what_comes_with_debrief() -> None:
    """Only the version has to stand there."""
    file = read_team_file(b'{"debrief_hints": 1}')
    assert file == TeamFile()
    assert file.thresholds().base == DEFAULT
    assert file.silent() == frozenset()


def test_rules_of_another_version_are_named() -> None:
    """They are no reason to refuse a file."""
    file = read_team_file(file_of(tuning={"gone-rule": {}, "human-error": {}}))
    assert file.unknown(default_rules()) == ["gone-rule"]
    assert file.tuning["gone-rule"] == RuleTuning()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no tuning of hints"),
        (b'{"postmortem": {}}', "no tuning of hints"),
        (file_of(debrief_hints=2), "newer Debrief"),
        (file_of(debrief_hints=0), "debrief_hints"),
        (file_of(debrief_hints="1"), "debrief_hints"),
        (file_of(debrief_hints=True), "debrief_hints"),
        (file_of(rules=3), "rules"),
        (file_of(rules="#" * 200_001), "rules"),
        (file_of(threshold="0.7"), "threshold"),
        (file_of(threshold=0.1), "threshold"),
        (file_of(threshold=1), "threshold"),
        (b'{"debrief_hints": 1, "threshold": NaN}', "threshold"),
        (b'{"debrief_hints": 1, "threshold": 1e999}', "threshold"),
        (file_of(tuning=[]), "tuning"),
        (file_of(tuning={"human-error": {"silent": "never"}}), "silent"),
        (file_of(tuning={"human-error": {"threshold": 2}}), "threshold"),
        (file_of(tuning={"human-error": {"since": "now"}}), "since"),
        (file_of(tuning={"<script>": {}}), "tuning"),
        (file_of(tuning={f"r{n}": {} for n in range(2_001)}), "tuning"),
        (file_of(more=1), "more"),
        (b" " * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    """One that says what is wrong, short enough to be shown."""
    with pytest.raises(BadFile) as refused:
        read_team_file(data)
    assert words in refused.value.sentence
    assert len(refused.value.sentence) < 400
    assert refused.value.sentence.endswith(".")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["debrief_hints", "rules", "threshold", "tuning", "x"]), JSON)
def test_any_value_is_read_or_refused(key: str, value: Any) -> None:
    """Never anything but a file or BadFile."""
    try:
        file = read_team_file(json.dumps({**GOOD, key: value}).encode("utf-8", "surrogatepass"))
    except BadFile:
        return
    assert read_team_file(file.as_json()) == file
