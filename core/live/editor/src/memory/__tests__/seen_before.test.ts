// "Seen before" beside a document that people type in: asked at pauses, shown without taking the keyboard.
import "../../testing/dom";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import * as Y from "yjs";
import { testBoard } from "../../testing/board";
import { askedAbout, OTHERS_MS, PAUSE_MS, seenBefore } from "../seen_before";
import { type EarlierIncident, parseSeen, type SeenReply, type SeenRequest } from "../seen_client";

function incident(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "a",
    title: [["Label printing down", false]],
    day: "Fri 14 Aug 2026",
    severity: "P2",
    strength: "likely",
    why: ["token", "gateway"],
    what_happened: [["The token had ended", false]],
    what_was_done: [["New token", true]],
    open: [{ id: "a1", text: [["Warn before it ends", false]], owner: "Sam", age: "105 days", carried: false }],
    more_open: 1,
    done: 3,
    promised: 5,
    linked: false,
    shown: false,
    ...more,
  };
}

function bench(incidents: Record<string, unknown>[] = [incident()], leads = false) {
  const bare = testBoard();
  const asked: SeenRequest[] = [];
  const state = { incidents, refused: false };
  const ask = async (request: SeenRequest): Promise<SeenReply> => {
    asked.push(request);
    if (state.refused) return { seen: null, sentence: "No.", refused: true };
    return { seen: parseSeen({ incidents: state.incidents, others: 64, leads }), sentence: "", refused: false };
  };
  const part = seenBefore(bare.board, ask);
  document.body.append(part.notice, part.card);
  return { ...bare, part, asked, state };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

async function timed(run: (tick: (ms: number) => Promise<void>) => Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  try {
    await run(async (ms) => {
      mock.timers.tick(ms);
      await settled();
    });
  } finally {
    mock.timers.reset();
    document.body.replaceChildren();
  }
}

const look = (part: { notice: HTMLElement }): HTMLButtonElement =>
  part.notice.querySelector(".seen-look") as HTMLButtonElement;

test("it is asked once at the start, and shows a notice without taking the keyboard", () =>
  timed(async (tick) => {
    const field = document.createElement("input");
    document.body.append(field);
    field.focus();
    const { part, asked } = bench();
    assert.ok(part.notice.hidden);
    await tick(0);
    assert.deepEqual(asked, [{ what: "look" }]);
    assert.ok(!part.notice.hidden);
    assert.match(
      part.notice.textContent ?? "",
      /likely the same.*Label printing down.*2 actions from then are still open/,
    );
    assert.ok(part.card.hidden);
    assert.equal(document.activeElement, field);
    part.destroy();
  }));

test("keys of this tab ask at a pause, and only when the words differ", () =>
  timed(async (tick) => {
    const { part, asked, board, facts } = bench();
    await tick(0);
    for (const title of ["L", "La", "Lab"]) {
      board.edit(() => facts.set("title", title));
      await tick(PAUSE_MS - 100);
    }
    assert.equal(asked.length, 1);
    await tick(200);
    assert.equal(asked.length, 2);
    board.edit(() => facts.set("severity", "P1"));
    await tick(PAUSE_MS + 100);
    assert.equal(asked.length, 2);
    part.destroy();
    board.edit(() => facts.set("title", "Labels"));
    await tick(60_000);
    assert.equal(asked.length, 2);
  }));

test("what others type is asked about later, and puts off nothing of this tab", () =>
  timed(async (tick) => {
    const { part, asked, board, doc, facts } = bench();
    await tick(0);
    const others = { origin: "socket" };
    Y.transact(doc, () => facts.set("title", "Theirs"), others, false);
    await tick(PAUSE_MS + 100);
    assert.equal(asked.length, 1);
    board.edit(() => facts.set("title", "Mine"));
    await tick(PAUSE_MS / 2);
    Y.transact(doc, () => facts.set("title", "Mine and theirs"), others, false);
    await tick(PAUSE_MS / 2 + 10);
    assert.equal(asked.length, 2);
    await tick(OTHERS_MS + 5000);
    assert.ok(asked.length <= 3);
    part.destroy();
  }));

test("the words that count are the title's, the summary's, the services' and the factors'", () => {
  const { doc, facts } = testBoard();
  const before = askedAbout(doc);
  facts.set("severity", "P1");
  doc.getText("text:lessons.lucky").insert(0, "luck");
  assert.equal(askedAbout(doc), before);
  facts.set("title", "Labels");
  doc.getText("text:summary.what_happened").insert(0, "No labels");
  assert.match(askedAbout(doc), /^Labels\nNo labels/);
});

test("weaker finds are a line each, and nothing at all shows nothing", () =>
  timed(async (tick) => {
    const { part, state, board, facts } = bench([
      incident({ strength: "related" }),
      incident({ id: "b", strength: "related" }),
    ]);
    await tick(0);
    assert.equal(part.notice.querySelectorAll(".seen-line").length, 2);
    assert.ok(!part.notice.hasAttribute("data-strong"));
    look(part).click();
    assert.equal(part.card.querySelectorAll("details").length, 2);
    assert.equal(part.card.querySelector(".seen-first"), null);
    state.incidents = [];
    board.edit(() => facts.set("title", "Something else"));
    await tick(PAUSE_MS + 10);
    assert.ok(part.notice.hidden);
    assert.ok(part.card.hidden);
    part.destroy();
  }));

test("the card opens on a press, closes by Escape, and keeps its keys to itself", () =>
  timed(async (tick) => {
    const { part } = bench();
    await tick(0);
    look(part).click();
    assert.ok(!part.card.hidden);
    assert.equal(look(part).getAttribute("aria-expanded"), "true");
    assert.equal(document.activeElement?.tagName, "H2");
    let heard = 0;
    document.body.addEventListener("keydown", () => {
      heard += 1;
    });
    part.card.querySelector("h2")?.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true }));
    part.card.querySelector("h2")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    assert.equal(heard, 0);
    assert.ok(part.card.hidden);
    assert.equal(document.activeElement, look(part));
    part.destroy();
  }));

test("put away it stays away until something else is found", () =>
  timed(async (tick) => {
    const { part, state, board, facts } = bench();
    await tick(0);
    (part.notice.querySelector(".seen-away") as HTMLButtonElement).click();
    assert.ok(part.notice.hidden);
    board.edit(() => facts.set("title", "Labels"));
    await tick(PAUSE_MS + 10);
    assert.ok(part.notice.hidden);
    state.incidents = [incident({ id: "b" })];
    board.edit(() => facts.set("title", "Labels again"));
    await tick(PAUSE_MS + 10);
    assert.ok(!part.notice.hidden);
    part.destroy();
  }));

test("each decision is sent, told, and drawn as the server answers", () =>
  timed(async (tick) => {
    const { part, asked, told, state } = bench();
    await tick(0);
    look(part).click();
    const press = async (name: string): Promise<void> => {
      const button = [...part.card.querySelectorAll("button")].find((item) => item.textContent === name);
      assert.ok(button, name);
      button.click();
      await settled();
    };
    await press("Carry over");
    assert.deepEqual(asked.at(-1), { what: "carry", incident: "a", action: "a1" });
    state.incidents = [incident({ linked: true })];
    await press("Link it");
    assert.deepEqual(asked.at(-1), { what: "link", incident: "a" });
    assert.equal(told.at(-1)?.sentence, "Linked, from both sides.");
    assert.match(part.card.textContent ?? "", /Take the link away/);
    assert.ok(!(part.card.textContent ?? "").includes("Show to the room"));
    state.incidents = [];
    await press("Take the link away");
    part.destroy();
  }));

test("not the same can be taken back", () =>
  timed(async (tick) => {
    const { part, asked, told, state } = bench();
    await tick(0);
    look(part).click();
    state.incidents = [];
    [...part.card.querySelectorAll("button")].find((item) => item.textContent === "Not the same")?.click();
    await settled();
    assert.deepEqual(asked.at(-1), { what: "not_the_same", incident: "a" });
    told.at(-1)?.act?.run();
    await settled();
    assert.deepEqual(asked.at(-1), { what: "maybe", incident: "a" });
    part.destroy();
  }));

test("a facilitator may show what is linked, and hide it again", () =>
  timed(async (tick) => {
    const { part, asked, state } = bench([incident({ linked: true })], true);
    await tick(0);
    look(part).click();
    const named = (name: string) => [...part.card.querySelectorAll("button")].find((item) => item.textContent === name);
    state.incidents = [incident({ linked: true, shown: true })];
    named("Show to the room")?.click();
    await settled();
    assert.deepEqual(asked.at(-1), { what: "show", incident: "a" });
    assert.ok(named("Hide from the room"));
    part.destroy();
  }));

test("what people typed is text, wherever it stands", () =>
  timed(async (tick) => {
    const hostile = "<img src=x onerror=alert(1)>";
    const runs = [[hostile, true]];
    const { part } = bench([
      incident({
        title: runs,
        what_happened: runs,
        what_was_done: runs,
        why: [hostile],
        day: hostile,
        severity: hostile,
        open: [{ id: "a1", text: runs, owner: hostile, age: hostile, carried: true }],
      }),
      incident({ id: 'b"&<', title: runs, strength: "related" }),
    ]);
    await tick(0);
    look(part).click();
    assert.equal(document.querySelectorAll("img").length, 0);
    assert.ok((part.card.textContent ?? "").includes(hostile));
    const address = part.card.querySelector('a[href^="compare"]')?.getAttribute("href");
    assert.equal(address, "compare?pm=pm1&with=a");
    part.destroy();
  }));

test("whoever is refused is not asked again", () =>
  timed(async (tick) => {
    const { part, asked, state, board, facts } = bench();
    await tick(0);
    state.refused = true;
    board.edit(() => facts.set("title", "Labels"));
    await tick(PAUSE_MS + 10);
    assert.ok(part.notice.hidden);
    const before = asked.length;
    board.edit(() => facts.set("title", "More labels"));
    await tick(60_000);
    assert.equal(asked.length, before);
    part.destroy();
  }));

test("the one that is linked stands first, whatever its words", () => {
  const linked = { ...incident({ id: "b", strength: "", linked: true }) };
  const seen = parseSeen({ incidents: [incident(), linked] });
  const first: EarlierIncident | undefined = seen.incidents[1];
  assert.ok(first?.linked);
});
