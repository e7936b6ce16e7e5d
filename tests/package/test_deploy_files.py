"""The files of ``deploy/`` fit together, and fit Debrief: paths, port, user, health check, settings and versions."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from core import __version__, live
from core.cli.parser import build_parser
from core.services.operations import descriptors
from core.settings import Settings
from tests.support.containerfile import Stage, stages

ROOT = Path(__file__).parents[2]
CONTAINER = ROOT / "deploy" / "container"
SYSTEMD = ROOT / "deploy" / "systemd"
NAMES = {f"DEBRIEF_{name.upper()}" for name in Settings.model_fields}
UNITS = ("debrief.service", "debrief-backup.service", "debrief-backup.timer")


def image() -> Stage:
    return stages(CONTAINER / "Containerfile")[-1]


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CONTAINER / "compose.yaml").read_text())
    return found


def unit(name: str) -> dict[str, list[str]]:
    """Each key with its values, whatever section it is in."""
    found: dict[str, list[str]] = {}
    for line in (SYSTEMD / name).read_text().splitlines():
        key, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


# The image


def test_the_image_runs_as_nobody_in_particular() -> None:
    """A number, so that Kubernetes can see that it is not root; and the data folder is its own."""
    assert image().last("USER") == "10001:10001"
    setup = " ".join(image().all("RUN"))
    assert "--uid 10001" in setup
    assert "install --directory --owner=10001 --group=10001 --mode=0700 /data" in setup


def test_the_image_starts_the_server_that_is_in_it() -> None:
    """The command exists in the stage before, and the verb in the parser."""
    assert image().command == ["/opt/debrief/bin/debrief", "serve"]
    assert "COPY --from=build /opt/debrief /opt/debrief" in (CONTAINER / "Containerfile").read_text()
    build_parser().parse_args(image().command[1:])


def test_the_health_check_asks_a_route_that_exists_on_the_port_that_is_served() -> None:
    """By the Python that is there, without a package more."""
    environment = image().environment
    assert image().last("EXPOSE") == environment["DEBRIEF_PORT"]
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/[a-z/]+)", image().health[-1])
    assert asked is not None
    assert asked[1] == environment["DEBRIEF_PORT"]
    assert asked[2] in {getattr(route, "path", "") for route in live.routes}
    assert image().health[0] == "/opt/debrief/bin/python"
    compile(image().health[-1], "health", "exec")


def test_the_image_keeps_its_data_in_its_volume() -> None:
    """And only there: the rest of it can be read-only."""
    environment = image().environment
    assert image().last("VOLUME") == environment["DEBRIEF_DATA"] == environment["HOME"] == image().last("WORKDIR")


def test_no_secret_is_in_the_image() -> None:
    """Neither as a setting nor by a file that is copied: each path is named, and none is the whole folder."""
    environment = image().environment
    assert {name for name in environment if name.startswith("DEBRIEF_")} <= NAMES
    assert {"DEBRIEF_DATABASE_URL", "DEBRIEF_METRICS_KEY"} & environment.keys() == set()
    for stage in stages(CONTAINER / "Containerfile"):
        for text in stage.all("COPY"):
            sources = [part for part in text.split()[:-1] if not part.startswith("--")]
            for source in sources:
                assert source not in (".", "./", "*", "data", ".env", ".streamlit"), text
                if "--from" not in text:
                    assert (ROOT / source).exists(), source


def test_all_that_the_package_needs_is_copied() -> None:
    """What pyproject.toml and setup.py name."""
    copied = " ".join(text for stage in stages(CONTAINER / "Containerfile") for text in stage.all("COPY"))
    for needed in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "constraints.txt", "app.py", "core", "pages"):
        assert needed in copied.split(), needed
    assert ".streamlit/config.toml" in copied


# Compose


def test_the_services_fit_the_image() -> None:
    """The version, the port, the volume, and how long a stop may take."""
    services = compose()["services"]
    assert services["debrief"]["image"] == services["backup"]["image"] == f"debrief:{__version__}"
    assert (CONTAINER / services["debrief"]["build"]["context"]).resolve() == ROOT
    assert (ROOT / services["debrief"]["build"]["dockerfile"]).is_file()
    assert services["debrief"]["ports"] == [f"127.0.0.1:8501:{image().last('EXPOSE')}"]
    for name in ("debrief", "backup"):
        assert services[name]["volumes"] == [f"data:{image().last('VOLUME')}"]
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
        assert services[name]["tmpfs"][0].startswith("/tmp:")  # noqa: S108 - of the container
        assert set(services[name]["environment"]) <= NAMES
    assert services["debrief"]["ulimits"]["nofile"] == descriptors.ASKED
    build_parser().parse_args(services["backup"]["command"][1:])


def test_secrets_come_from_the_file_beside_it() -> None:
    """Each variable stands in the example, none has a value there that works, and what must be set says so."""
    text = (CONTAINER / "compose.yaml").read_text()
    used = set(re.findall(r"\$\{(\w+)", text))
    example = dict(
        line.split("=", 1) for line in (CONTAINER / ".env.example").read_text().splitlines() if not line.startswith("#")
    )
    assert used == set(example)
    assert example["DEBRIEF_DB_PASSWORD"] == example["DEBRIEF_METRICS_KEY"] == ""
    assert all(":?" in part for part in re.findall(r"\$\{DEBRIEF_DB_PASSWORD[^}]*\}", text))
    assert not (CONTAINER / ".env").exists()


def test_the_database_waits_until_it_is_there() -> None:
    """Debrief starts when PostgreSQL answers, on a network that only trusts its own gateway as a proxy."""
    found = compose()
    assert found["services"]["debrief"]["depends_on"]["db"]["condition"] == "service_healthy"
    assert "pg_isready" in found["services"]["db"]["healthcheck"]["test"][1]
    gateway = found["networks"]["inside"]["ipam"]["config"][0]["gateway"]
    assert found["services"]["debrief"]["environment"]["DEBRIEF_TRUSTED_PROXIES"] == gateway
    assert set(found["volumes"]) == {"data", "database"}


# systemd


@pytest.mark.parametrize("name", UNITS[:2])
def test_a_unit_can_do_nothing_but_its_work(name: str) -> None:
    """Its own folder, no privilege, the user that docs/deploy.md makes."""
    found = unit(name)
    wanted = {
        "User": "debrief",
        "Group": "debrief",
        "StateDirectory": "debrief",
        "StateDirectoryMode": "0700",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "UMask": "0077",
        "EnvironmentFile": "/etc/debrief.env",
    }
    assert {key: found[key][-1] for key in wanted} == wanted


def test_the_commands_of_the_units_exist() -> None:
    """As they stand there."""
    for name in UNITS[:2]:
        program, *arguments = shlex.split(unit(name)["ExecStart"][0])
        assert program == "/opt/debrief/bin/debrief"
        build_parser().parse_args(arguments)
    assert unit("debrief.service")["LimitNOFILE"] == [str(descriptors.ASKED)]
    assert unit(UNITS[2])["Persistent"] == ["yes"]


def test_the_settings_of_the_units_exist_and_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy on the same computer, with a key, in the folder that the unit may write to."""
    text = (SYSTEMD / "debrief.env").read_text()
    found = dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))
    assert set(found) <= NAMES
    assert found["DEBRIEF_DATA"] == f"/var/lib/{unit('debrief.service')['StateDirectory'][0]}"
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    chosen = Settings()
    assert (chosen.is_loopback, chosen.decided_access, chosen.trusted_proxies) == (True, "key", ("127.0.0.1",))


def test_the_command_for_root_is_the_services_own() -> None:
    """Same user, same settings, same program."""
    text = (SYSTEMD / "debrief.sh").read_text()
    for part in ("runuser -u debrief", ". /etc/debrief.env", "/opt/debrief/bin/debrief", '"$@"'):
        assert part in text


@pytest.mark.parametrize("name", [*UNITS, "debrief.env", "debrief.sh"])
def test_each_file_is_put_in_place_by_the_documentation(name: str) -> None:
    """Nobody has to guess what it is for."""
    assert f"deploy/systemd/{name}" in (ROOT / "docs" / "deploy.md").read_text()


def test_prometheus_reads_the_same_rules_as_yaml() -> None:
    """A list of groups of rules, and a configuration that asks the server."""
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus" / "debrief.rules.yml").read_text())
    assert all({"alert", "expr", "labels", "annotations"} <= set(rule) for rule in rules["groups"][0]["rules"])
    (job,) = yaml.safe_load((ROOT / "deploy" / "prometheus" / "scrape.yml").read_text())["scrape_configs"]
    assert job["metrics_path"] in {getattr(route, "path", "") for route in live.routes}
