"""All that a team tuned about hints, as one JSON file: its rules, which rules are silent, how sure hints must be.

A file is read whole before any of it is used, and what cannot be used is refused with a sentence. Where it is stored is
not known here.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.domain.blameless.ruleset import RuleSet
from core.domain.blameless.thresholds import DEFAULT, HIGHEST, LOWEST, Thresholds
from core.errors import BadFile

VERSION: Final = 1
MOST_BYTES: Final = 1_000_000
"""A team's rules are at most 200,000 characters, and a rule's line here is short."""
_MOST_RULES: Final = 2_000
_LONGEST_RULES: Final = 200_000

Threshold = Annotated[float, Field(ge=LOWEST, le=HIGHEST, allow_inf_nan=False)]
RuleName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")]


class RuleTuning(BaseModel):
    """What differs from what comes with Debrief: ``silent`` is "off" (by hand), "muted" (not helpful) or empty."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    silent: Literal["", "off", "muted"] = ""
    threshold: Threshold | None = None


class TeamFile(BaseModel):
    """``rules`` is the text of a rule file. ``threshold`` is None for what comes with Debrief."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    debrief_hints: Literal[1] = VERSION
    rules: str = Field(default="", max_length=_LONGEST_RULES)
    threshold: Threshold | None = None
    tuning: Mapping[RuleName, RuleTuning] = Field(default_factory=dict, max_length=_MOST_RULES)

    def thresholds(self) -> Thresholds:
        own = {rule: tuned.threshold for rule, tuned in self.tuning.items() if tuned.threshold is not None}
        return Thresholds(DEFAULT if self.threshold is None else self.threshold, own)

    def silent(self) -> frozenset[str]:
        return frozenset(rule for rule, tuned in self.tuning.items() if tuned.silent)

    def unknown(self, rules: RuleSet) -> list[str]:
        """Tuned rules that are not there, because another version of Debrief had them."""
        return sorted(rule for rule in self.tuning if rule not in rules.ready)

    def as_json(self) -> bytes:
        return (self.model_dump_json(indent=2) + "\n").encode()


def read_team_file(data: bytes) -> TeamFile:
    """Raises BadFile with a sentence that says what is wrong and where."""
    if len(data) > MOST_BYTES:
        raise BadFile(f"This file is larger than {MOST_BYTES:,} bytes; no team's hints are. Choose another one.")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        raise BadFile("This file is no JSON. Choose the file that “Export” wrote.") from trouble
    if not isinstance(found, dict) or "debrief_hints" not in found:
        raise BadFile("This file holds no tuning of hints. Choose the file that “Export” wrote.")
    version = found["debrief_hints"]
    if type(version) is not int or version < VERSION:
        raise BadFile("This file cannot be used: “debrief_hints” is no version of such files.")
    if version > VERSION:
        raise BadFile("This file was written by a newer Debrief. Use that version, or export it there again.")
    try:
        return TeamFile.model_validate_json(data.decode("utf-8-sig"))
    except ValidationError as trouble:
        first = trouble.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part)[:80] for part in first["loc"] if part != "[key]") or "the file"
        raise BadFile(f"This file cannot be used: at “{where}” {first['msg'][:200].lower()}.") from trouble
