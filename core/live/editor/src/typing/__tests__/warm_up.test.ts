// The letters that nobody sees: they go the way of a key, and leave nothing behind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeTextEditor } from "../../fields/text_editor";
import { testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import { LETTERS, typeInto, warmUp } from "../warm_up";

/** What waits for an idle moment, run by hand. */
function moments() {
  const waiting: (() => void)[] = [];
  return {
    idle: (fn: () => void): void => void waiting.push(fn),
    async next(): Promise<boolean> {
      const fn = waiting.shift();
      fn?.();
      await new Promise((done) => setTimeout(done));
      return fn !== undefined;
    },
  };
}

test("a letter in each idle moment, and then it is over", async () => {
  const { board } = testBoard();
  const { idle, next } = moments();
  warmUp(board, idle);
  let count = 0;
  while (await next()) count += 1;
  assert.equal(count, LETTERS + 2, "the editor has a moment of its own");
});

test("it is over as soon as a person types", async () => {
  const { board } = testBoard();
  const { idle, next } = moments();
  let typed = false;
  warmUp(board, idle, () => typed);
  await next();
  await next();
  typed = true;
  assert.equal(await next(), true);
  assert.equal(await next(), false);
});

test("nothing of it reaches the meeting's document, its presence, the page or the person", async () => {
  const host = freshHost();
  const bench = testBoard();
  let updates = 0;
  bench.doc.on("update", () => {
    updates += 1;
  });
  const { idle, next } = moments();
  warmUp(bench.board, idle);
  while (await next());
  assert.deepEqual([updates, bench.keystrokes.count, bench.told, bench.presence], [0, 0, [], {}]);
  assert.deepEqual([host.childElementCount, document.body.childElementCount], [0, 1]);
  assert.equal(bench.board.editors.size, 0);
  assert.equal(bench.board.undo.canUndo(), false);
});

test("a letter goes through the editor into the shared text, as one that was typed", async () => {
  const { board, doc, keystrokes } = testBoard();
  const text = doc.getText("text");
  text.insert(0, "A line.");
  const editor = makeTextEditor(board, { text, label: "", placeholder: "" });
  typeInto(editor);
  await new Promise((done) => setTimeout(done));
  assert.equal(text.toString(), "A line.a");
  assert.equal(keystrokes.count, 1);
  editor.destroy();
});

test("a board that goes takes it along", async () => {
  const { board } = testBoard();
  const { idle, next } = moments();
  const stop = warmUp(board, idle);
  await next();
  stop();
  assert.equal(await next(), true);
  assert.equal(await next(), false);
  stop();
});
