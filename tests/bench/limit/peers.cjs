// Rooms of peers of the y-websocket protocol in one process, each peer typing `rate` tokens a second into its room's text.
// Standard input: one JSON object {rooms: [{url, cookies, peers}], origin, rate, seconds, root, drain}. Standard output:
// a JSON list with one result a room.
// A token is unique and stays whole in an update's bytes, so a receiver needs no document: it looks for tokens.
const decoding = require("lib0/decoding");
const encoding = require("lib0/encoding");
const WebSocket = require("ws");
const sync = require("y-protocols/sync");
const Y = require("yjs");

const SYNC = 0;
const TOKEN = /<\d{4}\.\d{6}>/g;

function framed(write) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function open(plan, room, nth, index, sent) {
  const { latencies, peers: own } = room;
  return new Promise((resolve, reject) => {
    const headers = room.cookies.length ? { cookie: room.cookies[nth % room.cookies.length] } : {};
    const ws = new WebSocket(room.url, { headers, origin: plan.origin, maxPayload: 64 << 20 });
    const doc = new Y.Doc();
    const peer = { ws, doc, index, seen: 0, typed: 0, live: false };
    ws.binaryType = "nodebuffer";
    ws.on("open", () => ws.send(framed((e) => sync.writeSyncStep1(e, doc))));
    ws.on("error", reject);
    ws.on("close", (code) => (peer.closed = code));
    ws.on("message", (data) => {
      if (data[0] !== SYNC) return;
      if (peer.live) {
        const now = performance.now();
        for (const match of data.toString("latin1").matchAll(TOKEN)) {
          const from = Number(match[0].slice(1, 5));
          if (from === index || !sent.has(match[0])) continue;
          peer.seen += 1;
          latencies.push(now - sent.get(match[0]));
        }
        return;
      }
      const decoder = decoding.createDecoder(new Uint8Array(data));
      decoding.readVarUint(decoder);
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, SYNC);
      const kind = sync.readSyncMessage(decoder, encoder, doc, "remote");
      if (encoding.length(encoder) > 1) ws.send(encoding.toUint8Array(encoder));
      if (kind === sync.messageYjsSyncStep2) {
        peer.live = true;
        doc.on("update", (update) => ws.send(framed((e) => sync.writeUpdate(e, update))));
        resolve(peer);
      }
    });
    own.push(peer);
  });
}

async function main(plan) {
  const sent = new Map();
  const rooms = plan.rooms.map((room) => ({ ...room, count: room.peers, peers: [], latencies: [], edits: 0 }));
  const places = rooms.flatMap((room) => Array.from({ length: room.count }, (_, nth) => ({ room, nth })));
  for (let i = 0; i < places.length; i += 20) {
    await Promise.all(places.slice(i, i + 20).map(({ room, nth }, k) => open(plan, room, nth, i + k, sent)));
  }
  const period = 1000 / plan.rate;
  const timers = [];
  for (const room of rooms) {
    for (const peer of room.peers) {
      const type = () => {
        const token = `<${String(peer.index).padStart(4, "0")}.${String(peer.typed++).padStart(6, "0")}>`;
        const text = peer.doc.getText(plan.root);
        room.edits += 1;
        sent.set(token, performance.now());
        text.insert(text.length, token);
      };
      timers.push(setTimeout(() => { type(); timers.push(setInterval(type, period)); }, Math.random() * period));
    }
  }
  await new Promise((done) => setTimeout(done, plan.seconds * 1000));
  timers.forEach((timer) => clearInterval(timer));
  await new Promise((done) => setTimeout(done, plan.drain * 1000));
  const results = rooms.map(({ edits, latencies, peers }) => {
    latencies.sort((a, b) => a - b);
    const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
    const closed = peers.filter((peer) => peer.closed !== undefined).length;
    return { p50: at(0.5), p95: at(0.95), delivered: latencies.length / (edits * (peers.length - 1)), edits, closed };
  });
  rooms.forEach(({ peers }) => peers.forEach((peer) => peer.ws.close()));
  process.stdout.write(JSON.stringify(results) + "\n");
  process.exit(0);
}

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => main(JSON.parse(input)).catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); }));
