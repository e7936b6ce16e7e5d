// Who hears of a new selection: the editor with the focus and the one before it, or all when none has it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeTextEditor } from "../../fields/text_editor";
import { testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";

interface Observed {
  observer: { onSelectionChange(event: Event): void; readSelectionRange(): boolean };
}

/** Editors on one page; `changed` says which of them read the selection when it changes. */
function setUp(...names: string[]) {
  const host = freshHost();
  const { board, doc } = testBoard();
  const told: string[] = [];
  const editors = names.map((name) => {
    const editor = makeTextEditor(board, { text: doc.getText(name), label: name, placeholder: "" });
    host.append(editor.view.dom);
    const { observer } = editor.view as unknown as Observed;
    observer.readSelectionRange = () => {
      told.push(name);
      return false;
    };
    return editor;
  });
  const changed = (): string[] => {
    told.length = 0;
    document.dispatchEvent(new Event("selectionchange"));
    return [...told].sort();
  };
  const focus = (i: number): void => editors[i]?.view.contentDOM.focus();
  return { host, editors, changed, focus };
}

test("an editor has the part that is reached for", () => {
  const [editor] = setUp("a").editors;
  assert.ok(editor);
  assert.equal(typeof (editor.view as unknown as Observed).observer.onSelectionChange, "function");
});

test("while one editor has the focus no other reads the selection", () => {
  const { changed, focus } = setUp("a", "b", "c");
  focus(1);
  assert.deepEqual(changed(), ["b"]);
});

test("the one that had the focus hears once more, and then no longer", () => {
  const { changed, focus } = setUp("a", "b", "c");
  focus(0);
  changed();
  focus(2);
  assert.deepEqual(changed(), ["a", "c"]);
  assert.deepEqual(changed(), ["c"]);
});

test("where no editor has the focus all hear of it: a text that is only read can be selected", () => {
  const { changed, host } = setUp("a", "b");
  const input = document.createElement("input");
  host.append(input);
  input.focus();
  assert.deepEqual(changed(), ["a", "b"]);
});

test("an editor that is gone hears nothing", () => {
  const { changed, editors } = setUp("a", "b");
  editors[0]?.destroy();
  assert.deepEqual(changed(), ["b"]);
  editors[1]?.destroy();
  assert.deepEqual(changed(), []);
});
