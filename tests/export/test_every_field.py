"""Every field of the template is in every output, also one that was added where the docs say so."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.content.plain_lines import plain_lines
from core.domain.postmortem import Postmortem
from core.domain.template import all_fields
from core.domain.template.values import path_of, typed_path, value_at
from core.export.json import from_json, to_json
from core.export.markdown.writer import to_markdown
from tests.support.every_field import META, Markers, chosen, described_places, fill, lacking

ROOT = Path(__file__).parents[2]

# A text, a single value, a list with columns, and a column of each table: what a developer types to add them.
ADDED_TO_TEMPLATE = {
    '        Field(\n            "lessons.lucky",\n': """
        Field("lessons.surprised", FieldKind.PROSE, "What surprised us", missing="Say what surprised you."),
        Field(
            "lessons.questions",
            FieldKind.ROWS,
            "Open questions",
            columns=(Column("asked", FieldKind.LINE, "Who asks"), Column("by", FieldKind.DATE, "Answer by")),
        ),
""",
    '        Field(\n            "follow_up.review_on",\n': """
        Field("follow_up.sponsor", FieldKind.LINE, "Sponsor"),
""",
    '        Field(\n            "summary.impact",\n': """
        Field("summary.customers", FieldKind.PROSE, "Customers"),
        Field("summary.region", FieldKind.LINE, "Region"),
""",
    '                Column("done_when",': """
                Column("cost", FieldKind.LINE, "Cost"),
""",
    '                Column("star",': """
                Column("source", FieldKind.LINE, "Source"),
""",
}
ADDED_TO_MODEL = {
    "class Lessons(Frozen):\n": """
    surprised: str = ""
    questions: tuple[QuestionRow, ...] = ()
""",
    "class FollowUp(Frozen):\n": """
    sponsor: str = ""
""",
    "class Summary(Frozen):\n": """
    customers: str = ""
    region: str = ""
""",
    "class ActionRow(Row):\n": """
    cost: str = ""
""",
    "    star: Flag = False\n": """
    source: str = ""
""",
    "class AnswerRow(Row):\n    pass\n": """

class QuestionRow(Row):
    asked: str = ""
    by: Day | None = None
    by_text: Typed = ""
""",
}
ADDED = {
    "lessons.surprised",
    "lessons.questions.text",
    "lessons.questions.asked",
    "lessons.questions.by",
    "follow_up.sponsor",
    "summary.customers",
    "summary.region",
    "actions.cost",
    "timeline.source",
}
CHOSEN = [place for place, described, _ in described_places() if chosen(described) is not None]


def test_the_model_and_the_template_describe_the_same_fields() -> None:
    """A field that only one of them has would be stored and never shown, or asked and never stored."""
    described = {path for field in all_fields() for path in (path_of(field), typed_path(field)) if path}
    assert described | {"skipped"} == set(_paths(Postmortem()))


def _paths(pm: Postmortem) -> list[str]:
    found = []
    for name in type(pm).model_fields:
        value = value_at(pm, name)
        inner = getattr(type(value), "model_fields", None)
        found += [f"{name}.{part}" for part in inner] if inner else [name]
    return found


def test_each_output_has_every_field() -> None:
    """Each text, and each date or number that cannot be read, wherever it was typed."""
    assert {name: places for name, places in lacking().items() if places} == {}


@pytest.mark.parametrize("place", CHOSEN)
def test_each_choice_tick_and_date_is_in_each_output(place: str) -> None:
    """An output that says the same with it and without it has lost it."""
    markers = Markers()
    bare = fill(markers, typed=False)
    filled = fill(markers, lambda at, described: chosen(described) if at == place else None, typed=False)
    assert filled != bare
    assert to_markdown(filled, META) != to_markdown(bare, META)
    assert plain_lines(filled) != plain_lines(bare)
    assert from_json(to_json(filled, META)) == filled
    known = filled.model_copy(update={"zone": "UTC"})
    assert read(load([seed(known)])).postmortem == known


def test_a_field_that_is_added_is_in_each_output(tmp_path: Path) -> None:
    """The template and the model are edited, as docs/architecture.md says. Nothing else has to know."""
    report = report_of(edited(tmp_path))
    assert set(report["places"]) >= ADDED
    assert {name: places for name, places in report["lacking"].items() if places} == {}


def edited(into: Path) -> Path:
    """The project with fields added; all but the domain is linked."""
    (into / "core").mkdir()
    for path in (ROOT / "core").iterdir():
        if path.name != "domain":
            (into / "core" / path.name).symlink_to(path)
    (into / "tests").symlink_to(ROOT / "tests")
    shutil.copytree(ROOT / "core" / "domain", into / "core" / "domain", ignore=shutil.ignore_patterns("__pycache__"))
    template, model = into / "core/domain/template", into / "core/domain/postmortem.py"
    _insert(ADDED_TO_TEMPLATE, [template / "sections.py", template / "outcome_sections.py"], before=True)
    _insert(ADDED_TO_MODEL, [model], before=False)
    return into


def _insert(added: dict[str, str], files: list[Path], *, before: bool) -> None:
    """Each text beside its place, which stands in one of the files, once."""
    sources = {file: file.read_text(encoding="utf-8") for file in files}
    for place, new in added.items():
        holding = [file for file, source in sources.items() if place in source]
        assert [sources[file].count(place) for file in holding] == [1], place
        text = new.lstrip("\n") + place if before else place + new
        sources[holding[0]] = sources[holding[0]].replace(place, text)
    for file, source in sources.items():
        file.write_text(source, encoding="utf-8")


def report_of(project: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.every_field"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report
