// The way through the sections: where one is, where the group is, what is filled, and who is where.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addRow, rowsRoot } from "../../document/rows_model";
import { meetingMessage, section, testBoard } from "../../testing/board";
import { all, freshHost, one } from "../../testing/dom";
import { sectionNav } from "../section_nav";
import { skipToggle } from "../skip_toggle";

function setUp() {
  const host = freshHost();
  const bench = testBoard([section("summary"), section("timeline"), section("factors")]);
  const nav = sectionNav(bench.board);
  host.append(nav.dom);
  const link = (id: string) => one<HTMLButtonElement>(host, `[data-section-link=${id}]`);
  return { ...bench, host, nav, link };
}

test("pressing a section moves this tab only", () => {
  const { link, chosen } = setUp();
  link("timeline").click();
  assert.deepEqual(chosen, ["timeline"]);
});

test("the section that is shown and the one that the group is in are marked apart", () => {
  const { link, meeting } = setUp();
  meeting.set(meetingMessage({ section: "timeline" }));
  assert.equal(link("summary").getAttribute("aria-current"), "step");
  assert.equal(link("timeline").getAttribute("aria-current"), null);
  assert.equal(link("timeline").dataset.group, "here");
  assert.match(link("timeline").textContent ?? "", /the group is here/);
  meeting.set(meetingMessage({ section: null, status: "finished" }));
  assert.equal(link("timeline").dataset.group, undefined);
});

test("what is filled, begun, empty or skipped follows the document", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { doc, facts, link } = setUp();
  assert.equal(link("factors").dataset.filled, "empty");
  addRow(doc, rowsRoot(doc, "factors"), {}, { id: "a", rank: "V", text: "Month-end", values: {} });
  t.mock.timers.tick(300);
  assert.equal(link("factors").dataset.filled, "begun");
  rowsRoot(doc, "factors").get("a")?.set("kind", "cause");
  t.mock.timers.tick(300);
  assert.equal(link("factors").dataset.filled, "filled");
  facts.set("skipped.factors", true);
  t.mock.timers.tick(300);
  assert.equal(link("factors").dataset.filled, "skipped");
});

test("the minutes are the plan's, and the section's own while there is no plan", () => {
  const { link, meeting } = setUp();
  assert.match(link("timeline").textContent ?? "", /2:00/);
  meeting.set(meetingMessage());
  assert.match(link("timeline").textContent ?? "", /4:00/);
});

test("one minute is said as one, more as many", () => {
  const { link, meeting } = setUp();
  const plan = meetingMessage().plan.map((item) => ({ ...item, seconds: item.section === "timeline" ? 60 : 120 }));
  meeting.set(meetingMessage({ plan }));
  assert.match(link("timeline").textContent ?? "", /, 1 minute(,|$)/);
  assert.match(link("summary").textContent ?? "", /, 2 minutes(,|$)/);
});

test("others are shown where they are, at most five of them, and never oneself", () => {
  const { board, link, me } = setUp();
  const states = board.connection.awareness.getStates();
  const person = (id: string, name: string) => ({ user: { id, name, color: "#0f6b6b" }, section: "timeline" });
  states.set(1, person("me", "Mina"));
  for (let i = 2; i < 10; i += 1) states.set(i, person(`p${i}`, `Person ${i}`));
  board.connection.awareness.emit("change", [{ added: [2], updated: [], removed: [] }, "net"]);
  assert.equal(me.get()?.id, "me");
  assert.equal(all(link("timeline"), ".nav-dot").length, 5);
  assert.equal(all(link("summary"), ".nav-dot").length, 0);
});

test("at a Next people who arrive one after the other are drawn at once and then together", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { board, link } = setUp();
  const states = board.connection.awareness.getStates();
  const arrives = (id: number): void => {
    states.set(id, { user: { id: `p${id}`, name: `Person ${id}`, color: "#0f6b6b" }, section: "timeline" });
    board.connection.awareness.emit("change", [{ added: [id], updated: [], removed: [] }, "net"]);
  };
  const dots = () => all(link("timeline"), ".nav-dot").length;
  arrives(2);
  assert.equal(dots(), 1);
  arrives(3);
  arrives(4);
  assert.equal(dots(), 1);
  t.mock.timers.tick(499);
  assert.equal(dots(), 1);
  t.mock.timers.tick(1);
  assert.equal(dots(), 3);
});

test("news of carets and typing leave the people beside a section untouched", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { board, link } = setUp();
  const states = board.connection.awareness.getStates();
  const state = { user: { id: "p2", name: "Bo", color: "#0f6b6b" }, section: "timeline" };
  const told = (more: object): void => {
    states.set(2, { ...state, ...more });
    board.connection.awareness.emit("change", [{ added: [], updated: [2], removed: [] }, "net"]);
    t.mock.timers.tick(1000);
  };
  told({});
  const dot = one(link("timeline"), ".nav-dot");
  told({ typing: true, cursor: { anchor: {}, head: {} } });
  assert.equal(one(link("timeline"), ".nav-dot"), dot);
  told({ section: "factors" });
  assert.equal(all(link("timeline"), ".nav-dot").length, 0);
  assert.equal(all(link("factors"), ".nav-dot").length, 1);
});

test("a section that is shown has nothing measured", () => {
  const { board, nav } = setUp();
  let measured = 0;
  for (const size of ["scrollWidth", "clientWidth"])
    Object.defineProperty(nav.dom, size, {
      get() {
        measured += 1;
        return 0;
      },
    });
  board.connection.focusSection.set("timeline");
  assert.equal(measured, 0);
});

test("a navigation that is gone draws no more", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { nav, link, meeting } = setUp();
  nav.destroy();
  meeting.set(meetingMessage({ section: "timeline" }));
  t.mock.timers.tick(1000);
  assert.equal(link("timeline").dataset.group, undefined);
});

test("a participant suggests to skip a section, and takes that back with the same button", () => {
  const { board, me, meeting, presence } = setUp();
  me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "participant" });
  meeting.set(meetingMessage({ facilitators: ["ana"] }));
  const toggle = skipToggle(board, section("factors"));
  assert.equal(toggle.button.textContent, "Suggest to skip this section");
  toggle.button.click();
  assert.equal(presence.skip, "factors");
  assert.equal(toggle.button.textContent, "Do not suggest to skip it");
  toggle.button.click();
  assert.equal(presence.skip, null);
  toggle.destroy();
});

test("a suggestion ends when the section is skipped, and a skipped section says what that means", () => {
  const { board, facts, me, meeting, presence } = setUp();
  me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "participant" });
  meeting.set(meetingMessage({ facilitators: ["ana"] }));
  const toggle = skipToggle(board, section("factors"));
  toggle.button.click();
  facts.set("skipped.factors", true);
  assert.equal(presence.skip, null);
  assert.match(toggle.note.textContent ?? "", /Nobody will be asked for it/);
  assert.equal(toggle.button.hidden, true);
});
