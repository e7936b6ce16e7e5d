// Work that waits for a rest in typing: at once when nobody types, at the next rest, and in the end in any case.
import assert from "node:assert/strict";
import { test } from "node:test";

const page = new EventTarget();
Object.assign(globalThis, { document: page });
const { atRest, hasTyped, LONGEST_MS, REST_MS, typingRests } = await import("../typing_rest");

let now = 0;
performance.now = () => now;
type Timed = Parameters<NonNullable<Parameters<typeof test>[1]>>[0];
const type = (kind = "keydown"): void => void page.dispatchEvent(new Event(kind));

function pass(t: Timed, milliseconds: number): void {
  now += milliseconds;
  t.mock.timers.tick(milliseconds);
}

test("nobody has typed: at once", () => {
  assert.equal(hasTyped(), false);
  let done = 0;
  atRest(() => {
    done += 1;
  });
  assert.equal(done, 1);
});

for (const kind of ["keydown", "input", "compositionupdate"])
  test(`${kind} is typing, and a rest ends it`, (t) => {
    prepare(t);
    let done = 0;
    type(kind);
    assert.deepEqual([hasTyped(), typingRests()], [true, false]);
    atRest(() => {
      done += 1;
    });
    pass(t, REST_MS - 1);
    assert.equal(done, 0);
    type(kind);
    pass(t, REST_MS - 1);
    assert.equal(done, 0);
    pass(t, 1);
    assert.equal(done, 1);
    pass(t, LONGEST_MS);
    assert.equal(done, 1);
  });

test("who types without a rest gets it in the end", (t) => {
  prepare(t);
  let done = 0;
  type();
  atRest(() => {
    done += 1;
  });
  for (let passed = 100; passed < LONGEST_MS; passed += 100) {
    pass(t, 100);
    type();
  }
  assert.equal(done, 0);
  pass(t, 100);
  assert.equal(done, 1);
});

test("what is called off is not done", (t) => {
  prepare(t);
  let done = 0;
  type();
  const off = atRest(() => {
    done += 1;
  });
  off();
  pass(t, LONGEST_MS);
  assert.equal(done, 0);
});

function prepare(t: Timed): void {
  now += 60_000;
  t.mock.timers.enable({ apis: ["setTimeout"] });
}
