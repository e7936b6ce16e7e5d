// Two people in one short text: no word of either is lost, by the same table as on the server.
import assert from "node:assert/strict";
import test from "node:test";
import cases from "../../../../../../tests/cases/text_merge.json";
import { mergeTexts } from "../text_merge";

test("the table of cases, as the server reads it", () => {
  for (const [before, mine, theirs, apart, after] of cases as [string, string, string, string, string][]) {
    assert.equal(mergeTexts(before, mine, theirs, apart), after, JSON.stringify([before, mine, theirs]));
  }
});

test("what two people add at once both stands there, wherever it is", () => {
  const before = "a bc";
  for (let at = 0; at <= before.length; at += 1) {
    for (let other = 0; other <= before.length; other += 1) {
      const found = mergeTexts(
        before,
        `${before.slice(0, at)}XYZ${before.slice(at)}`,
        `${before.slice(0, other)}123${before.slice(other)}`,
      );
      assert.ok(found.includes("XYZ") && found.includes("123"), found);
    }
  }
});
