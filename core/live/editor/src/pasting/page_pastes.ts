// A clipboard that holds a piece of a page and no plain text: some programs and pages put only that there, and an editor
// would take nothing of it. It is read as lines and pasted once more, so that lists, dates and limits see it as any text.
// Not here: how it reads (html_text), what becomes of the text.
import type { Board } from "../board/board_context";
import { longerThan, PASTE_TOO_LARGE } from "../shared/limits";
import { pastedText } from "../shared/pasted_text";
import type { Disposer } from "../shared/signal";
import { htmlAsText } from "./html_text";

/** So much of a page is read, in bytes: word processors write ten and more for each letter. */
const PAGE_BYTES = 4_000_000;

/** Hears all pastes of the page, before any field does. */
export function takePagePastes(board: Board): Disposer {
  const paste = (event: ClipboardEvent): void => {
    const html = onlyHtml(event.clipboardData);
    const target = event.composedPath()[0];
    if (html === "" || !(target instanceof Node)) return;
    const large = longerThan(html, PAGE_BYTES);
    const text = large ? "" : pastedText(htmlAsText(html));
    // A picture alone goes the way of pictures.
    if (!large && text === "") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (large) board.notify(PASTE_TOO_LARGE);
    else pasteAgain(target, text);
  };
  window.addEventListener("paste", paste, true);
  return () => window.removeEventListener("paste", paste, true);
}

function onlyHtml(data: DataTransfer | null): string {
  return data && data.getData("text/plain").trim() === "" ? data.getData("text/html") : "";
}

function pasteAgain(target: Node, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const again = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true });
  const taken = !target.dispatchEvent(again);
  // A native field takes what a script pastes only this way, which its own undo and its listeners notice.
  if (!taken && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement))
    document.execCommand("insertText", false, text);
}
