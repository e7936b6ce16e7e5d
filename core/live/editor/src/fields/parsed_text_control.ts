// A value that is typed as text and parsed with every key, such as a length of time: value and text are in the
// document before the field is left. What cannot be parsed stays as it was typed, with a sentence. Not here: due dates
// and times of the timeline, which show more of what was understood (due_control, time_control).

import type { PlainValue } from "../document/rows_model";
import { afterPointerRelease, trackPointer } from "../shared/after_press";
import { h, setAttr, setText } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import type { Disposer } from "../shared/signal";
import { type Control, type ControlProps, isFocused, lockWithBoard, TYPING_MS } from "./control";

export interface ParsedTextProps extends ControlProps {
  className: string;
  /** what the words mean; null when they are no such value */
  read(typed: string): PlainValue | null;
  /** how a value is shown; null when what is stored is none */
  shown(value: unknown): string | null;
  /** what to do about words that are no such value */
  sentence(typed: string): string;
}

export function parsedTextControl(props: ParsedTextProps): Control {
  return new ParsedTextControl(props);
}

class ParsedTextControl implements Control {
  readonly dom: HTMLElement;
  readonly #props: ParsedTextProps;
  readonly #input: HTMLInputElement;
  readonly #problem = h("p", { class: "words-problem", role: "alert", hidden: true });
  readonly #unlock: Disposer;
  #stored: unknown = null;
  #text = "";
  /** what stood here before the first key, for Escape; null when nobody types */
  #beforeTyping: { stored: unknown; text: string } | null = null;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(props: ParsedTextProps) {
    this.#props = props;
    this.#input = h("input", {
      type: "text",
      class: props.className,
      "data-key": props.key,
      "aria-label": props.label,
      placeholder: props.placeholder ?? "",
      autocomplete: "off",
      maxlength: 300,
      spellcheck: "false",
      enterkeyhint: "done",
    });
    this.dom = h("span", { class: "words-box" }, this.#input, this.#problem);
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#keyPressed(event));
    trackPointer();
    this.#input.addEventListener("blur", () =>
      afterPointerRelease(() => {
        if (!isFocused(props.board, this.#input)) this.#settle();
      }),
    );
    this.#unlock = lockWithBoard(props.board, this.#input);
  }

  show(value: unknown, mine: boolean, text = ""): void {
    const next = value === "" ? null : (value ?? null);
    const changed = next !== this.#stored || text !== this.#text;
    this.#stored = next;
    this.#text = text;
    if (!changed) this.#draw();
    else if (mine || !this.#beforeTyping || !isFocused(this.#props.board, this.#input)) this.#settle();
    else this.#holdTimer = setTimeout(() => this.#settle(), TYPING_MS);
  }

  focus(): void {
    this.#input.focus();
  }

  destroy(): void {
    clearTimeout(this.#holdTimer);
    this.#unlock();
  }

  #typed(): void {
    this.#props.board.connection.unfinishedTyping.noteKeystroke();
    clearTimeout(this.#holdTimer);
    this.#beforeTyping ??= { stored: this.#stored, text: this.#text };
    const typed = this.#input.value.trim();
    const value = typed === "" ? null : this.#props.read(typed);
    this.#put(value, value === null ? typed : "");
  }

  #keyPressed(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "Enter") this.#settle();
    else if (event.key === "Escape" && (this.#beforeTyping || this.#text !== "")) {
      const before = this.#beforeTyping ?? { stored: null, text: "" };
      this.#put(before.stored as PlainValue | null, before.text);
      this.#settle();
    }
  }

  #put(value: PlainValue | null, text: string): void {
    this.#stored = value;
    this.#text = text;
    this.#props.set(value, text);
  }

  #settle(): void {
    clearTimeout(this.#holdTimer);
    this.#beforeTyping = null;
    this.#draw();
  }

  #draw(): void {
    const shown = this.#props.shown(this.#stored);
    const text = shown ?? this.#text;
    if (!this.#beforeTyping && this.#input.value !== text) this.#input.value = text;
    const unread = !this.#beforeTyping && shown === null && this.#text !== "";
    this.#problem.hidden = !unread;
    setText(this.#problem, unread ? this.#props.sentence(this.#text) : "");
    setAttr(this.#input, "aria-invalid", unread ? "true" : null);
  }
}
