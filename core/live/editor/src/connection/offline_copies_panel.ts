// The panel with unsent text from an older copy in this browser. Nothing of it is merged by itself and nothing is
// deleted; the person copies what is still wanted. Not here: where the copies come from (offline_copy).

import { missingFrom, type TextPiece } from "../document/document_text";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { type Disposer, makeDisposables, watch } from "../shared/signal";
import type { Connection } from "./connection";

const css = `
.kept { margin: 0 0 .75rem; padding: .8rem 1rem; border: 1px solid var(--warm); border-radius: var(--r-small); background: var(--warm-soft); }
.kept strong { display: block; }
.kept pre { max-height: 9rem; overflow: auto; margin: .5rem 0; padding: .5rem .7rem; background: var(--panel); border-radius: 8px;
  font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.kept button { margin-right: .5rem; padding: .3rem .8rem; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--panel); }
.kept p { margin: .2rem 0; }
`;

export function offlineCopiesPanel(root: Node, connection: Connection): { dom: HTMLElement; destroy: Disposer } {
  adoptStyles(root, css);
  const dom = h("div");
  const disposables = makeDisposables();
  const draw = (): void => {
    // Until the new document is here, every word of the old copy would look missing.
    const copies = connection.synced.get() ? connection.staleCopies.get() : [];
    const cards = copies.flatMap((copy) => {
      const lost = missingFrom(connection.doc, copy.pieces);
      if (lost.length === 0) return [];
      const close = (): void =>
        connection.staleCopies.set(connection.staleCopies.get().filter((item) => item !== copy));
      return [card(lost, copy.done, close)];
    });
    setChildren(dom, ...cards);
  };
  disposables.add(watch([connection.staleCopies, connection.synced], draw));
  return { dom, destroy: disposables.dispose };
}

function card(lost: readonly TextPiece[], done: () => void, close: () => void): HTMLElement {
  const typedText = asPlainText(lost);
  const copied = h("span", { role: "status" });
  const text = h("pre", { tabindex: "0", "aria-label": "Words kept in this browser" }, typedText);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typedText);
      copied.textContent = "Copied.";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(text);
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
      copied.textContent = "Selected: press Ctrl+C to copy.";
    }
  };
  return h(
    "section",
    { class: "kept", "aria-label": "Unsent words" },
    h("strong", null, "Words from before are kept here"),
    h(
      "p",
      null,
      "This postmortem moved to another version while this browser had unsent words. Copy what you still need; nothing was deleted.",
    ),
    text,
    h("button", { type: "button", onclick: () => void copy() }, "Copy"),
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          done();
          close();
        },
      },
      "I have it",
    ),
    h("button", { type: "button", onclick: close }, "Later"),
    copied,
  );
}

/** "Summary, what happened" over the words, for pasting anywhere. */
export function asPlainText(lost: readonly TextPiece[]): string {
  const lines: string[] = [];
  let field = "";
  for (const piece of lost) {
    if (piece.field !== field) lines.push(...(lines.length > 0 ? [""] : []), `${fieldLabel(piece.field)}:`);
    field = piece.field;
    lines.push(piece.text);
  }
  return lines.join("\n");
}

export function fieldLabel(field: string): string {
  const text = field.replaceAll("_", " ").replace(".", ", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
