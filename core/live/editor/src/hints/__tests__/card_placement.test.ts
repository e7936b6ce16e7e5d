// The card stands where it hides nothing that is being typed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type PlacementInput, placeCard, type Rect, rectsOverlap } from "../card_placement";

const line = (top: number, left = 300, right = 420): Rect => ({ left, top, right, bottom: top + 24 });
const room = (more: Partial<PlacementInput> = {}): PlacementInput => ({
  left: 300,
  first: line(100),
  last: line(100),
  end: line(100),
  field: { left: 200, top: 90, right: 900, bottom: 290 },
  bounds: { left: 200, right: 900 },
  card: { width: 500, height: 180 },
  avoid: [],
  height: 900,
  ...more,
});

test("under the line of its words, inside the column", () => {
  assert.deepEqual(placeCard(room()), { left: 300, top: 130 });
  assert.equal(placeCard(room({ left: 800 })).left, 400);
  assert.equal(placeCard(room({ left: 150 })).left, 200);
});

test("a short row or box stays in sight as a whole, else the sentence does, and neither pushes the card far away", () => {
  assert.equal(placeCard(room({ field: { left: 200, top: 90, right: 900, bottom: 240 } })).top, 246);
  assert.equal(placeCard(room({ end: line(148) })).top, 178);
  assert.equal(placeCard(room({ end: line(260) })).top, 130);
});

test("above, when somebody types where it would stand, and below everything when they type there too", () => {
  const typing = { left: 200, right: 900, top: 148, bottom: 172 };
  const field = { left: 200, top: 290, right: 900, bottom: 490 };
  const above = placeCard(
    room({ first: line(300), last: line(300), end: line(300), field, avoid: [{ ...typing, top: 348, bottom: 372 }] }),
  );
  assert.equal(above.top, 300 - 6 - 180);
  const below = placeCard(room({ avoid: [typing] }));
  assert.equal(below.top, 296);
  for (let top = 0; top < 880; top += 8) {
    const avoid = { left: 200, right: 900, top, bottom: top + 24 };
    const at = placeCard(room({ first: line(300), last: line(300), end: line(300), field, avoid: [avoid] }));
    assert.ok(!rectsOverlap({ ...at, right: at.left + 500, bottom: at.top + 180 }, avoid), `typing at ${top}`);
  }
});

test("above, when it would be below the window", () => {
  const low = {
    first: line(800),
    last: line(800),
    end: line(800),
    field: { left: 200, top: 790, right: 900, bottom: 830 },
  };
  assert.equal(placeCard(room(low)).top, 800 - 6 - 180);
});

test("not over the strip above the section, although there is room there only", () => {
  const low = {
    first: line(480),
    last: line(480),
    end: line(480),
    field: { left: 200, top: 470, right: 900, bottom: 510 },
    height: 650,
  };
  const strip = { left: 200, top: 300, right: 900, bottom: 350 };
  assert.equal(placeCard(room(low)).top, 480 - 6 - 180);
  assert.equal(placeCard(room({ ...low, avoid: [strip] })).top, 516);
});
