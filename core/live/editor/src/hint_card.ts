// The quiet card under a text: what a hint says, what could stand there instead, and two ways on.
// Only the person who typed sees it. Never here: where hints come from.
import { h } from "./dom";
import type { Hint } from "./hints";

export interface CardWays {
  accept(suggestion: string): void;
  dismiss(): void;
}

export function hintCard(hint: Hint, ways: CardWays): HTMLElement {
  const swaps = hint.suggestions.map((words) => h("button", { type: "button", class: "swap", onclick: () => ways.accept(words) }, words));
  const accept = swaps.length > 0 && h("span", null, h("kbd", null, "Alt Enter"), "use this");
  const dismiss = h("button", { type: "button", onclick: () => ways.dismiss() }, h("kbd", null, "Esc"), "it is fine as it is");
  return h(
    "div",
    { class: "hint-card", role: "group", "aria-label": "A hint, only for you" },
    h("b", null, hint.message),
    hint.question && h("p", null, hint.question),
    ...swaps,
    h("div", { class: "ways" }, accept, dismiss, h("span", null, "only you see this")),
  );
}
