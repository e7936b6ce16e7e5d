// Words that are dragged from one text into another go along, as in every text that has one owner. The browser takes them
// out of where they were only when it puts them in itself, and CodeMirror moves only within one text. Not here: words from
// another program or tab, which stay there.
import { type Extension, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

let dragged: EditorView | null = null;
// The key with which people say that the words should stay as well.
const COPY = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "") ? "altKey" : "ctrlKey";

export function draggedText(): Extension {
  return EditorView.domEventHandlers({
    dragstart(_event, view) {
      dragged = view.state.readOnly ? null : view;
    },
    dragend() {
      dragged = null;
    },
    drop(event, view) {
      const source = dragged;
      dragged = null;
      if (!source || source === view || event[COPY]) return;
      // What others wrote meanwhile has moved the selection along.
      const { from, to } = source.state.selection.main;
      // Lines become rows of a list, which may ask first.
      if (from === to || source.state.sliceDoc(from, to).includes("\n")) return;
      const before = view.state.doc.length;
      // The one who drops may be refused: the field is full.
      queueMicrotask(() => {
        if (view.state.doc.length > before)
          source.dispatch({ changes: { from, to }, annotations: Transaction.userEvent.of("move.drop") });
      });
    },
  });
}
