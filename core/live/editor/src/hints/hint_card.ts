// The quiet card under a sentence: what a hint says, what could stand there instead, and ways to dismiss it.
// Only the person who typed sees it. Not here: where hints come from, where the card stands.
import { h } from "../shared/dom";
import type { Hint, Reason } from "./hint_client";

export interface CardActions {
  accept(suggestion: string): void;
  dismiss(reason: Reason): void;
}

const REASONS: readonly { reason: Reason; label: string; key?: string }[] = [
  { reason: "not_blame", label: "Not blame", key: "Esc" },
  { reason: "not_helpful", label: "Not helpful" },
  { reason: "quote", label: "It is a quote" },
];
/** An action without an end blames nobody; saying that it is fine has another name there. */
const NOT_BLAME_LABELS: Readonly<Record<string, string>> = { vague_action: "Clear enough" };

export function hintCard(hint: Hint, actions: CardActions): HTMLElement {
  const key = (name: string): HTMLElement => h("kbd", { "aria-hidden": "true" }, name);
  const suggestionButtons = hint.suggestions.map((text, i) =>
    h(
      "button",
      {
        type: "button",
        class: "swap",
        "aria-keyshortcuts": i === 0 ? "Alt+Enter" : null,
        onclick: () => actions.accept(text),
      },
      h("span", null, text.trim() === "" ? "Leave these words out" : text),
      i === 0 && key("Alt Enter"),
    ),
  );
  const dismissals = REASONS.map(({ reason, label: typedText, key: name }) =>
    h(
      "button",
      { type: "button", "aria-keyshortcuts": name ? "Escape" : null, onclick: () => actions.dismiss(reason) },
      (reason === "not_blame" && NOT_BLAME_LABELS[hint.category]) || typedText,
      name && key(name),
    ),
  );
  const guide =
    hint.guide && h("a", { href: hint.guide, target: "_blank", rel: "noopener", class: "guide" }, "Why, in the guide");
  const card = h(
    "div",
    {
      class: hint.unsure ? "hint-card unsure" : "hint-card",
      role: "group",
      "aria-label": hint.unsure ? "An unsure hint, only for you" : "A hint, only for you",
    },
    hint.unsure && h("span", { class: "doubt" }, "Unsure: here because you look closer"),
    hint.about ? h("span", { class: "about" }, hint.about) : null,
    h("b", null, hint.message),
    hint.question && h("p", null, hint.question),
    hint.because && h("p", { class: "because", dir: "auto" }, hint.because),
    ...suggestionButtons,
    h("div", { class: "ways" }, ...dismissals),
    h("div", { class: "foot" }, h("span", null, "only you see this"), guide),
  );
  card.addEventListener("keydown", (event) => {
    const first = hint.suggestions[0];
    if (event.key === "Escape") actions.dismiss("not_blame");
    else if (event.key === "Enter" && event.altKey && first !== undefined) actions.accept(first);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return card;
}

/** What a screen reader hears when a card is opened by key: the whole of it, in one go. */
export function spokenText(hint: Hint): string {
  const first = hint.suggestions[0];
  const acceptHelp =
    first === undefined
      ? ""
      : first.trim() === ""
        ? "Alt Enter leaves these words out."
        : `Alt Enter writes: ${first}.`;
  return [
    `${hint.unsure ? "Unsure hint" : "Hint"}, only for you. ${hint.message}`,
    hint.question,
    acceptHelp,
    "Escape: fine as it is. Tab: more ways.",
  ]
    .filter(Boolean)
    .join(" ");
}
