// Letters of zones: the cases that pasted texts are read with on the server, too.
import assert from "node:assert/strict";
import { test } from "node:test";
import shared from "../../../../../../tests/cases/zone_letters.json";
import { parseZone } from "../zone_offsets";

const cases = shared.cases as { letters: string; zone: string; minutes: number }[];

test("letters mean in the room what they mean in a pasted text", () => {
  for (const { letters, zone, minutes } of cases)
    assert.deepEqual(parseZone(letters.toLowerCase(), zone), { offset: minutes }, `${letters} in ${zone}`);
});

test("GMT+2 is two hours ahead", () => {
  assert.deepEqual(parseZone("gmt+2", "UTC"), { offset: 120 });
});
