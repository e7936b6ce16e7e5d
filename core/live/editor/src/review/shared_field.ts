// A field of a review that several people may write in at once, with its label and what became of what was typed.
// What is shown equals what is stored as soon as nothing is on its way. Not here: what the words are about.

import { h, setAttr, setText } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import { makeDisposables } from "../shared/signal";
import { SharedText, type SharedTextProps } from "./shared_text";

export interface SharedField {
  dom: HTMLElement;
  input: HTMLInputElement | HTMLTextAreaElement;
  text: SharedText;
  storedChanged(stored: string): void;
  destroy(): void;
}

export interface SharedFieldProps extends Omit<SharedTextProps, "changed"> {
  name: string;
  label: string;
  hint: string;
  lines?: boolean;
  readonly: boolean;
  /** a key went into it */
  noteKeystroke(): void;
  finishedTyping(): void;
}

let fields = 0;

export function makeSharedField(props: SharedFieldProps): SharedField {
  fields += 1;
  const id = `review-field-${fields}`;
  const input = fieldInput(props, id);
  const state = h("span", { class: "state", role: "status" });
  const problem = h("p", { class: "problem", role: "alert" });
  const dom = h(
    "div",
    { class: "words" },
    h("label", { for: id }, props.label),
    h("span", { class: "hint" }, props.hint),
    state,
    input,
    problem,
  );
  let composing = false;

  const draw = (): void => {
    const { label: message, problem: trouble } = typedText.status();
    setText(state, message);
    setAttr(state, "data-state", message.toLowerCase().replace(/[^a-z]+/g, "-"));
    setText(problem, trouble);
    setAttr(input, "aria-invalid", trouble ? "true" : null);
    if (!composing) setValueKeepingCaret(input, typedText.value());
  };
  const typedText = new SharedText({ ...props, changed: () => draw() });
  input.addEventListener("input", () => {
    props.noteKeystroke();
    if (!composing) typedText.typed(input.value);
  });
  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    typedText.typed(input.value);
  });
  input.addEventListener("blur", () => void typedText.flush());
  input.addEventListener("keydown", (event) => {
    const key = event as KeyboardEvent;
    if (key.key === "Enter" && !props.lines && !isComposing(key)) {
      props.finishedTyping();
      void typedText.flush();
    }
  });
  const disposables = makeDisposables();
  const leave = (): void => void typedText.flush(true);
  window.addEventListener("pagehide", leave);
  disposables.add(
    () => window.removeEventListener("pagehide", leave),
    () => typedText.destroy(),
  );
  draw();
  return {
    dom,
    input,
    text: typedText,
    storedChanged: (stored) => typedText.storedChanged(stored),
    destroy: () => disposables.dispose(),
  };
}

function fieldInput(props: SharedFieldProps, id: string): HTMLInputElement | HTMLTextAreaElement {
  const shape = {
    id,
    "data-review-field": props.name,
    dir: "auto",
    autocomplete: "off",
    disabled: props.readonly,
    maxlength: 2000,
  };
  return props.lines
    ? h("textarea", { ...shape, rows: 3 })
    : h("input", { ...shape, type: "text", enterkeyhint: "done" });
}

/** Other words in a field, with the caret where it was among those that stayed. */
export function setValueKeepingCaret(input: HTMLInputElement | HTMLTextAreaElement, next: string): void {
  const now = input.value;
  if (now === next) return;
  const caret = [input.selectionStart ?? 0, input.selectionEnd ?? 0].map((at) => mapPosition(now, next, at)) as [
    number,
    number,
  ];
  input.value = next;
  const root = input.getRootNode() as Document | ShadowRoot;
  if (root.activeElement === input) input.setSelectionRange(...caret);
}

/** Where a place of the one text stands in the other. */
export function mapPosition(from: string, to: string, at: number): number {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start += 1;
  let same = 0;
  while (same < most - start && from[from.length - 1 - same] === to[to.length - 1 - same]) same += 1;
  if (at <= start) return at;
  return Math.max(start, to.length - Math.min(from.length - at, same));
}
