// Keys of the whole board. They do not reach the page, so that its shortcuts do not fire while somebody types; Ctrl+Z
// undoes the person's own last change wherever it was; Ctrl+S says that all is saved by itself; Alt+H and F8 open the
// next hint, with Shift they ask for a closer look at the section. Not here: keys of one field.

import { closerLookOf } from "../hints/closer_look";
import { hintCoordinatorOf } from "../hints/hint_coordinator";
import { isComposing } from "../shared/input_method";
import { keyLetter } from "../shared/key_letter";
import type { Disposer } from "../shared/signal";
import type { Board } from "./board_context";

export function handleBoardKeys(host: HTMLElement, board: Board): Disposer {
  const stopPlainKeys = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  };
  const onUndoKey = (event: KeyboardEvent): void => {
    const key = keyLetter(event);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y") || event.defaultPrevented)
      return;
    const target = event.composedPath()[0];
    // A value that is half typed is the input's own; so is text in an editor, which has its own keys.
    if (board.readonly.get() || (target instanceof HTMLInputElement && target.dataset.dirty === "true")) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) board.undo.redo();
    else board.undo.undo();
  };
  const onHintKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const asked = event.key === "F8" || (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyH");
    if (asked && event.shiftKey && !board.readonly.get()) {
      closerLookOf(board).toggle(board.connection.focusSection.get());
      event.preventDefault();
    } else if (asked && hintCoordinatorOf(board).openNext()) event.preventDefault();
    // A card that the mouse opened goes away too, without a word about it.
    if (event.key === "Escape" && !event.defaultPrevented) hintCoordinatorOf(board).closeOthers(null);
  };
  const onSaveKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || keyLetter(event) !== "s") return;
    // The browser would offer to save the page as a file.
    event.preventDefault();
    const now = board.connection.saveStatus.get().sentence;
    board.notify(`Debrief saves by itself while you type.${now ? ` Just now: ${now}` : ""}`);
  };
  const stopCapturing = (): void => board.undo.stopCapturing();
  const focusUndone = ({ changedParentTypes }: { changedParentTypes: Map<unknown, unknown> }): void => {
    // Undo shows itself: the editor whose words came back gets the caret.
    for (const [text, view] of board.editors) {
      if (changedParentTypes.has(text) && !view.hasFocus) return view.focus();
    }
  };
  const names = ["keydown", "keypress", "keyup"] as const;
  for (const name of names) host.addEventListener(name, stopPlainKeys);
  host.addEventListener("keydown", onUndoKey);
  host.addEventListener("keydown", onHintKey);
  // Also where nothing has the focus: the habit is the same there.
  window.addEventListener("keydown", onSaveKey);
  host.addEventListener("focusin", stopCapturing);
  board.undo.on("stack-item-popped", focusUndone);
  return () => {
    for (const name of names) host.removeEventListener(name, stopPlainKeys);
    host.removeEventListener("keydown", onUndoKey);
    host.removeEventListener("keydown", onHintKey);
    window.removeEventListener("keydown", onSaveKey);
    host.removeEventListener("focusin", stopCapturing);
    board.undo.off("stack-item-popped", focusUndone);
  };
}
