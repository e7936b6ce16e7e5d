// The lines of a quiet minute on their way to the server: stored soon, kept here until then, sent again after a failure.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DraftStore, type SendResult } from "../draft_store";

interface Bench {
  store: DraftStore;
  sent: [string, string][];
  answers: SendResult[];
  copy: { text: string | null };
  /** lets every timer that is due run, and what follows from it */
  pass(ms?: number): Promise<void>;
}

function bench(kept: string | null = null, served: { id: string; field: string; text: string }[] | null = []): Bench {
  const copy = { text: kept };
  const sent: [string, string][] = [];
  const answers: SendResult[] = [];
  let now = 0;
  const timers = new Map<number, { at: number; run(): void }>();
  let count = 0;
  const store = new DraftStore({
    copy: {
      load: () => copy.text,
      save(text) {
        copy.text = text;
      },
    },
    async send(_round, { id, text }) {
      sent.push([id, text]);
      return answers.shift() ?? "stored";
    },
    fetch: async () => served,
    later(run, ms) {
      count += 1;
      const key = count;
      timers.set(key, { at: now + ms, run });
      return () => timers.delete(key);
    },
  });
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };
  return {
    store,
    sent,
    answers,
    copy,
    async pass(ms = 0) {
      await settle();
      now += ms;
      for (const [key, timer] of [...timers]) {
        if (timer.at > now) continue;
        timers.delete(key);
        timer.run();
      }
      await settle();
    },
  };
}

test("a line is sent at a pause in the typing, once, as it is then", async () => {
  const it = bench();
  it.store.open(1);
  await it.pass();
  for (const text of ["T", "Th", "The disk"]) it.store.edit("a", "factors", text);
  assert.equal(it.store.state, "storing");
  await it.pass(400);
  assert.deepEqual(it.sent, []);
  await it.pass(200);
  assert.deepEqual(it.sent, [["a", "The disk"]]);
  assert.equal(it.store.state, "stored");
});

test("what the server has not got is found after a reload, what it has comes from there", async () => {
  const before = bench();
  before.answers.push("unreachable");
  before.store.open(3);
  await before.pass();
  before.store.edit("a", "factors", "Not sent");
  await before.pass(500);
  assert.equal(before.store.state, "waiting");
  assert.ok(before.copy.text);
  const after = bench(before.copy.text, [
    { id: "a", field: "factors", text: "Not" },
    { id: "b", field: "factors", text: "Sent" },
  ]);
  after.store.open(3);
  await after.pass();
  assert.deepEqual(
    after.store.lines("factors").map(({ text }) => text),
    ["Not sent", "Sent"],
  );
  await after.pass(10);
  assert.deepEqual(after.sent, [["a", "Not sent"]]);
  assert.equal(after.copy.text, null);
});

test("a server that does not answer is asked again until it has the line", async () => {
  const it = bench();
  it.store.open(1);
  await it.pass();
  it.answers.push("unreachable", "unreachable");
  it.store.edit("a", "factors", "The disk");
  await it.pass(500);
  await it.pass(2000);
  assert.equal(it.store.state, "waiting");
  await it.pass(2000);
  assert.equal(it.store.state, "stored");
  assert.equal(it.sent.length, 3);
});

test("a line that is refused stays here and is sent again only when it is another one", async () => {
  const it = bench();
  it.store.open(1);
  await it.pass();
  it.answers.push("refused");
  it.store.edit("a", "factors", "far too long");
  await it.pass(500);
  await it.store.flush();
  assert.equal(it.sent.length, 1);
  assert.equal(it.store.state, "waiting");
  it.store.edit("a", "factors", "short");
  await it.pass(500);
  assert.equal(it.store.state, "stored");
});

test("a line that was emptied is taken away from the server, and one that never got there is not sent", async () => {
  const it = bench();
  it.store.open(1);
  await it.pass();
  it.store.edit("a", "factors", "x");
  it.store.edit("a", "factors", "");
  await it.pass(600);
  assert.deepEqual(it.sent, []);
  it.store.edit("b", "factors", "y");
  await it.pass(600);
  it.store.edit("b", "factors", "");
  await it.pass(600);
  assert.deepEqual(it.sent, [
    ["b", "y"],
    ["b", ""],
  ]);
  assert.deepEqual(it.store.lines(), []);
});

test("what is typed while a line is on its way is sent after it", async () => {
  const it = bench();
  it.store.open(1);
  await it.pass();
  it.store.edit("a", "factors", "The");
  const sending = it.store.flush();
  it.store.edit("a", "factors", "The disk");
  await sending;
  assert.deepEqual(it.sent, [
    ["a", "The"],
    ["a", "The disk"],
  ]);
});

test("when the round is over its lines are taken once and nothing is kept", async () => {
  const it = bench();
  it.store.open(1);
  await it.pass();
  it.answers.push("ended");
  it.store.edit("a", "factors", "Late");
  await it.pass(500);
  assert.deepEqual(
    it.store.take().map(({ text, stored, sent }) => [text, stored, sent]),
    [["Late", "", "Late"]],
  );
  assert.deepEqual(it.store.take(), []);
  assert.equal(it.store.round, 0);
  assert.equal(it.copy.text, null);
});

test("a copy that cannot be read is as good as none", () => {
  for (const text of ["", "{", "[]", '{"round":"x","lines":[]}', '{"round":1,"lines":[{"id":7}]}'])
    assert.deepEqual(bench(text).store.lines(), []);
});
