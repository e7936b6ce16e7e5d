// The carets of those who type, on the shared screen. Not here: where they are (carets).
import type { Caret } from "../presence/carets";
import { h } from "../shared/dom";
import { splitAtCarets } from "./value_text";

/** How long a name stands beside the row after its caret last moved. */
const NAME_MS = 3500;

/** The text with a coloured bar at each caret. Positions count UTF-16 units, as Yjs does. */
export function textWithCarets(text: string, carets: readonly Caret[]): (string | HTMLElement)[] {
  return splitAtCarets(text, carets).map((part) =>
    typeof part === "string"
      ? part
      : h("span", {
          class: "caret",
          "aria-hidden": "true",
          style: { "--who": part.color } as Partial<CSSStyleDeclaration>,
        }),
  );
}

/** The names stand behind the text, never over it, and go. */
export function caretNames(carets: readonly Caret[]): HTMLElement | false {
  if (carets.length === 0) return false;
  const flags = carets.map((caret) =>
    h(
      "span",
      {
        class: "flag",
        style: { "--who": caret.color, animationDelay: `${NAME_MS}ms` } as Partial<CSSStyleDeclaration>,
      },
      caret.name,
    ),
  );
  return h("span", { class: "flags", "aria-hidden": "true" }, ...flags);
}
