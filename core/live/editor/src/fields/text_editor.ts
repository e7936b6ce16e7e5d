// One text that several people type into: CodeMirror on a Y.Text, with the others' carets and my own undo.
// The node under the typist is never replaced: a draft editor is bound to its text when the first key arrives.
// Not here: what the text means, rows, sections.
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { yCollab } from "y-codemirror.next";
import type * as Y from "yjs";
import type { Board } from "../board/board_context";
import { caretDecorations } from "../presence/caret_decorations";
import { measureLess } from "../typing/measuring_less";
import { askLessWhileMade, withKnownFonts } from "../typing/new_editors";
import { shareSelectionChanges } from "../typing/selection_changes";
import { type EditorLook, editorExtensions, isLocalEdit } from "./editor_extensions";

export interface TextEditorProps extends EditorLook {
  /** null: a draft, whose text is made by `createText` when the first key arrives */
  text: Y.Text | null;
  extensions?: readonly Extension[];
  createText?(typed: string): Y.Text;
  /** after each change that this person made here */
  typed?(): void;
}

export interface TextEditor {
  readonly view: EditorView;
  readonly text: Y.Text | null;
  /** binds a draft to its text, which must hold the same characters */
  bind(text: Y.Text): void;
  focus(where?: "start" | "end"): void;
  destroy(): void;
}

export function makeTextEditor(board: Board, props: TextEditorProps): TextEditor {
  const binding = new Compartment();
  const lock = new Compartment();
  let text = props.text;

  const changed = (update: ViewUpdate): void => {
    if (!update.docChanged || !isLocalEdit(update.transactions)) return;
    board.connection.unfinishedTyping.noteKeystroke();
    if (!text && props.createText) bind(props.createText(update.state.sliceDoc()));
    props.typed?.();
  };
  const state = EditorState.create({
    doc: text?.toString() ?? "",
    extensions: [
      editorExtensions(board, props),
      ...(props.extensions ?? []),
      binding.of(text ? collaboration(board, text) : []),
      lock.of(locked(board)),
      EditorView.updateListener.of(changed),
    ],
  });
  const view = withKnownFonts(() => new EditorView({ root: board.root, state }));
  if (text) board.editors.set(text, view);
  measureLess(view);
  askLessWhileMade(view);
  const stopSelection = shareSelectionChanges(view);
  const stop = board.readonly.subscribe(() => view.dispatch({ effects: lock.reconfigure(locked(board)) }));

  function bind(to: Y.Text): void {
    text = to;
    board.editors.set(to, view);
    view.dispatch({ effects: binding.reconfigure(collaboration(board, to)) });
  }

  return {
    view,
    get text() {
      return text;
    },
    bind,
    focus(where = "end") {
      view.focus();
      view.dispatch({ selection: { anchor: where === "end" ? view.state.doc.length : 0 }, scrollIntoView: true });
    },
    destroy() {
      stop();
      stopSelection();
      if (text && board.editors.get(text) === view) board.editors.delete(text);
      if (view.composing) board.connection.unfinishedTyping.setComposing(false);
      view.destroy();
    },
  };
}

function collaboration(board: Board, text: Y.Text): Extension {
  return [yCollab(text, null, { undoManager: board.undo }), caretDecorations(board.carets, text)];
}

function locked(board: Board): Extension {
  const readonly = board.readonly.get();
  return [EditorState.readOnly.of(readonly), EditorView.editable.of(!readonly)];
}
