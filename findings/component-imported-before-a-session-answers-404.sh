#!/usr/bin/env bash
# Streamlit 1.67.0 with st.App, and streamlit-autorefresh 1.0.1 (as any component of version 1): the file that makes the App, or
# anything that it imports while the server starts, imports the component's package as well.
#
# What one would guess: an import is an import. The page imports the package too and calls the component as ever.
# What happens: declare_component() registers a component only while a browser session runs the script, and a package that
# is imported already is not executed again. So the page draws the component without a word or a log line, and its files
# are answered with 404, in all sessions, until the server starts again: the timer never ticks. With plain scripts this
# cannot happen, since nothing is imported before the first session.
#
# Looked for on 2026-12-01: the reference of declare_component says that nothing is registered without a session, "e.g. for
# testing"; neither that of st.App nor an issue says what follows for a server.
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check streamlit==1.67.0 streamlit-autorefresh==1.0.1
cat > page.py <<'PYTHON'
from streamlit_autorefresh import st_autorefresh

st_autorefresh(interval=60_000, key="timer")
PYTHON
printf 'import streamlit as st\n\napp = st.App("page.py")\n' > without.py
printf 'import streamlit as st\nimport streamlit_autorefresh\n\napp = st.App("page.py")\n' > with_import.py
cat > look.py <<'PYTHON'
import asyncio
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FILE = "component/streamlit_autorefresh.st_autorefresh/index.html"


async def drawn(port):
    """The components that one browser session is told to draw."""
    async with websockets.connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"]) as page:
        ask = BackMsg()
        ask.rerun_script.query_string = ""
        await page.send(ask.SerializeToString())
        names = []
        while True:
            told = ForwardMsg()
            told.ParseFromString(await asyncio.wait_for(page.recv(), 60))
            if told.WhichOneof("type") == "delta":
                names.append(told.delta.new_element.component_instance.component_name)
            if told.WhichOneof("type") == "script_finished":
                return [name for name in names if name]


def status(address):
    try:
        return urllib.request.urlopen(address, timeout=30).status
    except urllib.error.HTTPError as error:
        return error.code


def look(app):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}", "--browser.gatherUsageStats=false"]
    with Path("log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "streamlit", "run", app, *options], stdout=log, stderr=log)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5)
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit(Path("log").read_text()) from None
                time.sleep(0.2)
        seen = asyncio.run(drawn(port)), status(f"http://127.0.0.1:{port}/{FILE}")
    finally:
        server.terminate()
        server.wait()
    print(f"{app}: drawn {seen[0]}, its page answers {seen[1]}")
    return seen


name = ["streamlit_autorefresh.st_autorefresh"]
raise SystemExit(0 if [look("without.py"), look("with_import.py")] == [(name, 200), (name, 404)] else 1)
PYTHON
venv/bin/python look.py
