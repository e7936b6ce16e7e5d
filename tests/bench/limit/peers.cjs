// Rooms of peers of the y-websocket protocol in one process, each peer typing `rate` tokens a second into its room's text.
// Standard input: one JSON object {rooms: [{url, cookies, peers, origin}], rate, seconds, root, drain}. Standard output:
// a JSON list with one result a room.
const { open, type } = require("./peer.cjs");

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
      const typed = () => {
        room.edits += 1;
        type(peer, plan.root, sent);
      };
      timers.push(setTimeout(() => { typed(); timers.push(setInterval(typed, period)); }, Math.random() * period));
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
