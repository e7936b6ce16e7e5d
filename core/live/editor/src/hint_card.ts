// The quiet card under a sentence: what a hint says, what could stand there instead, and ways to wave it away.
// Only the person who typed sees it. Never here: where hints come from, where the card stands.
import { h } from "./dom";
import type { Hint, Reason } from "./hints";

export interface CardWays {
  accept(suggestion: string): void;
  dismiss(reason: Reason): void;
}

const REASONS: readonly { reason: Reason; words: string; key?: string }[] = [
  { reason: "not_blame", words: "Not blame", key: "Esc" },
  { reason: "not_helpful", words: "Not helpful" },
  { reason: "quote", words: "It is a quote" },
];
/** A promise without an end blames nobody; saying that it is fine has another name there. */
const FINE: Readonly<Record<string, string>> = { vague_action: "Clear enough" };

export function hintCard(hint: Hint, ways: CardWays): HTMLElement {
  const key = (name: string): HTMLElement => h("kbd", { "aria-hidden": "true" }, name);
  const swaps = hint.suggestions.map((words, i) =>
    h(
      "button",
      { type: "button", class: "swap", "aria-keyshortcuts": i === 0 ? "Alt+Enter" : null, onclick: () => ways.accept(words) },
      h("span", null, words.trim() === "" ? "Leave these words out" : words),
      i === 0 && key("Alt Enter"),
    ),
  );
  const dismissals = REASONS.map(({ reason, words, key: name }) =>
    h(
      "button",
      { type: "button", "aria-keyshortcuts": name ? "Escape" : null, onclick: () => ways.dismiss(reason) },
      (reason === "not_blame" && FINE[hint.category]) || words,
      name && key(name),
    ),
  );
  const guide = hint.guide && h("a", { href: hint.guide, target: "_blank", rel: "noopener", class: "guide" }, "Why, in the guide");
  const card = h(
    "div",
    { class: "hint-card", role: "group", "aria-label": "A hint, only for you" },
    hint.about ? h("span", { class: "about" }, hint.about) : null,
    h("b", null, hint.message),
    hint.question && h("p", null, hint.question),
    ...swaps,
    h("div", { class: "ways" }, ...dismissals),
    h("div", { class: "foot" }, h("span", null, "only you see this"), guide),
  );
  card.addEventListener("keydown", (event) => {
    const first = hint.suggestions[0];
    if (event.key === "Escape") ways.dismiss("not_blame");
    else if (event.key === "Enter" && event.altKey && first !== undefined) ways.accept(first);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return card;
}

/** What a screen reader hears when a card is opened by key: the whole of it, in one go. */
export function spoken(hint: Hint): string {
  const first = hint.suggestions[0];
  const use = first === undefined ? "" : first.trim() === "" ? "Alt Enter leaves these words out." : `Alt Enter writes: ${first}.`;
  return [`Hint, only for you. ${hint.message}`, hint.question, use, "Escape: fine as it is. Tab: more ways."].filter(Boolean).join(" ");
}
