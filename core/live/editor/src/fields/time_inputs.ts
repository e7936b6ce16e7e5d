// The elements of a time in the timeline, and what they show: the time, its day, the offset where an hour comes twice,
// and what was assumed. Not here: how a time is read, where it lives.
import { h, setAttr, setText } from "../shared/dom";
import type { ControlProps } from "./control";

export interface TimeShown {
  /** the input's text; null while somebody types, so that it is left alone */
  text: string | null;
  /** "2026-11-23", or empty when no day is known */
  date: string;
  dateLabel: string;
  /** "+01:00" where the wall-clock time alone is ambiguous, else empty */
  offset: string;
  /** "assumed Mon 2 Nov", or empty */
  assumption: string;
  /** whether the assumption is about the day; else about the offset */
  assumedDay: boolean;
  /** there is no time yet */
  empty: boolean;
  zone: string;
}

export class TimeInputs {
  readonly dom: HTMLElement;
  readonly time: HTMLInputElement;
  readonly day: HTMLInputElement;
  readonly #problem = h("p", { class: "problem", role: "alert", hidden: true });
  readonly #dayText = h("span", { class: "day-words", "aria-hidden": "true" });
  readonly #offset = h("span", { class: "offset num", "data-offset": "", hidden: true });
  readonly #assumed = h("span", { class: "assumed", "data-assumed": "", hidden: true });
  readonly #dayLine: HTMLElement;
  readonly #offsetLine: HTMLElement;

  constructor(props: Pick<ControlProps, "key" | "label">) {
    this.time = h("input", {
      type: "text",
      class: "time num",
      dir: "auto",
      "data-key": props.key,
      "aria-label": props.label,
      placeholder: "--:--",
      autocomplete: "off",
      maxlength: 300,
      spellcheck: "false",
      enterkeyhint: "next",
    });
    // Out of the way of the Tab key: whoever types fast goes from the time to the text; a date can be typed with the
    // time.
    this.day = h("input", {
      type: "date",
      "data-key": `${props.key}.date`,
      "aria-label": `${props.label}: day`,
      tabindex: -1,
      min: "1970-01-01",
      max: "2200-12-31",
    });
    this.#dayLine = h("span", { class: "day" }, this.#dayText, this.day);
    this.#offsetLine = h("span", { class: "about", hidden: true }, this.#offset, " ", this.#assumed);
    this.dom = h("div", { class: "when" }, this.time, this.#offsetLine, this.#dayLine, this.#problem);
  }

  /** A sentence about what cannot be read; null when there is nothing to say. */
  complain(sentence: string | null): void {
    setText(this.#problem, sentence ?? "");
    this.#problem.hidden = sentence === null;
    setAttr(this.time, "aria-invalid", sentence === null ? null : "true");
  }

  draw(shown: TimeShown, dayFocused: boolean): void {
    if (shown.text !== null) this.time.value = shown.text;
    if (!dayFocused) this.day.value = shown.date;
    setText(this.#dayText, shown.dateLabel || "day");
    setText(this.#offset, shown.offset);
    this.#offset.hidden = shown.offset === "";
    setText(this.#assumed, shown.assumption);
    this.#assumed.hidden = shown.assumption === "";
    // An assumed day stands where the day stands, an assumed offset behind the offset.
    const line = shown.assumedDay ? this.#dayLine : this.#offsetLine;
    if (this.#assumed.parentNode !== line) line.insertBefore(this.#assumed, shown.assumedDay ? this.#dayText : null);
    this.#dayText.hidden = shown.assumedDay;
    this.#offsetLine.hidden = shown.offset === "";
    setAttr(this.dom, "data-empty", String(shown.empty));
    setAttr(this.time, "aria-description", describe(shown));
  }
}

function describe({ dateLabel, zone, offset, assumption }: TimeShown): string {
  if (!dateLabel) return `in ${zone}`;
  return [`on ${dateLabel}, ${zone}`, offset, assumption].filter(Boolean).join(", ");
}
