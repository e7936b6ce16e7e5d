// One text that several people type into: CodeMirror on a Y.Text, with the others' carets and my own undo.
// The node under the typist is never replaced: a draft editor is bound to its text when the first key arrives.
// Never here: what the text means, rows, sections.
import { standardKeymap } from "@codemirror/commands";
import { Compartment, EditorState, Prec, type Extension, type Transaction } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, placeholder, type KeyBinding } from "@codemirror/view";
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from "y-codemirror.next";
import type * as Y from "yjs";
import type { Board } from "./board_context";
import { caretMarks } from "./caret_marks";
import { FIELD_BYTES, FIELD_SENTENCE, longerThan, PASTE_BYTES, PASTE_SENTENCE } from "./limits";

// Half of a character: no update can carry it, so it would read differently here and there.
const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

export interface EditorNeeds {
  /** null: a draft, whose text is made by `wake` when the first key arrives */
  text: Y.Text | null;
  /** what a screen reader calls it */
  label: string;
  placeholder: string;
  keys?: readonly KeyBinding[];
  extensions?: readonly Extension[];
  wake?(words: string): Y.Text;
  /** after each change that this person made here */
  typed?(): void;
}

export interface Editor {
  readonly view: EditorView;
  readonly text: Y.Text | null;
  /** binds a draft to its text, which must hold the same words */
  bind(text: Y.Text): void;
  focus(where?: "start" | "end"): void;
  destroy(): void;
}

export function isMine(transactions: readonly Transaction[]): boolean {
  return transactions.some((tr) => tr.docChanged && tr.annotation(ySyncAnnotation) === undefined);
}

const looks = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflow: "visible" },
  ".cm-content": { padding: "0", minHeight: "0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0" },
  ".cm-placeholder": { color: "var(--faint)" },
});

export function makeEditor(board: Board, needs: EditorNeeds): Editor {
  const bound = new Compartment();
  const lock = new Compartment();
  let text = needs.text;

  const sharing = (on: Y.Text): Extension => [yCollab(on, null, { undoManager: board.undo }), caretMarks(board.carets, on)];
  const locked = (): Extension => [EditorState.readOnly.of(board.readonly.get()), EditorView.editable.of(!board.readonly.get())];

  const view = new EditorView({
    root: board.root,
    state: EditorState.create({
      doc: text?.toString() ?? "",
      extensions: [
        // Only "\n" ends a line here, or positions would differ from the document's where a "\r" came in.
        EditorState.lineSeparator.of("\n"),
        EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n").replaceAll("\0", "").replace(LONE, "\uFFFD")),
        refuseTooMuch(board),
        // With Shift it is redo, whether the key says "z" or "Z".
        Prec.high(EditorView.domEventHandlers({ keydown: (event) => redone(board, event) })),
        keymap.of([...(needs.keys ?? []), ...yUndoManagerKeymap, ...standardKeymap]),
        EditorView.lineWrapping,
        highlightSpecialChars(),
        placeholder(needs.placeholder),
        EditorView.contentAttributes.of({ "aria-label": needs.label, spellcheck: "true", autocapitalize: "sentences" }),
        looks,
        ...(needs.extensions ?? []),
        bound.of(text ? sharing(text) : []),
        lock.of(locked()),
        EditorView.domEventHandlers({
          compositionstart: () => board.connection.unfinishedTyping.setComposing(true),
          compositionend: () => board.connection.unfinishedTyping.setComposing(false),
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || !isMine(update.transactions)) return;
          board.connection.unfinishedTyping.noteKey();
          if (!text && needs.wake) bind(needs.wake(update.state.sliceDoc()));
          needs.typed?.();
        }),
      ],
    }),
  });
  if (text) board.editors.set(text, view);
  const stop = board.readonly.subscribe(() => view.dispatch({ effects: lock.reconfigure(locked()) }));

  function bind(to: Y.Text): void {
    text = to;
    board.editors.set(to, view);
    view.dispatch({ effects: bound.reconfigure(sharing(to)) });
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
      if (text && board.editors.get(text) === view) board.editors.delete(text);
      if (view.composing) board.connection.unfinishedTyping.setComposing(false);
      view.destroy();
    },
  };
}

function redone(board: Board, event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== "z") return false;
  event.preventDefault();
  if (!board.readonly.get()) board.undo.redo();
  return true;
}

// Whole transactions are refused before they happen, so nothing of them reaches the document or its undo.
function refuseTooMuch(board: Board): Extension {
  return EditorState.transactionFilter.of((tr) => {
    if (!tr.docChanged || !isMine([tr]) || tr.newDoc.length <= tr.startState.doc.length) return tr;
    let sentence: string | null = null;
    tr.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
      if (inserted.length * 3 > PASTE_BYTES && longerThan(inserted.sliceString(0), PASTE_BYTES)) sentence = PASTE_SENTENCE;
    });
    if (!sentence && tr.newDoc.length * 3 > FIELD_BYTES && longerThan(tr.newDoc.sliceString(0), FIELD_BYTES)) sentence = FIELD_SENTENCE;
    if (!sentence) return tr;
    const said = sentence;
    queueMicrotask(() => board.say(said));
    return [];
  });
}
