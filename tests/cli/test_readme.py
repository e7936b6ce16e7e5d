"""The commands of the README and of docs/ exist, and the README says nothing twice."""

import re
from pathlib import Path

import pytest

from core.cli.parser import build_parser
from tests.fresh.__main__ import packages

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "findings" / "README.md"]
}


def _verbs_of_debrief() -> set[str]:
    return set(re.findall(r"^    ([a-z-]+)(?= |$)", build_parser().format_help(), flags=re.MULTILINE))


def test_each_command_stands_once_and_all_stand_there() -> None:
    """`backup` stood there twice, and nothing said how it is brought back, nor that there is `serve`."""
    verbs = re.findall(r"^\.venv/bin/debrief ([a-z][a-z-]*)", PAGES["docs/command-line.md"], flags=re.MULTILINE)
    assert sorted(verbs) == sorted(_verbs_of_debrief())
    assert "docs/command-line.md" in README


def test_the_readme_says_nothing_twice() -> None:
    """Two commands, and each page is linked from one place."""
    assert len(re.findall(r"^make ", README, flags=re.MULTILINE)) == 2
    links = [link for link in re.findall(r"\]\(([^()\s]+)\)", README) if link not in ("docs/meeting.md",)]
    assert sorted(links) == sorted(set(links))
    assert len(README.splitlines()) <= 60


def code_of(page: str) -> list[str]:
    """What stands in blocks and between backticks: commands are nowhere else."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", rest)


@pytest.mark.parametrize("name", PAGES)
def test_every_command_on_a_page_exists(name: str) -> None:
    """Whoever types what stands there gets no usage message."""
    message = code_of(PAGES[name])
    verbs = {verb for line in message for verb in re.findall(r"(?:^|bin/)debrief ([a-z][a-z-]*)(?=\s|$)", line)}
    assert verbs - _verbs_of_debrief() == set()
    targets = {target for line in message for target in re.findall(r"(?:^|\s)make (?:-C \S+ )?([a-z0-9]+)", line)}
    known = set(re.findall(r"^([a-z0-9]+):", MAKEFILE, flags=re.MULTILINE))
    assert {target for target in targets if target != "python3"} - known == set()


def test_the_packages_of_a_bare_machine_can_be_read_by_make_fresh() -> None:
    """`make fresh` installs what the README names, not a list of its own."""
    first, besides = packages(README)
    assert {"git", "make", "python3", "python3-venv"} <= set(first)
    assert {"chromium-headless-shell", "libatomic1"} <= set(besides)


def test_reruns_are_listed_by_name() -> None:
    """A run that passes at the second try must be seen."""
    (pytest_line,) = re.findall(r"^PYTEST := (.*)$", MAKEFILE, flags=re.MULTILINE)
    assert "-raR" in pytest_line
    runs = re.findall(r"^\t(?:run )?(\S*pytest\)?) .*-m ", MAKEFILE, flags=re.MULTILINE | re.IGNORECASE)
    assert len(runs) == 7, "unit and e2e, each once beside others and once alone, and the three steps of test"
    assert set(runs) == {"$(PYTEST)"}


def test_the_proxy_writes_no_key_of_an_address() -> None:
    """Neither as a request nor, while Debrief is away, as an error. The README has no second block that differs."""
    (block,) = re.findall(r"^```nginx\n(.*?)^```", PAGES["docs/deploy.md"], flags=re.MULTILINE | re.DOTALL)
    (feeds,) = re.findall(r"location ~ \^/live/\(feed\|in\)/ \{(.*?)\}", block, flags=re.DOTALL)
    assert "access_log off;" in feeds
    assert "error_log /dev/null crit;" in feeds
    assert block.count("{") == block.count("}")
    assert "```nginx" not in README
    assert "docs/deploy.md" in README
