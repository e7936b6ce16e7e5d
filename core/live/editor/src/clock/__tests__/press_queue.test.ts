import assert from "node:assert/strict";
import { test } from "node:test";
import { nextSectionTitle } from "../next_section";
import { makePressQueue, type Press, type PressQueue, type PressResult, type ShownMeeting } from "../press_queue";

const SUMMARY: ShownMeeting = { version: 4, kind: "sync", status: "running", section: "summary" };

/** A server that obeys, and writes down what it was asked. */
function server(): {
  asked: Press[];
  refused: string[];
  send(press: Press): Promise<PressResult>;
  now: Omit<ShownMeeting, "kind">;
} {
  const made = {
    asked: [] as Press[],
    refused: [] as string[],
    now: { ...SUMMARY } as Omit<ShownMeeting, "kind">,
    async send(press: Press): Promise<PressResult> {
      made.asked.push(press);
      await Promise.resolve();
      if (press.seen !== made.now.version) return { refused: "too late" };
      const { version, section, status } = made.now;
      made.now = {
        version: version + 1,
        section: press.what === "next" ? "timeline" : section,
        status: press.what === "pause" ? "paused" : press.what === "resume" ? "running" : status,
      };
      return { after: made.now };
    },
  };
  return made;
}

/** A person in front of a screen that shows `seen`. */
function person(
  there: Pick<ReturnType<typeof server>, "send" | "refused">,
  seen: ShownMeeting = SUMMARY,
): PressQueue & { wait(ms: number): void } {
  let time = 1000;
  const line = makePressQueue(
    there.send,
    (sentence) => there.refused.push(sentence),
    () => time,
  );
  line.shows(seen, false);
  return {
    ...line,
    wait(ms) {
      time += ms;
    },
  };
}

test("minutes that are asked for faster than the clock shows them are all given", async () => {
  const there = server();
  const { press } = person(there);
  await Promise.all([1, 2, 3].map(() => press("more")));
  assert.deepEqual(
    there.asked.map((item) => item.seen),
    [4, 5, 6],
  );
  assert.deepEqual(there.refused, []);
});

test("presses that wait count also when the screen shows the first ones while they wait", async () => {
  const there = server();
  const slow = {
    ...there,
    send: (entry: Press) =>
      there.send(entry).then((answer) => {
        line.shows({ ...there.now, kind: "sync" }, true);
        return answer;
      }),
  };
  const line = person(slow);
  await Promise.all([1, 2, 3].map(() => line.press("more")));
  assert.deepEqual(
    there.asked.map((item) => item.seen),
    [4, 5, 6],
  );
});

test("a second Next that was meant for the same section is none, and a Pause after it is one", async () => {
  const there = server();
  const { press } = person(there);
  await Promise.all((["next", "next", "back", "pause", "pause", "more"] as const).map(press));
  assert.deepEqual(
    there.asked.map((item) => item.what),
    ["next", "pause", "more"],
  );
  assert.deepEqual(there.refused, []);
});

test("in a pause the same button goes on", async () => {
  const there = server();
  there.now = { ...SUMMARY, status: "paused" };
  await person(there, { ...SUMMARY, status: "paused" }).press("pause");
  assert.equal(there.asked[0]?.what, "resume");
  assert.equal(there.now.status, "running");
});

test("once the screen shows it, or another meeting, only the screen counts", async () => {
  const there = server();
  const line = person(there);
  await line.press("next");
  line.shows({ ...there.now, kind: "sync" }, true);
  await line.press("next");
  line.shows({ version: 1, kind: "review", status: "running", section: "action.a1" }, true);
  await line.press("next");
  assert.deepEqual(
    there.asked.map((item) => item.seen),
    [4, 5, 1],
  );
  assert.deepEqual(there.refused, ["too late"]);
});

test("the screen that shows it before the answer comes is believed too", async () => {
  const there = server();
  const slow = {
    ...there,
    send: (entry: Press) =>
      there.send(entry).then((answer) => {
        line.shows({ ...there.now, kind: "sync" }, true);
        return answer;
      }),
  };
  const line = person(slow);
  await line.press("next");
  await line.press("pause");
  assert.deepEqual(
    there.asked.map((item) => item.seen),
    [4, 5],
  );
});

test("Next in the moment in which somebody else moved the group is for what was there, and the person is told", async () => {
  const there = server();
  const line = person(there);
  there.now = { version: 5, status: "running", section: "timeline" };
  line.shows({ ...there.now, kind: "sync" }, false);
  line.wait(100);
  await line.press("next");
  assert.deepEqual([there.asked[0]?.seen, there.asked[0]?.section], [4, "summary"]);
  assert.deepEqual(there.refused, ["too late"]);
  line.wait(700);
  await line.press("next");
  assert.equal(there.asked[1]?.seen, 5);
});

test("a press that fails does not stand in the way of the next one", async () => {
  const there = server();
  let fails = true;
  const line = person({
    refused: there.refused,
    async send(item) {
      if (!fails) return there.send(item);
      fails = false;
      throw new Error("no network");
    },
  });
  await line.press("more");
  await line.press("more");
  assert.equal(there.asked.length, 1);
  assert.equal(there.refused.length, 1);
});

test("what comes next leaves out what the group left out", () => {
  const item = (section: string, skipped = false) => ({
    section,
    title: section.toUpperCase(),
    planned: 60,
    seconds: 60,
    used: 0,
    skipped,
  });
  const plan = [item("summary"), item("timeline", true), item("lessons")];
  assert.equal(nextSectionTitle({ plan, section: "summary" }), "LESSONS");
  assert.equal(nextSectionTitle({ plan, section: "lessons" }), null);
});
