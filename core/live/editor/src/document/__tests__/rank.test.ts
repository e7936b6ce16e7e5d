// Ranks keep rows in order whoever inserts where.
import assert from "node:assert/strict";
import { test } from "node:test";
import table from "../../../../../../tests/cases/rank.json";
import { between, compareRanks, isRank, spread } from "../rank";

// A small seeded generator, so that a failure can be seen again.
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("the first row stands in the middle, with room on both sides", () => {
  const first = between(null, null);
  assert.ok(isRank(first));
  assert.ok(between(null, first) < first && first < between(first, null));
});

test("a key is strictly between its neighbours however often one inserts", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const next = random(seed);
    const keys: string[] = [];
    for (let i = 0; i < 300; i += 1) {
      const at = Math.floor(next() * (keys.length + 1));
      const key = between(keys[at - 1] ?? null, keys[at] ?? null);
      assert.ok(isRank(key), key);
      keys.splice(at, 0, key);
    }
    assert.deepEqual(keys, [...new Set(keys)].sort(compareRanks));
  }
});

test("always inserting at the same end keeps keys short enough for a meeting", () => {
  let key = between(null, null);
  for (let i = 0; i < 200; i += 1) key = between(key, null);
  assert.ok(key.length < 50, key);
  let low = between(null, null);
  for (let i = 0; i < 200; i += 1) low = between(null, low);
  assert.ok(low.length < 50 && isRank(low), low);
});

test("there is no key between equal or reversed neighbours, and a stranger's key is refused", () => {
  assert.throws(() => between("V", "V"), RangeError);
  assert.throws(() => between("W", "V"), RangeError);
  for (const bad of ["", "A0", "é", "a b", 3, null, undefined]) assert.ok(!isRank(bad));
  assert.throws(() => between("A0", null), RangeError);
});

test("a spread of keys is in order, inside its bounds and short", () => {
  const keys = spread("A", "B", 50);
  assert.equal(keys.length, 50);
  assert.deepEqual(keys, [...new Set(keys)].sort(compareRanks));
  assert.ok(keys.every((key) => key > "A" && key < "B" && key.length <= 24));
  assert.deepEqual(spread(null, null, 0), []);
});

test("the server counts the same: the table that both sides are held to", () => {
  for (const [a, b, expected] of table.between as [string | null, string | null, string][])
    assert.equal(between(a, b), expected, `${a} ${b}`);
  for (const [a, b] of table.refused as [string | null, string | null][])
    assert.throws(() => between(a, b), RangeError, `${a} ${b}`);
});
