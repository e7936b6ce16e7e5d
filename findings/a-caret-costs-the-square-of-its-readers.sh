#!/usr/bin/env bash
# y-websocket 3.1.0 in browsers, pycrdt-websocket 0.16.5 as their server: presence (carets, names) of several people.
#
# What one would guess: a caret that moves is one message to the server, and one from it to each of the others.
# What happens: y-websocket sends every change of anybody's presence to the server, also one that it has just got from there,
# and pycrdt-websocket passes each message on to everybody, known or not. With N people one change is N messages to the
# server and N * N from it: 8 and 64 with eight people, 60 and 3,600 with sixty. It ends there, because nobody takes the
# same clock twice. With y-websocket's own server (@y/websocket-server 0.1.1), which passes on only what is news to it, it
# is N and N.
#
# Looked for on 2026-12-01: issue 732 of yjs, closed, tells of the messages to the server; the documentation of neither package
# mentions them, and what becomes of them in pycrdt-websocket is in no issue.
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pycrdt-websocket==0.16.5 pycrdt==0.14.13 websockets==17.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts yjs@13.6.33 y-websocket@3.1.0 @y/websocket-server@0.1.1 ws@8.23.0 >/dev/null 2>&1
cat > serve.py <<'PYTHON'
import asyncio
from contextlib import suppress

from pycrdt import Channel
from pycrdt.websocket import WebsocketServer
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed


class Browser(Channel):
    def __init__(self, socket):
        self.socket = socket

    @property
    def path(self):
        return self.socket.request.path

    async def __anext__(self):
        try:
            return await self.recv()
        except ConnectionClosed:
            raise StopAsyncIteration from None

    async def send(self, message):
        with suppress(ConnectionClosed):
            await self.socket.send(message)

    async def recv(self):
        return bytes(await self.socket.recv())


async def main():
    async with WebsocketServer() as rooms, serve(lambda socket: rooms.serve(Browser(socket)), "127.0.0.1", 0) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()


asyncio.run(main())
PYTHON
cat > people.mjs <<'JAVASCRIPT'
import { createServer } from "node:http";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocket, WebSocketServer } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

globalThis.WebSocket = WebSocket;
const AWARENESS = 1;
const counted = { sent: 0, received: 0, last: 0 };
const count = (way, data) => {
  if (new Uint8Array(data)[0] !== AWARENESS) return;
  counted[way] += 1;
  counted.last = Date.now();
};
class Counting extends WebSocket {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({ data }) => count("received", data));
  }
  send(data) {
    count("sent", data);
    super.send(data);
  }
}
const until = async (done) => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
};
const isQuiet = () => Date.now() - counted.last > 1000;

async function oneChange(port, people) {
  const providers = [];
  while (providers.length < people) {
    const options = { WebSocketPolyfill: Counting, disableBc: true };
    const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, `room-of-${people}`, new Y.Doc(), options);
    await until(() => provider.synced);
    providers.push(provider);
  }
  providers.forEach((provider, number) => provider.awareness.setLocalStateField("name", `person ${number}`));
  const named = (provider) => [...provider.awareness.getStates().values()].filter((state) => state.name).length;
  await until(() => providers.every((provider) => named(provider) === people) && isQuiet());
  counted.sent = counted.received = 0;
  providers[0].awareness.setLocalStateField("caret", 7);
  await until(() => counted.sent > 0 && isQuiet());
  const seen = [counted.sent, counted.received];
  for (const provider of providers) provider.destroy();
  return seen;
}

const own = createServer();
new WebSocketServer({ server: own }).on("connection", setupWSConnection);
await new Promise((resolve) => own.listen(0, "127.0.0.1", resolve));
const seen = {};
for (const people of [4, 8]) {
  for (const [name, port] of [["pycrdt-websocket", process.argv[2]], ["@y/websocket-server", own.address().port]]) {
    seen[`${name}, ${people} people`] = await oneChange(port, people);
  }
}
for (const [name, [sent, received]] of Object.entries(seen)) console.log(`${name}: ${sent} to the server, ${received} from it`);
const as = { "pycrdt-websocket, 4 people": [4, 16], "@y/websocket-server, 4 people": [4, 4] };
Object.assign(as, { "pycrdt-websocket, 8 people": [8, 64], "@y/websocket-server, 8 people": [8, 8] });
process.exit(JSON.stringify(seen) === JSON.stringify(as) ? 0 : 1);
JAVASCRIPT
mkfifo port
venv/bin/python serve.py > port 2>log &
server=$!
read -r port_number < port
timeout 60 node people.mjs "$port_number"
