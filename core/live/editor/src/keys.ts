// Keys of the whole board: they stay inside, so that the page's own shortcuts do not fire while somebody types,
// Ctrl+Z takes back my last change wherever it was, Alt+H and F8 go to the next hint. Never here: keys of one field.
import type { Board } from "./board_context";
import { deskOf } from "./hint_desk";
import type { Stop } from "./signal";

export function guardKeys(host: HTMLElement, board: Board): Stop {
  const keep = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  };
  const undoing = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y") || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    // A value that is half typed is the input's own; so is text in an editor, which has its own keys.
    if (board.readonly.get() || (target instanceof HTMLInputElement && target.dataset["dirty"] === "true")) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) board.undo.redo();
    else board.undo.undo();
  };
  const looking = (event: KeyboardEvent): void => {
    const asked = event.key === "F8" || (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyH");
    if (asked && deskOf(board).next()) event.preventDefault();
    // A card that the mouse opened goes away too, without a word about it.
    if (event.key === "Escape" && !event.defaultPrevented) deskOf(board).only(null);
  };
  const between = (): void => board.undo.stopCapturing();
  const settle = ({ changedParentTypes }: { changedParentTypes: Map<unknown, unknown> }): void => {
    // Undo shows itself: the editor whose words came back gets the caret.
    for (const [text, view] of board.editors) {
      if (changedParentTypes.has(text) && !view.hasFocus) return view.focus();
    }
  };
  const names = ["keydown", "keypress", "keyup"] as const;
  for (const name of names) host.addEventListener(name, keep);
  host.addEventListener("keydown", undoing);
  host.addEventListener("keydown", looking);
  host.addEventListener("focusin", between);
  board.undo.on("stack-item-popped", settle);
  return () => {
    for (const name of names) host.removeEventListener(name, keep);
    host.removeEventListener("keydown", undoing);
    host.removeEventListener("keydown", looking);
    host.removeEventListener("focusin", between);
    board.undo.off("stack-item-popped", settle);
  };
}
