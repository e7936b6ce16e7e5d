"""Reads a Containerfile: its stages and their instructions, as far as ours uses the language, and nothing beyond."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

KNOWN = frozenset(["RUN", "COPY", "ENV", "USER", "WORKDIR", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD"])


@dataclass
class Stage:
    """``steps`` are the instructions in their order, each with its text."""

    base: str
    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def last(self, instruction: str) -> str:
        """What counts in the end of an instruction that replaces the one before."""
        return [text for kind, text in self.steps if kind == instruction][-1]

    def all(self, instruction: str) -> list[str]:
        return [text for kind, text in self.steps if kind == instruction]

    @property
    def environment(self) -> dict[str, str]:
        pairs = [part.partition("=") for text in self.all("ENV") for part in shlex.split(text)]
        return {name: value for name, _, value in pairs}

    @property
    def command(self) -> list[str]:
        return words_of(self.last("CMD"))

    @property
    def health(self) -> list[str]:
        return words_of(self.last("HEALTHCHECK").partition("CMD ")[2])


def words_of(text: str) -> list[str]:
    """The exec form: a JSON list of texts."""
    found = json.loads(text)
    assert all(isinstance(part, str) for part in found), text
    return list(found)


def stages(path: Path) -> list[Stage]:
    """In their order; the last one is the image."""
    text = re.sub(r"^\s*#.*\n", "", path.read_text(), flags=re.MULTILINE)
    found: list[Stage] = []
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        if not line.strip():
            continue
        kind, _, rest = line.partition(" ")
        if kind == "FROM":
            base, _, name = rest.partition(" AS ")
            found.append(Stage(base.strip(), name.strip()))
            continue
        assert kind in KNOWN, f"{path.name}: {kind} is an instruction that is not known here"
        found[-1].steps.append((kind, rest.strip()))
    return found
