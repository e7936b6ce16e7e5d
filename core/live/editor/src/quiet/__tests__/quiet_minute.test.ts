// The quiet minute of a tab: what is on screen, when the lines leave the card, and where the caret goes.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import type { QuietMinute } from "../../connection/protocol";
import { addRow, rowsIn, rowsRoot } from "../../document/rows_model";
import { testBoard } from "../../testing/board";
import type { CardFocus, QuietCardHandle } from "../quiet_minute";
import { announcement, quietCounts, quietSeconds, quietTime } from "../quiet_words";
import type { Place } from "../reveal";

const message = (more: Partial<QuietMinute> = {}): QuietMinute => ({
  type: "quiet",
  number: 1,
  status: "open",
  section: "factors",
  ends_at: 60_000,
  left: null,
  at_end: false,
  writers: 0,
  done: 0,
  people: 2,
  mine: false,
  shown: [],
  ...more,
});

class Card implements QuietCardHandle {
  where: CardFocus | null = null;
  isComposing = false;
  drawn = true;
  readonly handed: [CardFocus, Place | null][] = [];
  focus = (): CardFocus | null => this.where;
  composing = (): boolean => this.isComposing;
  canHand = (): boolean => this.drawn;
  hand = (focus: CardFocus, place: Place | null): void => void this.handed.push([focus, place]);
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const texts = (doc: Y.Doc): string[] => rowsIn(rowsRoot(doc, "factors")).map(({ text }) => text.toString());

function served(doc: Y.Doc, id: string, text: string): void {
  const server = new Y.Doc();
  Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
  addRow(server, rowsRoot(server, "factors"), {}, { id, rank: "a0", text });
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), "the server");
}

async function writing(text: string) {
  const bench = testBoard();
  const { quiet } = bench.board;
  const card = new Card();
  quiet.card = card;
  bench.quietMessage.set(message());
  await wait(0);
  quiet.store.edit("mine", "factors", text);
  await quiet.store.flush();
  return { ...bench, quiet, card };
}

test("the card stays until the document has the lines, and the caret goes along in the same step", async () => {
  const { board, doc, quiet, card, quietMessage } = await writing("The disk");
  card.where = { line: "mine", field: "factors", caret: 8 };
  quietMessage.set(message({ status: "revealed", shown: ["mine"] }));
  assert.ok(quiet.shown.get(), "the reveal is told, the document has not come yet");
  quiet.store.edit("mine", "factors", "The disk w");
  served(doc, "mine", "The disk");
  await wait(0);
  assert.equal(quiet.shown.get(), null);
  assert.deepEqual(texts(doc), ["The disk w"]);
  const row = rowsRoot(doc, "factors").get("mine");
  assert.deepEqual(card.handed, [[card.where, { text: row?.get("text"), from: 0 }]]);
  assert.deepEqual(quiet.store.lines(), []);
  board.quiet.stop();
});

test("nobody's composition is cut, and a list that is not drawn yet is waited for", async () => {
  const { board, doc, quiet, card, quietMessage } = await writing("漢");
  card.where = { line: "mine", field: "factors", caret: 1 };
  card.isComposing = true;
  served(doc, "mine", "漢");
  quietMessage.set(message({ status: "revealed", shown: ["mine"] }));
  await wait(80);
  assert.ok(quiet.shown.get());
  card.isComposing = false;
  card.drawn = false;
  await wait(80);
  assert.ok(quiet.shown.get());
  card.drawn = true;
  await wait(80);
  assert.equal(quiet.shown.get(), null);
  board.quiet.stop();
});

test("who missed the reveal and meets the next round has their unsent words in the list", async () => {
  const { board, doc, quiet, quietMessage } = await writing("Sent");
  quiet.store.edit("other", "factors", "Typed offline");
  served(doc, "mine", "Sent");
  quietMessage.set(message({ number: 2, section: "lessons" }));
  await wait(0);
  assert.deepEqual(texts(doc).sort(), ["Sent", "Typed offline"]);
  assert.equal(quiet.shown.get()?.number, 2);
  assert.equal(quiet.store.round, 2);
  board.quiet.stop();
});

test("presence says nothing of what is written in a quiet minute", async () => {
  const { board, presence, keystrokes } = await writing("The disk");
  assert.deepEqual(presence, {});
  assert.equal(keystrokes.count, 0);
  board.quiet.stop();
});

test("whoever only reads has no lines, and sees that it is one", async () => {
  const { board, quietMessage } = testBoard();
  board.readonly.set(true);
  quietMessage.set(message());
  assert.equal(board.quiet.store.round, 0);
  assert.equal(board.quiet.shown.get()?.number, 1);
  board.quiet.stop();
});

test("its words: the server's time, counts without names, and two sentences for a screen reader", () => {
  assert.equal(quietTime(message(), 18_000), "0:42");
  assert.equal(quietSeconds(message(), 99_000), 0);
  assert.equal(quietTime(message({ ends_at: null, left: 12.4 }), 99_000), "0:13");
  assert.equal(quietCounts(message()), "Nobody has written yet · 0 of 2 participants done");
  assert.equal(quietCounts(message({ writers: 1, done: 3 })), "1 has written · 2 of 2 participants done");
  assert.equal(quietCounts(message({ writers: 3, people: 0 })), "3 have written");
  assert.deepEqual([60, 11, 9, 1].map(announcement), ["", "", "", ""]);
  assert.match(announcement(10), /Ten seconds/);
  assert.match(announcement(0), /over/);
});
