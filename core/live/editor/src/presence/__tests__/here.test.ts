// One reading of presence for the whole page: carets are no news in it, and the list of people is made once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { whoIsHere } from "../here";

function tab(): Awareness {
  return new Awareness(new Y.Doc());
}

/** A page that twenty others are told to, and how often it heard of them. */
function setUp() {
  const mine = tab();
  const here = whoIsHere(mine);
  const heard: boolean[] = [];
  here.subscribe((own) => heard.push(own));
  const others = Array.from({ length: 20 }, (_, nth) => {
    const other = tab();
    other.setLocalState({ section: "summary", cursor: null, user: { id: `p${nth}`, name: `P ${nth}`, color: "#000" } });
    return other;
  });
  /** in one frame, as the server sends it */
  const tell = (...changed: readonly Awareness[]): void => {
    const union = tab();
    for (const other of changed) applyAwarenessUpdate(union, encodeAwarenessUpdate(other, [other.clientID]), "net");
    applyAwarenessUpdate(
      mine,
      encodeAwarenessUpdate(
        union,
        changed.map(({ clientID }) => clientID),
      ),
      "net",
    );
    union.destroy();
  };
  const stop = (): void => {
    for (const each of [mine, ...others]) each.destroy();
  };
  tell(...others);
  heard.length = 0;
  return { mine, here, heard, others, tell, stop };
}

test("twenty who go to another section are one piece of news", () => {
  const { here, heard, others, tell, stop } = setUp();
  for (const other of others) other.setLocalStateField("section", "timeline");
  tell(...others);
  assert.deepEqual(heard, [false]);
  assert.deepEqual(new Set(here.people(null).map(({ section }) => section)), new Set(["timeline"]));
  stop();
});

test("a caret that moves is no news, and typing is", () => {
  const { heard, others, tell, stop } = setUp();
  const other = others[0] as Awareness;
  other.setLocalStateField("cursor", { anchor: {}, head: {} });
  tell(other);
  assert.deepEqual(heard, []);
  other.setLocalStateField("typing", true);
  tell(other);
  assert.deepEqual(heard, [false]);
  stop();
});

test("what this tab says is told apart", () => {
  const { mine, heard, stop } = setUp();
  mine.setLocalStateField("done", "summary@1");
  assert.deepEqual(heard, [true]);
  stop();
});

test("the list of people is made once for all who ask, until there is news", () => {
  const { here, others, tell, stop } = setUp();
  const list = here.people("p3");
  assert.equal(here.people("p3"), list);
  assert.equal(list[0]?.me, true);
  const other = others[0] as Awareness;
  other.setLocalStateField("cursor", { anchor: {}, head: {} });
  tell(other);
  assert.equal(here.people("p3"), list);
  other.setLocalStateField("section", "factors");
  tell(other);
  assert.notEqual(here.people("p3"), list);
  assert.equal(here.people("p4")[0]?.id, "p4");
  stop();
});

test("whoever leaves is gone from it, and is news again when they come back", () => {
  const { mine, here, heard, others, tell, stop } = setUp();
  const other = others[0] as Awareness;
  const before = other.getLocalState();
  other.setLocalState(null);
  tell(other);
  assert.equal(here.people(null).length, 19);
  other.setLocalState(before);
  tell(other);
  assert.equal(here.people(null).length, 20);
  assert.equal(heard.length, 2);
  assert.ok(mine.getStates().size > 20);
  stop();
});
