#!/usr/bin/env bash
# Alertmanager 0.25.0 (Debian 0.25.0-1+b4): an alert that ends and fires again within one group_interval.
#
# What one would guess: the receiver hears of the end, late perhaps, and then of the new firing; or at least everything that
# was told as firing is told as resolved at some time, with the startsAt it was told with.
# What happens: neither the end nor the new start is told. The end of the second firing is told with the second startsAt. So a
# receiver that knows an alert by fingerprint and startsAt never hears that the first one is over.
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Debian 12 (apt-get), python3 and unshare: Debian's
# build reads its template from /usr/share, which is mounted for this one process only. Takes about half a minute.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download prometheus-alertmanager=0.25.0-1+b4 >/dev/null 2>&1
dpkg -x prometheus-alertmanager_*.deb unpacked
read -r port sink < <(python3 -c 'import socket; a, b = socket.socket(), socket.socket(); a.bind(("127.0.0.1", 0)); b.bind(("127.0.0.1", 0)); print(a.getsockname()[1], b.getsockname()[1])')
cat > alertmanager.yml <<YAML
route: {receiver: sink, group_by: [alertname], group_wait: 1s, group_interval: 6s, repeat_interval: 1h}
receivers: [{name: sink, webhook_configs: [{url: "http://127.0.0.1:$sink/"}]}]
YAML
unshare -rm sh -c "mount --bind '$folder/unpacked/usr/share' /usr/share && exec '$folder/unpacked/usr/bin/prometheus-alertmanager' \
  --config.file=alertmanager.yml --web.listen-address=127.0.0.1:$port --cluster.listen-address= --storage.path='$folder/data'" >log 2>&1 &
server=$!
python3 - "$port" "$sink" <<'PYTHON'
import json, sys, threading, time, urllib.request
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer

port, sink = map(int, sys.argv[1:])
told = []

class Sink(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        told.append([(one["status"], one["startsAt"]) for one in body["alerts"]])
        print("message:", told[-1])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass

threading.Thread(target=HTTPServer(("127.0.0.1", sink), Sink).serve_forever, daemon=True).start()
while True:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=1)
        break
    except OSError:
        time.sleep(0.2)

def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

def report(starts, ends=None):
    alert = {"labels": {"alertname": "DiskFull"}, "annotations": {}, "startsAt": stamp(starts)}
    if ends:
        alert["endsAt"] = stamp(ends)
    body = json.dumps([alert]).encode()
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/api/v2/alerts", body, {"Content-Type": "application/json"}))

def now():
    return datetime.now(timezone.utc).replace(microsecond=0)

first = now() - timedelta(seconds=30)
report(first)
time.sleep(2.5)  # told after group_wait
report(first, ends=now())
time.sleep(0.5)
second = now()
report(second)  # the same labels again, inside the group_interval of six seconds
time.sleep(8)
flapped = len(told)
report(second, ends=now())
time.sleep(8)
print("told while it flapped:", flapped, "of the first end:", sum(("resolved", stamp(first)) in one for one in told))
as_described = (
    told[:1] == [[("firing", stamp(first))]]
    and not any(("resolved", stamp(first)) in one for one in told)
    and told[-1] == [("resolved", stamp(second))]
    and flapped == 1
)
raise SystemExit(0 if as_described else 1)
PYTHON
