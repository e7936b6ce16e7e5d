// A silent link is probed and given up in seconds, and the time of an outage is counted from when it was last heard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HEARTBEAT_TIMEOUTS, ServerClock } from "../heartbeat";
import { LinkMonitor } from "../link_monitor";

interface Bench {
  link: LinkMonitor;
  clock: ServerClock;
  at: { steady: number; date: number; pending: number; open: boolean };
  probes: number[];
  abandoned: number[];
  later: { callback: () => void; delayMs: number }[];
}

function bench(): Bench {
  const at = { steady: 1000, date: 1_000_000, pending: 0, open: true };
  const clock = new ServerClock();
  const probes: number[] = [];
  const abandoned: number[] = [];
  const later: Bench["later"] = [];
  const link = new LinkMonitor({
    clock,
    steady: () => at.steady,
    date: () => at.date,
    pending: () => at.pending,
    sendProbe(sentAt) {
      if (at.open) probes.push(sentAt);
      return at.open;
    },
    abandon: () => void abandoned.push(at.steady),
    later: (callback, delayMs) => void later.push({ callback, delayMs }),
  });
  return { link, clock, at, probes, abandoned, later };
}

/** Time passes; the laptop's date goes along. */
function pass(at: Bench["at"], ms: number): void {
  at.steady += ms;
  at.date += ms;
}

test("a socket that opens is probed at once and again behind the document", () => {
  const { link, probes, later } = bench();
  assert.equal(link.open, false);
  link.opened();
  assert.equal(link.open, true);
  assert.deepEqual(probes, [1000]);
  assert.equal(later.length, 1);
  later[0]?.callback();
  assert.equal(probes.length, 2);
});

test("without a socket nothing is probed", () => {
  const { link, probes, at } = bench();
  link.probe();
  assert.deepEqual(probes, []);
  at.open = false;
  link.opened();
  assert.equal(link.answering, true);
});

test("a link answers when anything was received since the probe", () => {
  const { link, at } = bench();
  link.opened();
  assert.equal(link.answering, true);
  pass(at, 100);
  link.probe();
  assert.equal(link.answering, false);
  pass(at, 50);
  link.received();
  assert.equal(link.answering, true);
});

test("an outage counts from the moment it began, and a link that is up has none", () => {
  const { link, at } = bench();
  pass(at, 300);
  assert.deepEqual(link.measure(false), { downFor: 300, silentFor: 0 });
  link.opened();
  pass(at, 40);
  assert.deepEqual(link.measure(true), { downFor: 0, silentFor: 40 });
  link.received();
  link.disconnected();
  assert.deepEqual(link.measure(false), { downFor: 0, silentFor: 0 });
  pass(at, 700);
  assert.deepEqual(link.measure(false), { downFor: 700, silentFor: 0 });
});

test("a link that was given up is down since it was last heard, not since then", () => {
  const { link, at } = bench();
  link.opened();
  link.measure(true);
  pass(at, 200);
  link.received();
  pass(at, 3000);
  link.probe();
  pass(at, 4100);
  link.disconnected();
  assert.deepEqual(link.measure(false), { downFor: 7100, silentFor: 0 });
});

test("a silent link with changes waiting is probed, then given up, then tried anew", () => {
  const { link, at, probes, abandoned } = bench();
  link.opened();
  link.received();
  at.pending = 1;
  pass(at, HEARTBEAT_TIMEOUTS.waiting);
  link.checkLink(true);
  assert.equal(probes.length, 1);
  pass(at, 1);
  link.checkLink(true);
  assert.equal(probes.length, 2);
  pass(at, HEARTBEAT_TIMEOUTS.answer);
  link.checkLink(true);
  assert.deepEqual(abandoned, []);
  pass(at, 1);
  link.checkLink(true);
  assert.deepEqual(abandoned, [at.steady]);
});

test("any word from the server keeps a probed link", () => {
  const { link, at, abandoned } = bench();
  link.opened();
  at.pending = 1;
  pass(at, HEARTBEAT_TIMEOUTS.waiting + 1);
  link.checkLink(true);
  pass(at, 1000);
  link.received();
  pass(at, HEARTBEAT_TIMEOUTS.answer);
  link.checkLink(true);
  assert.deepEqual(abandoned, []);
});

test("a socket that does not open is given up, and later ones get more time", () => {
  const { link, at, abandoned } = bench();
  pass(at, HEARTBEAT_TIMEOUTS.opening(0) + 1);
  link.checkLink(true);
  assert.equal(abandoned.length, 1);
  for (let attempt = 1; attempt <= 13; attempt += 1) {
    pass(at, HEARTBEAT_TIMEOUTS.opening(0) + 1);
    link.checkLink(true);
  }
  const before = abandoned.length;
  pass(at, HEARTBEAT_TIMEOUTS.opening(0) + 1);
  link.checkLink(true);
  assert.equal(abandoned.length, before);
  pass(at, HEARTBEAT_TIMEOUTS.opening(13));
  link.checkLink(true);
  assert.equal(abandoned.length, before + 1);
});

test("between two sockets nobody is in a hurry: time counts from the next one", () => {
  const { link, at, abandoned } = bench();
  pass(at, 60_000);
  link.checkLink(false);
  pass(at, HEARTBEAT_TIMEOUTS.opening(0) - 1);
  link.checkLink(true);
  assert.deepEqual(abandoned, []);
});

test("a laptop whose date jumps asks for the server's time and says that all times are drawn anew", () => {
  const { link, clock, at, probes } = bench();
  link.opened();
  clock.addSample(at.steady, at.steady, 5_000_000);
  assert.equal(link.checkClock(), false);
  at.steady += 1000;
  at.date += 1000 + 3_600_000;
  assert.equal(link.checkClock(), true);
  assert.equal(probes.length, 2);
  assert.equal(clock.now(at.steady, at.date), 5_001_000);
  pass(at, 1000);
  assert.equal(link.checkClock(), false);
});

test("clocks are compared once a minute, whatever else happens", () => {
  const { link, at, probes } = bench();
  link.opened();
  link.checkClock();
  pass(at, 60_000);
  link.checkClock();
  assert.equal(probes.length, 1);
  pass(at, 1);
  link.checkClock();
  assert.equal(probes.length, 2);
  pass(at, 1000);
  link.checkClock();
  assert.equal(probes.length, 2);
});
