// An editor reads the page's selection only where it draws a caret, and draws small texts whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { makeTextEditor } from "../../fields/text_editor";
import { testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import type { Measured } from "../measuring_less";

type Parts = Measured & { observer: { readSelectionRange(): boolean } };

/** Editors on one page, each on a text of its name; `typed` is a key of somebody else in one of them. */
function setUp(...names: string[]) {
  const host = freshHost();
  const { board, doc } = testBoard();
  const read: string[] = [];
  const editors = names.map((name) => {
    const editor = makeTextEditor(board, { text: doc.getText(name), label: name, placeholder: "" });
    host.append(editor.view.dom);
    partsOf(editor).observer.readSelectionRange = () => {
      read.push(name);
      return false;
    };
    return editor;
  });
  const typed = (name: string, text = "a"): string[] => {
    read.length = 0;
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    other.getText(name).insert(other.getText(name).length, text);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)), "the server");
    return [...read];
  };
  return { board, editors, typed };
}

function partsOf(editor: { view: unknown } | undefined): Parts {
  return editor?.view as unknown as Parts;
}

test("an editor has the parts that are reached for", () => {
  const { docView, viewState, observer } = partsOf(setUp("a").editors[0]);
  assert.equal(typeof docView.updateSelection, "function");
  assert.equal(typeof observer.intersecting, "boolean");
  assert.equal(viewState.printing, false);
});

test("a key of somebody else is drawn without a look at the selection, unless the caret stands there", () => {
  const { editors, typed } = setUp("a", "b");
  assert.deepEqual(typed("a"), []);
  assert.equal(editors[0]?.view.contentDOM.textContent, "a");
  editors[1]?.view.contentDOM.focus();
  assert.deepEqual(typed("a"), []);
  assert.deepEqual([...new Set(typed("b"))], ["b"]);
});

test("a text that is only read looks: what is selected in it stays selected", () => {
  const { board, typed } = setUp("a");
  board.readonly.set(true);
  assert.deepEqual(typed("a"), ["a"]);
});

test("a small text in sight is drawn whole, and a long one by what can be seen of it", () => {
  const { editors, typed } = setUp("a");
  const { viewState, observer } = partsOf(editors[0]);
  assert.equal(viewState.printing, false);
  observer.intersecting = true;
  assert.equal(viewState.printing, true);
  typed("a", "\n".repeat(60));
  assert.equal(viewState.printing, false);
});

test("many characters in one line are long as well, and on paper every text is whole", () => {
  const { editors, typed } = setUp("a");
  const { viewState, observer } = partsOf(editors[0]);
  observer.intersecting = true;
  typed("a", "word ".repeat(600));
  assert.equal(viewState.printing, false);
  viewState.printing = true;
  assert.equal(viewState.printing, true);
  viewState.printing = false;
  assert.equal(viewState.printing, false);
});
