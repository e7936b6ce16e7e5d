// The keys of a row's text: to the next row, to the one before, and away with an empty one. Not here: what the list
// does about them.
import type { EditorView, KeyBinding } from "@codemirror/view";
import { isEmpty } from "../document/rows_model";
import type { RowHost, RowView } from "./row_interfaces";

export function rowKeys(host: RowHost, view: () => RowView): KeyBinding[] {
  const always = (act: () => void) => (): boolean => {
    act();
    return true;
  };
  return [
    { key: "Enter", run: always(() => host.enter(view())) },
    { key: "Backspace", run: (editor) => backspace(host, view(), editor) },
    { key: "Alt-ArrowUp", run: always(() => host.move(view(), -1)) },
    { key: "Alt-ArrowDown", run: always(() => host.move(view(), 1)) },
    { key: "ArrowUp", run: (editor) => atEdge(editor, "first") && host.previous(view()) },
    {
      key: "ArrowDown",
      run: (editor) => {
        if (!atEdge(editor, "last") || !view().dom.nextElementSibling) return false;
        host.next(view());
        return true;
      },
    },
  ];
}

function backspace(host: RowHost, view: RowView, editor: EditorView): boolean {
  if (editor.state.doc.length > 0 || host.board.readonly.get()) return false;
  const { row } = view;
  // The key that emptied the text must not take the time or the owner with it: the row stays, and so does the focus.
  if (row && isEmpty(row)) host.remove(view, "key");
  else if (!row) host.previous(view);
  return true;
}

// Whether the caret stands in the first or the last line as it is drawn.
function atEdge(editor: EditorView, edge: "first" | "last"): boolean {
  const { main } = editor.state.selection;
  if (!main.empty) return false;
  const caret = editor.coordsAtPos(main.head);
  const end = editor.coordsAtPos(edge === "first" ? 0 : editor.state.doc.length);
  return caret !== null && end !== null && Math.abs(caret.top - end.top) < 4;
}
