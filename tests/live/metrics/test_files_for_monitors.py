"""The dashboard and the alert rules of ``deploy/`` ask for figures that exist, and the documentation names all."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest

from core.live.metrics import instruments, log_counter

ROOT = Path(__file__).parents[3]
DASHBOARD = ROOT / "deploy" / "grafana" / "debrief.json"
RULES = ROOT / "deploy" / "prometheus" / "debrief.rules.yml"
SCRAPE = ROOT / "deploy" / "prometheus" / "scrape.yml"
PAGE = ROOT / "docs" / "monitoring.md"

METRIC = re.compile(r"\b(?:debrief|process|python)_[a-z_]+\b")
ENDINGS = re.compile(r"_(?:bucket|count|sum)$")


def families() -> dict[str, str]:
    """Each family of the registry with its kind, as Prometheus reads it."""
    log_counter.count_errors()
    text = generate_latest(instruments.REGISTRY).decode()
    return {line.split()[2]: line.split()[3] for line in text.splitlines() if line.startswith("# TYPE ")}


def dashboard() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DASHBOARD.read_text())
    return found


def expressions() -> list[str]:
    panels = [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]
    rules = re.findall(r"^ +expr: (.+)$", RULES.read_text(), flags=re.MULTILINE)
    assert len(panels) > 20
    assert len(rules) == RULES.read_text().count("- alert: ")
    return panels + rules


@pytest.mark.parametrize("expression", expressions())
def test_every_figure_that_is_asked_for_exists(expression: str) -> None:
    """A dashboard of a figure that was renamed is empty, and an alert on it never comes."""
    known = families()
    for name in METRIC.findall(expression):
        family = ENDINGS.sub("", name)
        assert name in known or known.get(family) == "histogram", name


@pytest.mark.parametrize("expression", expressions())
def test_every_value_of_a_label_exists(expression: str) -> None:
    """``until="durable"`` and the like: a wrong one matches nothing, in silence."""
    text = generate_latest(instruments.REGISTRY).decode()
    for label, value in re.findall(r'(\w+)="([^"$]+)"', expression):
        if label not in ("job", "instance"):
            assert f'{label}="{value}"' in text, (label, value)


def test_the_dashboard_can_be_imported() -> None:
    """What Grafana needs of one: a title, an id, panels that do not lie on each other, a data source to be chosen."""
    found = dashboard()
    assert (found["title"], found["uid"]) == ("Debrief", "debrief")
    assert found["schemaVersion"] >= 36
    variables = {item["name"]: item for item in found["templating"]["list"]}
    assert variables["datasource"]["type"] == "datasource"
    numbers = [panel["id"] for panel in found["panels"]]
    assert len(numbers) == len(set(numbers))
    cells: set[tuple[int, int]] = set()
    for panel in found["panels"]:
        assert panel["title"]
        assert panel["description"]
        assert panel["type"] in ("stat", "timeseries")
        assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        own = {(place["x"] + i, place["y"] + j) for i in range(place["w"]) for j in range(place["h"])}
        assert not own & cells, panel["title"]
        cells |= own


def test_every_variable_of_the_dashboard_is_declared() -> None:
    """And ``job`` and ``instance`` are in every expression, so that a choice means something."""
    declared = {item["name"] for item in dashboard()["templating"]["list"]}
    for panel in dashboard()["panels"]:
        for target in panel["targets"]:
            assert set(re.findall(r"\$(\w+)", target["expr"])) == {"job", "instance"} <= declared


def test_every_rule_says_what_to_do() -> None:
    """A name, how grave it is, what happened and where to look; indented as YAML wants it."""
    text = RULES.read_text()
    assert "\t" not in text
    rules = text.split("      - alert: ")[1:]
    for rule in rules:
        for part in ("expr: ", "labels: { severity: ", "summary: ", "description: "):
            assert part in rule, rule.splitlines()[0]
    names = [rule.splitlines()[0] for rule in rules]
    assert len(names) == len(set(names))


def test_the_scrape_file_asks_the_route() -> None:
    """On the port that a server has by default."""
    text = SCRAPE.read_text()
    assert "metrics_path: /live/metrics" in text
    assert "127.0.0.1:8501" in text
    assert RULES.name in text


def test_the_documentation_names_each_figure_of_ours_and_no_other() -> None:
    """With the kind that it is."""
    rows = dict(re.findall(r"^\| `(debrief_[a-z_]+)(?:\{[a-z]+\})?` \| (\w+) \|", PAGE.read_text(), flags=re.MULTILINE))
    assert rows == {name: kind for name, kind in families().items() if name.startswith("debrief_")}


def test_the_documentation_names_each_alert() -> None:
    """Whoever is woken by one finds it there."""
    names = re.findall(r"- alert: (\w+)", RULES.read_text())
    assert [name for name in names if f"`{name}`" not in PAGE.read_text()] == []
