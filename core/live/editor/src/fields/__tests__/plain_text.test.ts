// Keys of plain text, with our answers in the place of CodeMirror's grammars.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deleteCharBackward, insertNewlineAndIndent } from "@codemirror/commands";
import { EditorState, type StateCommand, type Transaction } from "@codemirror/state";

function after(text: string, command: StateCommand): string {
  const at = text.indexOf("|");
  let state = EditorState.create({ doc: text.replace("|", ""), selection: { anchor: at } });
  command({
    state,
    dispatch(transaction: Transaction) {
      state = transaction.state;
    },
  });
  const { head } = state.selection.main;
  return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`;
}

for (const [before, expected] of [
  ["one|", "one\n|"],
  ["  one|", "  one\n  |"],
  ["  one| two", "  one\n  |two"],
  ["|one", "\n|one"],
  ["f(|)", "f(\n|\n)"],
  ["  f(|)", "  f(\n  |\n  )"],
  ["\tone|", "\tone\n    |"],
  ["", "\n|"],
] as const)
  test(`Enter in ${JSON.stringify(before)} begins a line as far in`, () => {
    assert.equal(after(before.includes("|") ? before : "|", insertNewlineAndIndent), expected);
  });

for (const [before, expected] of [
  ["on|e", "o|e"],
  ["    |one", "  |one"],
  ["   |one", "  |one"],
  ["👩‍🚒|", "|"],
  ["|one", "|one"],
] as const)
  test(`Backspace in ${JSON.stringify(before)}`, () => {
    assert.equal(after(before, deleteCharBackward as unknown as StateCommand), expected);
  });
