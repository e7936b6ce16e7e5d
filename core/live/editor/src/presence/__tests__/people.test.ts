// Who is here: one face a person, under the name the server gave, in colours that can be read.
import assert from "node:assert/strict";
import test from "node:test";
import { testBoard } from "../../testing/board";
import { freshHost, one } from "../../testing/dom";
import { safeColor, textColorOn } from "../colors";
import { initials, peopleView } from "../people";
import { people } from "../person_list";

const ana = { id: "a", name: "Ana", color: "#0f6b6b" };
const bo = { id: "b", name: "Bo", color: "#b4540a" };

test("two tabs of one person are one face, typing if either types", () => {
  const here = people([{ user: ana, typing: false }, { user: bo }, { user: ana, typing: true }], "b");
  assert.deepEqual(
    here.map((person) => person.name),
    ["Bo", "Ana"],
  );
  assert.deepEqual(
    here.map((item) => item.typing),
    [false, true],
  );
  assert.deepEqual(
    here.map((entry) => entry.me),
    [true, false],
  );
});

test("a shared screen is not a person, and a person who opened one still is", () => {
  assert.deepEqual(people([{ user: ana, view: "present" }], null), []);
  const both = people(
    [
      { user: ana, view: "present", typing: true },
      { user: ana, view: "room", section: "timeline" },
    ],
    null,
  );
  assert.deepEqual(
    both.map((person) => [person.name, person.section, person.typing]),
    [["Ana", "timeline", false]],
  );
});

test("what is no state of a person is passed over", () => {
  assert.deepEqual(people([null, 7, {}, { user: { id: 3, name: "x" } }, { user: { id: "z" } }], null), []);
});

test("two people of one name stay two, in a steady order", () => {
  const twins = [{ user: { ...ana, id: "2" } }, { user: { ...ana, id: "1" } }];
  assert.deepEqual(
    people(twins, null).map((person) => person.id),
    ["1", "2"],
  );
});

test("only a plain colour goes into a style", () => {
  assert.equal(safeColor("#A1b2C3"), "#A1b2C3");
  for (const bad of ["red", "url(//x)", "#fff", "#12345g", 5, null]) assert.equal(safeColor(bad), "#5d6874");
});

test("initials fit any name", () => {
  assert.equal(initials("Guest Heron"), "HE");
  assert.equal(initials("mina"), "MI");
  assert.equal(initials("Anna Maria van Dyk"), "AD");
  assert.equal(initials("李"), "李");
  assert.equal(initials("🦆 duck"), "🦆D");
  assert.equal(initials("  "), "?");
});

test("letters on a face are readable on every colour", () => {
  for (const background of ["#000000", "#ffffff", "#b4540a", "#58c2ba", "#7a4fb5", "#f2d95c", "#808080"]) {
    assert.ok(contrast(background, textColorOn(background)) >= 4.5, background);
  }
});

function contrast(a: string, b: string): number {
  const light = (hex: string): number => {
    const [r, g, b2] = [1, 3, 5].map((i) => {
      const share = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b2 ?? 0);
  };
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return ((x ?? 0) + 0.05) / ((y ?? 0) + 0.05);
}

test("faces are left alone when somebody goes to another section, and drawn when they type", () => {
  const { board } = testBoard();
  const { awareness } = board.connection;
  const host = freshHost();
  const { element, stop } = peopleView(document, board.connection, 5);
  host.append(element);
  const told = (more: object): void => {
    awareness.getStates().set(7, { user: bo, section: "summary", ...more });
    awareness.emit("change", [{ added: [], updated: [7], removed: [] }, "net"]);
  };
  told({});
  const face = one(host, "[data-person=b]");
  told({ section: "timeline" });
  assert.equal(one(host, "[data-person=b]"), face);
  told({ section: "timeline", typing: true });
  assert.match(one(host, "[data-person=b]").textContent ?? "", /typing/);
  stop();
});
