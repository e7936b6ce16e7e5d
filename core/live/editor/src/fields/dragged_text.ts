// Words that are dragged from one text into another go along, as in every text that has one owner. The browser takes them
// out of where they were only when it puts them in itself, and CodeMirror moves only within one text. Not here: words from
// another program or tab, which stay there.
import { type Extension, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

interface Dragged {
  view: EditorView;
  from: number;
  to: number;
}

let dragged: Dragged | null = null;
const ON_A_MAC = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "");

export function draggedText(): Extension {
  return [
    EditorView.domEventHandlers({
      dragstart(_event, view) {
        const { from, to, empty } = view.state.selection.main;
        dragged = empty || view.state.readOnly ? null : { view, from, to };
      },
      dragend() {
        dragged = null;
      },
      drop(event, view) {
        const source = dragged;
        dragged = null;
        if (!source || source.view === view || isCopy(event) || isOfLines(source)) return;
        const before = view.state.doc;
        // Others may write meanwhile, and the one who drops may be refused: the field is full.
        queueMicrotask(() => view.state.doc.length > before.length && takeOut(source));
      },
    }),
    EditorView.updateListener.of(({ view, docChanged, changes }) => {
      if (!docChanged || dragged?.view !== view) return;
      dragged = { view, from: changes.mapPos(dragged.from, 1), to: changes.mapPos(dragged.to, -1) };
    }),
  ];
}

// The key with which people say that the words should stay as well.
const isCopy = (event: DragEvent): boolean => (ON_A_MAC ? event.altKey : event.ctrlKey);

// They become rows of a list, which may ask first.
const isOfLines = ({ view, from, to }: Dragged): boolean => view.state.sliceDoc(from, to).includes("\n");

function takeOut({ view, from, to }: Dragged): void {
  if (view.state.readOnly || from >= to) return;
  view.dispatch({ changes: { from, to }, annotations: Transaction.userEvent.of("move.drop") });
}
