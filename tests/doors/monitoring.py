"""Prometheus and Alertmanager with a service to watch, on free ports: what they send goes to one address."""

import http.server
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.server import free_port
from tests.support.tied import start

PATIENCE = 60.0
GROUP_INTERVAL, REPEAT_INTERVAL = 3, 10

_RULES = """
groups:
  - name: queues
    rules:
      - alert: QueueStuck
        expr: queue_stuck > 0
        labels: {severity: critical, service: billing}
        annotations: {summary: Queue stands still, description: "{{ $labels.queue }} takes no jobs\\nsee the board"}
"""
_PROMETHEUS = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
alerting: {{alertmanagers: [{{static_configs: [{{targets: ['127.0.0.1:{alertmanager}']}}]}}]}}
rule_files: [rules.yml]
scrape_configs:
  - job_name: queues
    static_configs: [{{targets: ['127.0.0.1:{watched}'], labels: {{instance: 'queues.example:9100'}}}}]
"""
_ALERTMANAGER = """
route:
  receiver: "debrief (test)"
  group_by: [alertname, service]
  group_wait: 1s
  group_interval: {group_interval}s
  repeat_interval: {repeat_interval}s
receivers:
  - name: "debrief (test)"
    webhook_configs:
      - url: {address}
        send_resolved: true
        http_config: {{authorization: {{credentials: {key}}}}}
"""


@dataclass
class Watched:
    """What Prometheus asks: which queues stand still."""

    stuck: dict[str, int] = field(default_factory=dict)

    def page(self) -> bytes:
        return "".join(f'queue_stuck{{queue="{name}"}} {value}\n' for name, value in self.stuck.items()).encode()


@contextmanager
def monitoring(folder: Path, programs: Path, address: str, key: str) -> Iterator[Watched]:
    """Both run until the block ends. ``programs`` is where their packages were unpacked."""
    watched, asked, alertmanager, prometheus = Watched(), free_port(), free_port(), free_port()
    folder.mkdir(parents=True)
    (folder / "rules.yml").write_text(_RULES)
    (folder / "prometheus.yml").write_text(_PROMETHEUS.format(alertmanager=alertmanager, watched=asked))
    intervals = {"group_interval": GROUP_INTERVAL, "repeat_interval": REPEAT_INTERVAL}
    (folder / "alertmanager.yml").write_text(_ALERTMANAGER.format(address=address, key=key, **intervals))
    with ExitStack() as running:
        running.enter_context(_served(watched, asked))
        # Its own templates lie at a fixed place, which is mounted for it alone.
        inner = f"mount --bind {programs}/usr/share /usr/share && exec {programs}/usr/bin/prometheus-alertmanager"
        options = f"--config.file=alertmanager.yml --storage.path={folder}/kept --cluster.listen-address="
        address_options = f"--web.listen-address=127.0.0.1:{alertmanager} --web.external-url=http://alerts.example:9093"
        shell = ["unshare", "--map-root-user", "--mount", "sh", "-c", f"{inner} {options} {address_options}"]
        running.enter_context(_program(folder, "alertmanager", shell, alertmanager))
        command = [
            f"{programs}/usr/bin/prometheus",
            "--config.file=prometheus.yml",
            f"--storage.tsdb.path={folder}/series",
            f"--web.listen-address=127.0.0.1:{prometheus}",
            "--web.external-url=http://prometheus.example:9090",
        ]
        running.enter_context(_program(folder, "prometheus", command, prometheus))
        yield watched


@contextmanager
def _program(folder: Path, name: str, command: list[str], port: int) -> Iterator[None]:
    with (folder / f"{name}.log").open("wb") as log:
        process = start(command, cwd=folder, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, log=log)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/-/ready", folder / f"{name}.log")
            yield
        finally:
            process.kill()
            process.wait()


def _wait_until_ready(url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - on this computer
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} is not ready:\n{log.read_text()[-3000:]}")


@contextmanager
def _served(watched: Watched, port: int) -> Iterator[None]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = watched.page()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Those that tell what sent it, without the key."""
    return {name: value for name, value in headers.items() if name in ("content-type", "user-agent")}
