// Types into a text of its own that nobody sees, a letter in each idle moment after the board was drawn. Nothing of what a
// key goes through has run before the first one, so a slow phone would spend a tenth of a second on it. Once somebody
// types it would only be in the way. Not here: the text editor itself.
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Board } from "../board/board_context";
import { undoManagerFor } from "../document/undo";
import { makeTextEditor, type TextEditor } from "../fields/text_editor";
import { editorHints } from "../hints/editor_hints";
import { makeHintClient } from "../hints/hint_client";
import { Carets } from "../presence/carets";
import { whenIdle } from "../shared/late_module";
import { type Disposer, makeDisposables } from "../shared/signal";
import { hasTyped } from "../shared/typing_rest";

/** With the fourth the time of a key is what it stays. */
export const LETTERS = 4;

/**
 * Returns the disposer, to be called when the board goes. `idle` is told what to do in each idle moment, and `typed` says
 * whether a person has begun.
 */
export function warmUp(
  board: Board,
  idle: (fn: () => void) => void = whenIdle,
  typed: () => boolean = hasTyped,
): Disposer {
  const disposables = makeDisposables();
  let over = false;
  const stop = (): void => {
    if (over) return;
    over = true;
    disposables.dispose();
  };
  let editor: TextEditor | null = null;
  const step = (left: number): void => {
    idle(() => {
      if (over) return;
      if (left === 0 || typed()) return stop();
      if (editor) {
        typeInto(editor);
        step(left - 1);
      } else {
        editor = unseenEditor(board, disposables);
        step(left);
      }
    });
  };
  step(LETTERS);
  return stop;
}

// On no page and in no document of a meeting: nothing of it is shown, sent or kept.
function unseenEditor(board: Board, disposables: ReturnType<typeof makeDisposables>): TextEditor {
  const doc = new Y.Doc();
  const text = doc.getText("text");
  text.insert(0, "A line.");
  const awareness = new Awareness(doc);
  const carets = new Carets(doc, awareness, () => undefined);
  const unfinishedTyping = { noteKeystroke: nothing, setComposing: nothing, setDraft: nothing };
  const alone: Board = {
    ...board,
    doc,
    carets,
    connection: { ...board.connection, doc, awareness, unfinishedTyping },
    undo: undoManagerFor(doc, board.connection.localOrigin),
    hints: makeHintClient(undefined),
    editors: new Map(),
    notify: nothing,
  };
  const editor = makeTextEditor(alone, {
    text,
    label: "",
    placeholder: "",
    extensions: editorHints(alone, { field: "", section: () => "" }),
  });
  disposables.add(
    () => editor.destroy(),
    () => carets.destroy(),
    () => awareness.destroy(),
    () => doc.destroy(),
  );
  return editor;
}

function nothing(): void {}

/** As a browser does it: the letter is in the page, and the editor finds it there. */
export function typeInto({ view }: TextEditor): void {
  const words = view.contentDOM.querySelector(".cm-line")?.firstChild;
  if (words instanceof Text) words.appendData("a");
}
