// Laptop clocks do not matter, and a silent line is given up in seconds, not in minutes.
import assert from "node:assert/strict";
import test from "node:test";
import { HEARTBEAT_TIMEOUTS, heartbeatAction, ServerClock } from "../heartbeat";

const HOUR = 3_600_000;

test("the server's time is shown whatever the laptop's date says", () => {
  for (const wrong of [0, -3 * HOUR, 3 * HOUR]) {
    const clock = new ServerClock();
    const server = 1_000_000_000_000;
    clock.addSample(1000, 1040, server);
    assert.equal(clock.now(1040, server + wrong), server + 20);
    assert.equal(clock.now(61_040, server + wrong + 60_000), server + 60_020);
  }
});

test("the shortest trip is believed most", () => {
  const clock = new ServerClock();
  clock.addSample(0, 400, 5_000_300);
  clock.addSample(1000, 1010, 5_001_005);
  clock.addSample(2000, 2900, 5_002_800);
  assert.equal(clock.now(3000, 0), 5_003_000);
});

test("a first word from the server counts until a probe comes back", () => {
  const clock = new ServerClock();
  assert.equal(clock.now(10, 777), 777);
  clock.estimate(50_000, 100);
  assert.equal(clock.now(200, 777), 50_100);
  clock.addSample(300, 310, 50_260);
  clock.estimate(99_999, 320);
  assert.equal(clock.now(400, 777), 50_355);
});

for (const step of [5 * 60_000, -5 * 60_000, 900])
  test(`a server whose clock is set by ${step} ms in the middle of a meeting is believed at the next answer`, () => {
    const clock = new ServerClock();
    clock.addSample(0, 10, 1_000_005);
    clock.addSample(500, 508, 1_000_504);
    clock.addSample(60_000, 60_600, 1_060_300 + step);
    assert.equal(clock.now(61_000, 0), 1_061_000 + step);
    clock.addSample(61_000, 61_010, 1_061_005 + step);
    assert.equal(clock.now(62_000, 0), 1_062_000 + step, "and a shorter trip is more exact again");
  });

test("a slow line is no clock that was set, and a word that is far off asks for a probe", () => {
  const clock = new ServerClock();
  assert.equal(clock.estimate(1_000_000, 0), false, "nothing to compare with");
  clock.addSample(0, 10, 1_000_005);
  clock.addSample(1000, 9000, 1_001_100);
  assert.equal(clock.now(10_000, 0), 1_010_000, "it said so early in its trip");
  assert.equal(clock.estimate(1_010_100, 10_000), false);
  assert.equal(clock.estimate(1_310_000, 10_000), true);
  assert.equal(clock.estimate(710_000, 10_000), true);
  assert.equal(clock.now(10_000, 0), 1_010_000, "until it comes back, the old time is the best there is");
});

test("nonsense from the wire changes nothing", () => {
  const clock = new ServerClock();
  clock.addSample(0, 10, 1000);
  clock.addSample(50, 20, 99_999);
  clock.addSample(Number.NaN, 20, 99_999);
  clock.addSample(10, 20, Number.NaN);
  assert.equal(clock.now(10, 0), 1005);
});

test("a date that jumps in the middle of a meeting is noticed once and does not move the time shown", () => {
  const clock = new ServerClock();
  clock.addSample(0, 10, 1_000_000);
  assert.ok(!clock.jumped(1000, 500_000));
  assert.ok(!clock.jumped(2000, 501_050));
  assert.ok(clock.jumped(3000, 502_000 - 3 * HOUR));
  assert.ok(!clock.jumped(4000, 503_000 - 3 * HOUR));
  clock.reset();
  assert.equal(clock.now(3010, 0), 1_003_005);
});

test("after sleep, when the steady clock stood still, the next answer replaces all older ones", () => {
  const clock = new ServerClock();
  clock.addSample(0, 2, 1_000_000);
  clock.reset();
  clock.addSample(5000, 5100, 9_000_000);
  assert.equal(clock.now(5100, 0), 9_000_050);
});

const quiet = { open: true, connectingSince: 0, lastReceivedAt: 0, probeSentAt: null, pending: 0, attempt: 0 };

test("a line that is silent with changes waiting is asked, then given up", () => {
  assert.equal(heartbeatAction({ ...quiet, pending: 1 }, HEARTBEAT_TIMEOUTS.waiting), "wait");
  assert.equal(heartbeatAction({ ...quiet, pending: 1 }, HEARTBEAT_TIMEOUTS.waiting + 1), "probe");
  assert.equal(heartbeatAction({ ...quiet, pending: 1, probeSentAt: 3001 }, 3001 + HEARTBEAT_TIMEOUTS.answer), "wait");
  assert.equal(
    heartbeatAction({ ...quiet, pending: 1, probeSentAt: 3001 }, 3002 + HEARTBEAT_TIMEOUTS.answer),
    "abandon",
  );
});

test("an idle line is left alone for longer", () => {
  assert.equal(heartbeatAction(quiet, HEARTBEAT_TIMEOUTS.idle), "wait");
  assert.equal(heartbeatAction(quiet, HEARTBEAT_TIMEOUTS.idle + 1), "probe");
});

test("any word after the question keeps the line", () => {
  assert.equal(heartbeatAction({ ...quiet, pending: 1, probeSentAt: 5000, lastReceivedAt: 5200 }, 6000), "wait");
  assert.equal(heartbeatAction({ ...quiet, pending: 1, probeSentAt: 5000, lastReceivedAt: 5200 }, 9000), "probe");
});

test("a laptop that slept asks before it gives up", () => {
  assert.equal(heartbeatAction({ ...quiet, lastReceivedAt: 1000 }, 9 * HOUR), "probe");
});

test("a connection that does not open is tried anew, more slowly after a while", () => {
  const opening = { ...quiet, open: false };
  assert.equal(heartbeatAction(opening, 3500), "wait");
  assert.equal(heartbeatAction(opening, 3501), "abandon");
  assert.equal(heartbeatAction({ ...opening, attempt: 20 }, 3501), "wait");
  assert.equal(heartbeatAction({ ...opening, attempt: 20 }, 8001), "abandon");
});
