// Which of the many rows of a preview: from one line of the text to another, only these, these too, or not these. Not here:
// what a row is, what is chosen.
import { h } from "../shared/dom";

/** Fewer are chosen box by box. */
export const MANY_ROWS = 20;

export type Way = "only" | "too" | "not";

const WAYS: readonly (readonly [Way, string])[] = [
  ["only", "Only these"],
  ["too", "These too"],
  ["not", "Not these"],
];

export class RowRange {
  readonly #from = lineField("From line");
  readonly #to = lineField("to line");
  readonly dom: HTMLElement;

  constructor(choose: (from: number, to: number, way: Way) => void) {
    const buttons = WAYS.map(([way, label]) =>
      h("button", { type: "button", onclick: () => this.#choose(choose, way) }, label),
    );
    this.dom = h(
      "div",
      { class: "paste-range", role: "group", "aria-label": "Rows by the lines of the text", hidden: true },
      h("label", null, "From line ", this.#from),
      h("label", null, "to ", this.#to),
      ...buttons,
    );
    // Enter would add the rows.
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      this.#choose(choose, "only");
    });
  }

  /** `lines` are those of the rows, in their order; shown where there are many. */
  show(lines: readonly number[]): void {
    this.dom.hidden = lines.length < MANY_ROWS;
    const [first, last] = [lines[0] ?? 1, lines.at(-1) ?? 1];
    for (const [field, line] of [
      [this.#from, first],
      [this.#to, last],
    ] as const) {
      // The default is the value for as long as nobody has typed another one.
      Object.assign(field, { min: String(first), max: String(last), defaultValue: String(line) });
    }
  }

  // Typed the other way round it is the same range.
  #choose(choose: (from: number, to: number, way: Way) => void, way: Way): void {
    const ends = [this.#from, this.#to].map((field) =>
      Number(field.value || (field === this.#from ? field.min : field.max)),
    );
    choose(Math.min(...ends), Math.max(...ends), way);
  }
}

function lineField(label: string): HTMLInputElement {
  return h("input", { type: "number", class: "num", step: 1, inputmode: "numeric", "aria-label": label });
}
