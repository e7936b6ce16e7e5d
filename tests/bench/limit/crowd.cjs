// People who come into rooms in which others type: how long until each can write, and what the others wait meanwhile.
// Standard input: one JSON object {rooms: [{url, typists, comers}], origin, within, root, quiet}. `typists` and `comers`
// are lists of cookies; a comer may instead be {path, body, cookie}, a join link that is posted first. All come within
// `within` seconds, after `quiet` seconds of typing alone. Standard output: one JSON object, times in ms.
const { open, type } = require("./peer.cjs");

const PERIOD = 500;

async function cookieOf(comer, plan) {
  if (typeof comer === "string") return comer;
  const headers = { "content-type": "application/json", origin: plan.origin, cookie: comer.cookie };
  const answer = await fetch(plan.origin + comer.path, { method: "POST", headers, body: JSON.stringify(comer.body) });
  if (!answer.ok) throw new Error(`a join link was answered with ${answer.status}`);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? comer.cookie;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function main(plan) {
  const sent = new Map();
  let index = 0;
  const rooms = plan.rooms.map((room) => ({ ...room, peers: [], latencies: [] }));
  for (const room of rooms) {
    for (let nth = 0; nth < room.typists.length; nth++) {
      await open(plan, { ...room, cookies: room.typists }, nth, index++, sent);
    }
  }
  const timers = [];
  for (const peer of rooms.flatMap((room) => room.peers)) {
    const typed = () => type(peer, plan.root, sent);
    timers.push(setTimeout(() => timers.push(setInterval(typed, PERIOD)), Math.random() * PERIOD));
  }
  const taken = () => rooms.flatMap((room) => room.latencies.splice(0));
  await pause(1000);
  taken();
  await pause(plan.quiet * 1000);
  const quiet = taken();
  const places = rooms.flatMap((room) => room.comers.map((comer) => ({ room, comer })));
  const waits = await Promise.all(
    places.map(async ({ room, comer }) => {
      await pause(Math.random() * plan.within * 1000);
      const from = performance.now();
      const cookies = [await cookieOf(comer, plan)];
      const group = { url: room.url, cookies, peers: [], latencies: [] };
      await open(plan, group, 0, 9000, sent);
      room.comers.push(group);
      return performance.now() - from;
    }),
  );
  const busy = taken();
  await pause(1000);
  timers.forEach((timer) => clearInterval(timer));
  const open_ = rooms.flatMap((room) => room.comers.flatMap((group) => group.peers ?? []));
  const editable = open_.filter((peer) => peer.live && peer.closed === undefined).length;
  process.stdout.write(JSON.stringify({ quiet, busy, waits, editable }) + "\n");
  process.exit(0);
}

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => main(JSON.parse(input)).catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); }));
