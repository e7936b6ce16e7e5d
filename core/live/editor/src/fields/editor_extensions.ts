// What every shared text brings along in CodeMirror: keys, paste, limits and looks. Not here: which text is shown, the
// document.
import { standardKeymap } from "@codemirror/commands";
import { EditorState, type Extension, Prec, type Transaction } from "@codemirror/state";
import { EditorView, highlightSpecialChars, type KeyBinding, keymap, placeholder } from "@codemirror/view";
import { ySyncAnnotation, yUndoManagerKeymap } from "y-codemirror.next";
import type { Board } from "../board/board_context";
import { isComposing } from "../shared/input_method";
import { keyLetter } from "../shared/key_letter";
import { FIELD_BYTES, FIELD_FULL, longerThan, PASTE_BYTES, PASTE_TOO_LARGE } from "../shared/limits";
import { pastedText } from "../shared/pasted_text";
import { viewportInsets } from "../shared/viewport_insets";
import { inSight } from "../typing/caret_in_sight";
import { draggedText } from "./dragged_text";
import { textDirection } from "./text_direction";

export interface EditorLook {
  /** what a screen reader calls it */
  label: string;
  placeholder: string;
  keys?: readonly KeyBinding[];
}

export function editorExtensions(board: Board, look: EditorLook): Extension[] {
  return [
    // Only "\n" ends a line here, or positions would differ from the document's where a "\r" came in.
    EditorState.lineSeparator.of("\n"),
    EditorView.clipboardInputFilter.of(pastedText),
    limitInput(board),
    draggedText(),
    Prec.highest(EditorView.domEventHandlers({ keydown: (event) => event.key === "Enter" && isComposing(event) })),
    // With Shift it is redo, whether the key says "z" or "Z".
    Prec.high(EditorView.domEventHandlers({ keydown: (event) => handleRedo(board, event) })),
    keymap.of([...(look.keys ?? []), ...yUndoManagerKeymap, ...standardKeymap]),
    EditorView.lineWrapping,
    textDirection(),
    EditorView.scrollMargins.of(viewportInsets),
    EditorView.scrollHandler.of((view, range, { y }) => y === "nearest" && range.empty && inSight(view, range.head)),
    highlightSpecialChars(),
    placeholder(look.placeholder),
    EditorView.contentAttributes.of({ "aria-label": look.label, spellcheck: "true", autocapitalize: "sentences" }),
    editorTheme,
    EditorView.domEventHandlers({
      compositionstart: () => board.connection.unfinishedTyping.setComposing(true),
      compositionend: () => board.connection.unfinishedTyping.setComposing(false),
    }),
  ];
}

/** Whether this person changed the text here; what came from the document is somebody else's, or undo's. */
export function isLocalEdit(transactions: readonly Transaction[]): boolean {
  return transactions.some((tr) => tr.docChanged && tr.annotation(ySyncAnnotation) === undefined);
}

const editorTheme = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflow: "visible" },
  ".cm-content": { padding: "0", minHeight: "0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0" },
  ".cm-placeholder": { color: "var(--faint)" },
});

function handleRedo(board: Board, event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || keyLetter(event) !== "z") return false;
  event.preventDefault();
  if (!board.readonly.get()) board.undo.redo();
  return true;
}

// Whole transactions are refused before they happen, so nothing of them reaches the document or its undo.
function limitInput(board: Board): Extension {
  return EditorState.transactionFilter.of((tr) => {
    if (!tr.docChanged || !isLocalEdit([tr]) || tr.newDoc.length <= tr.startState.doc.length) return tr;
    let sentence: string | null = null;
    tr.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
      if (inserted.length * 3 > PASTE_BYTES && longerThan(inserted.sliceString(0), PASTE_BYTES))
        sentence = PASTE_TOO_LARGE;
    });
    if (!sentence && tr.newDoc.length * 3 > FIELD_BYTES && longerThan(tr.newDoc.sliceString(0), FIELD_BYTES))
      sentence = FIELD_FULL;
    if (!sentence) return tr;
    const message = sentence;
    queueMicrotask(() => board.notify(message));
    return [];
  });
}
