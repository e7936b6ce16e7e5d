// A module that comes later: asked for once, asked for again after a failure, told to all that wait.
import assert from "node:assert/strict";
import { test } from "node:test";

const page = new EventTarget();
Object.assign(globalThis, { document: page });
const { lateModule } = await import("../late_module");
const { REST_MS } = await import("../typing_rest");

interface Loaded {
  name: string;
}

test("it is asked for once, and is there from then on", async () => {
  let calls = 0;
  const module = lateModule(async (): Promise<Loaded> => {
    calls += 1;
    return { name: "lists" };
  });
  assert.equal(module.now, null);
  const [first, second] = await Promise.all([module.load(), module.load()]);
  assert.equal(first, second);
  assert.equal(module.now, first);
  assert.equal(calls, 1);
});

test("a failure is told to whoever asked, and the next one who asks tries again", async () => {
  let works = false;
  const module = lateModule(async (): Promise<Loaded> => {
    if (!works) throw new Error("no network");
    return { name: "lists" };
  });
  await assert.rejects(module.load(), /no network/);
  assert.equal(module.now, null);
  works = true;
  assert.equal((await module.load()).name, "lists");
});

test("who waits without asking hears of it once, whoever asked", async () => {
  const heard: string[] = [];
  let works = false;
  const module = lateModule(async (): Promise<Loaded> => {
    if (!works) throw new Error("no network");
    return { name: "lists" };
  });
  module.whenHere(({ name }) => heard.push(`before ${name}`));
  await assert.rejects(module.load());
  assert.deepEqual(heard, []);
  works = true;
  await module.load();
  await module.load();
  module.whenHere(({ name }) => heard.push(`after ${name}`));
  assert.deepEqual(heard, ["before lists", "after lists"]);
});

test("what it draws waits for a rest in typing, though the file is asked for at once", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1_000_000;
  const { now: real } = performance;
  performance.now = () => now;
  let asked = 0;
  let drawn = 0;
  const module = lateModule(async (): Promise<Loaded> => {
    asked += 1;
    return { name: "lists" };
  });
  module.whenHere(() => {
    drawn += 1;
  });
  page.dispatchEvent(new Event("keydown"));
  const loaded = module.load();
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  assert.deepEqual([asked, drawn, module.now], [1, 0, null]);
  now += REST_MS;
  t.mock.timers.tick(REST_MS);
  assert.equal((await loaded).name, "lists");
  assert.equal(drawn, 1);
  performance.now = real;
});
