// Streamlit calls a component again and again: it is updated in place, and a late way out takes nothing down.
import assert from "node:assert/strict";
import test from "node:test";
import { type Component, component } from "../component";

interface Data {
  pm: string;
  epoch: number;
  word?: string;
}

function setUp() {
  const log: string[] = [];
  const fn = component<Data>((mounted) => {
    log.push(`mount ${mounted.data.word ?? ""}`.trim());
    return {
      update: (next) => void log.push(`update ${next.data.word ?? ""}`.trim()),
      destroy: () => void log.push("destroy"),
    };
  });
  const call = (place: object, data: Partial<Data> = {}) =>
    fn({
      data: { pm: "m", epoch: 1, ...data },
      key: "k",
      name: "n",
      parentElement: place,
      setStateValue() {},
      setTriggerValue() {},
    } as unknown as Component<Data>);
  return { log, call };
}

test("a second call in the same place updates and never mounts again", () => {
  const { log, call } = setUp();
  const place = {};
  call(place, { word: "a" });
  call(place, { word: "b" });
  assert.deepEqual(log, ["mount a", "update b"]);
});

test("the latest way out takes it down, once", () => {
  const { log, call } = setUp();
  const out = call({});
  out();
  out();
  assert.deepEqual(log, ["mount", "destroy"]);
});

test("the way out of an earlier call does nothing any more", () => {
  const { log, call } = setUp();
  const place = {};
  const first = call(place);
  call(place);
  first();
  assert.deepEqual(log, ["mount", "update"]);
});

test("a call that came too late and went at once leaves the place free", () => {
  const { log, call } = setUp();
  const place = {};
  call(place)();
  call(place);
  assert.deepEqual(log, ["mount", "destroy", "mount"]);
});

test("another meeting or another epoch in the same place is built anew", () => {
  const { log, call } = setUp();
  const place = {};
  const first = call(place);
  call(place, { epoch: 2 });
  first();
  assert.deepEqual(log, ["mount", "destroy", "mount"]);
});
