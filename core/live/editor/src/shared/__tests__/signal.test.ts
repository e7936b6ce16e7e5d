// Values that can be watched: who is told of what, and when nobody is told any more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emitter, makeDisposables, signal, watch } from "../signal";

test("a change is told once, and the same value again is no change", () => {
  const told: number[] = [];
  const value = signal(1);
  value.subscribe((now) => told.push(now));
  value.set(1);
  value.set(2);
  value.set(2);
  assert.deepEqual([told, value.get()], [[2], 2]);
});

test("what counts as the same is the owner's to say", () => {
  const told: string[] = [];
  const value = signal({ id: "a", seen: 1 }, (a, b) => a.id === b.id);
  value.subscribe(({ id }) => told.push(id));
  value.set({ id: "a", seen: 2 });
  value.set({ id: "b", seen: 1 });
  assert.deepEqual(told, ["b"]);
});

test("watch runs at once and with each change of any of the signals, until it is disposed", () => {
  const [left, right] = [signal(0), signal(0)];
  let runs = 0;
  const stop = watch([left, right], () => {
    runs += 1;
  });
  left.set(1);
  right.set(1);
  assert.equal(runs, 3);
  stop();
  left.set(2);
  assert.equal(runs, 3);
});

test("a listener that fails keeps no other one from hearing", () => {
  const events = emitter<string>();
  const told: string[] = [];
  const complain = console.error;
  console.error = () => undefined;
  events.subscribe(() => {
    throw new Error("broken");
  });
  events.subscribe((event) => told.push(event));
  events.emit("a");
  console.error = complain;
  assert.deepEqual(told, ["a"]);
});

test("a listener that leaves while an event is told is not told of it", () => {
  const events = emitter<string>();
  const told: string[] = [];
  let leave = (): void => undefined;
  events.subscribe(() => leave());
  leave = events.subscribe((event) => told.push(event));
  events.emit("a");
  assert.deepEqual(told, []);
});

test("disposables are disposed once, the last one first", () => {
  const order: string[] = [];
  const disposables = makeDisposables();
  disposables.add(
    () => order.push("first"),
    () => order.push("second"),
  );
  disposables.dispose();
  disposables.dispose();
  assert.deepEqual(order, ["second", "first"]);
});
