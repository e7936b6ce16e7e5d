// How the marked parts of a text look, and the hidden elements that tell a screen reader what they are about.
import { h } from "../shared/dom";
import type { Hint } from "./hint_client";
import type { FoundHint } from "./hint_state";

const ids = new WeakMap<Hint, string>();
let count = 0;

/** The id of the element that describes a hint, for `aria-describedby`; the same for the same hint. */
export function hintElementId(hint: Hint): string {
  const known = ids.get(hint);
  if (known) return known;
  count += 1;
  const id = `hint-${count}`;
  ids.set(hint, id);
  return id;
}

/** How the words of a hint look: what is unsure is dotted. */
export function hintMarkClass(hint: Hint, open: boolean): string {
  return `hint-mark${hint.unsure ? " unsure" : ""}${open ? " open" : ""}`;
}

/** What the marks of a text are described by; nothing of it is seen. */
export function hintDescriptions(list: readonly FoundHint[]): HTMLElement[] {
  return list.map(({ hint }) =>
    h("span", { id: hintElementId(hint), hidden: true }, `${hint.unsure ? "Unsure hint" : "Hint"}: ${hint.message}`),
  );
}
