// The new date of an action, as people write it: read by the server as in the room, and what it read is shown. What
// cannot be read stays in the field, marked, also after a reload. Not here: the reading itself.
import { h, setAttr, setText } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import { type Draft, type Outcome, RETRY_MS } from "./review_client";

const PAUSE_MS = 900;

export interface DueFieldProps {
  label: string;
  stored: string;
  readonly: boolean;
  draft: Draft | null;
  keep(draft: Draft | null): void;
  send(typed: string, leaving: boolean): Promise<Outcome>;
  noteKeystroke(): void;
  finishedTyping(): void;
}

let fields = 0;

export function makeDueField(props: DueFieldProps): DueField {
  return new DueField(props);
}

export class DueField {
  readonly dom: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #props: DueFieldProps;
  readonly #state = h("span", { class: "state", role: "status" });
  readonly #problem = h("p", { class: "problem", role: "alert" });
  /** the day that the server has, as text */
  #stored: string;
  /** what is being typed; null at rest */
  #typed: string | null;
  #problemText = "";
  #requestNumber = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(props: DueFieldProps) {
    this.#props = props;
    this.#stored = props.stored;
    this.#typed = props.draft?.words ?? null;
    fields += 1;
    const id = `review-due-${fields}`;
    this.input = h("input", {
      id,
      type: "text",
      "data-review-field": "due",
      autocomplete: "off",
      maxlength: 200,
      spellcheck: "false",
      enterkeyhint: "done",
      placeholder: "Friday, in two weeks, 2026-12-18",
      disabled: props.readonly,
    });
    const day = this.#calendar();
    this.dom = h(
      "div",
      { class: "words due" },
      h("label", { for: id }, props.label),
      h("span", { class: "hint" }, "As you would say it"),
      this.#state,
      h("div", { class: "with-day" }, this.input, day),
      this.#problem,
    );
    this.#listen();
    if (this.#typed !== null) void this.flush();
    this.#draw();
  }

  unsent(): boolean {
    return this.#typed !== null && this.#typed.trim() !== "";
  }

  /** The day that is stored now, as text; empty for none. */
  storedChanged(stored: string): void {
    this.#stored = stored;
    this.#draw();
  }

  /** Sends what is typed. `finished`: the person is done with it, so that what cannot be read is told. */
  async flush(leaving = false, finished = true): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.#typed?.trim() ?? "";
    if (text === "") return;
    this.#requestNumber += 1;
    const number = this.#requestNumber;
    const outcome = await this.#props.send(text, leaving);
    if (number !== this.#requestNumber || (this.#typed ?? "").trim() !== text) return;
    if (outcome.ok) {
      this.#setTyped(null);
      this.#problemText = "";
    } else if (!outcome.final) {
      this.#problemText = outcome.sentence;
      this.#timer = setTimeout(() => void this.flush(), RETRY_MS);
    } else if (finished) this.#problemText = outcome.sentence;
    this.#draw();
  }

  destroy(): void {
    window.removeEventListener("pagehide", this.#leave);
    if (this.#typed !== null) void this.flush(true, false);
    clearTimeout(this.#timer);
    this.#requestNumber += 1;
  }

  readonly #leave = (): void => void this.flush(true, false);

  #calendar(): HTMLInputElement {
    const day = h("input", {
      type: "date",
      "aria-label": "Choose the day in a calendar",
      disabled: this.#props.readonly,
      min: "1970-01-01",
      max: "2200-12-31",
    });
    day.addEventListener("change", () => {
      if (day.value === "") return;
      this.#setTyped(day.value);
      this.#draw();
      void this.flush();
    });
    return day;
  }

  #listen(): void {
    this.input.addEventListener("input", () => {
      this.#props.noteKeystroke();
      this.#setTyped(this.input.value);
      this.#problemText = "";
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.flush(false, false), PAUSE_MS);
      this.#draw();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || isComposing(event)) return;
      this.#props.finishedTyping();
      void this.flush();
    });
    this.input.addEventListener("blur", () => {
      if (this.#typed?.trim() === "") this.#setTyped(null);
      void this.flush();
      this.#draw();
    });
    window.addEventListener("pagehide", this.#leave);
  }

  #setTyped(text: string | null): void {
    this.#typed = text;
    const empty = text === null || text.trim() === "";
    this.#props.keep(empty ? null : { before: this.#stored, words: text });
  }

  #draw(): void {
    const focused = (this.input.getRootNode() as Document | ShadowRoot).activeElement === this.input;
    if (this.#typed !== null && this.input.value !== this.#typed) this.input.value = this.#typed;
    if (this.#typed === null && !focused) this.input.value = this.#stored;
    setText(this.#problem, this.#problemText);
    setAttr(this.input, "aria-invalid", this.#problemText ? "true" : null);
    setText(this.#state, this.#stateText());
    setAttr(this.#state, "data-state", this.#typed === null && this.#stored ? "saved" : "");
  }

  #stateText(): string {
    if (this.#typed !== null) return this.#problemText ? "" : "Not read yet";
    return this.#stored ? `Now due ${this.#stored}` : "";
  }
}
