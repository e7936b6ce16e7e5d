// One peer of the y-websocket protocol, and its typing.
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
    const ws = new WebSocket(room.url, { headers, origin: room.origin || plan.origin, maxPayload: 64 << 20 });
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

/** Types the next token at the end of the peer's text. `sent` holds when each was typed, by its letters. */
function type(peer, root, sent) {
  const token = `<${String(peer.index).padStart(4, "0")}.${String(peer.typed++).padStart(6, "0")}>`;
  const text = peer.doc.getText(root);
  sent.set(token, performance.now());
  text.insert(text.length, token);
}

module.exports = { open, type };
