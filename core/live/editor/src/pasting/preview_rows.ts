// The rows of a preview: a box to choose it, its time where the room is, who, the words, a guess at its kind, what is
// doubtful, and its line in the text. Not here: what is asked, buttons, the document.
import type { OptionSchema } from "../board/board_context";
import { h, setChildren } from "../shared/dom";
import { dayLabel, instantOf, storedInstant, toLocal } from "../time/datetime";
import type { ChosenRow } from "./insert_rows";
import type { Way } from "./row_range";
import type { ReadRow, UnreadLine } from "./timeline_reading";

/** What was chosen for a line of the text, kept when the text is read again. */
interface Choice {
  on: boolean;
  kind: string | null;
}

const DOUBTS: Readonly<Record<string, string>> = {
  "next day": "the day after the row above",
  "day before": "the day before the row above",
  "half of the day": "AM or PM as in the rows beside it",
  year: "no year was written",
  day: "no day was written",
};

export class PreviewRows {
  readonly dom = h("ul", { class: "paste-rows", role: "list" });
  readonly #choices = new Map<number, Choice>();
  readonly #kinds: readonly OptionSchema[];
  readonly #changed: () => void;
  #rows: readonly ReadRow[] = [];
  #zone = "UTC";
  #today = "";
  #last: ReadRow | null = null;

  constructor(kinds: readonly OptionSchema[], changed: () => void) {
    this.#kinds = kinds;
    this.#changed = changed;
  }

  /** `today` as a date: a day of another year is shown with its year. */
  show(rows: readonly ReadRow[], zone: string, today: string): void {
    this.#rows = rows;
    this.#zone = zone;
    this.#today = today;
    setChildren(this.dom, ...rows.map((row) => this.#row(row)));
  }

  get count(): number {
    return this.#rows.filter((row) => this.#choice(row).on).length;
  }

  get total(): number {
    return this.#rows.length;
  }

  get lines(): number[] {
    return this.#rows.map(({ line }) => line);
  }

  chooseAll(on: boolean): void {
    this.#set(() => on);
  }

  /** The rows of some lines, both ends among them. What is outside stays as it is, but for "only". */
  chooseLines(from: number, to: number, way: Way): void {
    this.#set(({ line }, now) => {
      const within = from <= line && line <= to;
      return within ? way !== "not" : now && way !== "only";
    });
  }

  #set(decide: (row: ReadRow, now: boolean) => boolean): void {
    for (const row of this.#rows) {
      const choice = this.#choice(row);
      choice.on = decide(row, choice.on);
    }
    for (const [at, box] of [...this.dom.querySelectorAll<HTMLInputElement>(".paste-choose")].entries()) {
      const row = this.#rows[at];
      if (row) box.checked = this.#choice(row).on;
    }
    this.#changed();
  }

  // With Shift all from the last one that was clicked, as in lists of mails and files.
  #clicked(row: ReadRow, on: boolean, shift: boolean): void {
    const before = this.#last;
    this.#last = row;
    this.#choice(row).on = on;
    if (!shift || !before || before === row || !this.#rows.includes(before)) return this.#changed();
    const [from, to] = [this.#rows.indexOf(before), this.#rows.indexOf(row)].sort((a, b) => a - b) as [number, number];
    const between = new Set(this.#rows.slice(from, to + 1));
    this.#set((each, now) => (between.has(each) ? on : now));
  }

  chosen(): ChosenRow[] {
    return this.#rows
      .filter((row) => this.#choice(row).on)
      .map((row) => ({
        at: row.at,
        who: row.who,
        text: row.note ? `${row.text} ${row.note}` : row.text,
        kind: this.#choice(row).kind ?? row.kind ?? "other",
      }));
  }

  #choice(row: ReadRow): Choice {
    let found = this.#choices.get(row.line);
    if (!found) {
      found = { on: true, kind: null };
      this.#choices.set(row.line, found);
    }
    return found;
  }

  #row(row: ReadRow): HTMLElement {
    const choice = this.#choice(row);
    const ms = instantOf(storedInstant(Date.parse(row.at)));
    const local = ms === null ? null : toLocal(storedInstant(ms), this.#zone);
    const time = local?.time ?? row.at;
    const box: HTMLInputElement = h("input", {
      type: "checkbox",
      class: "paste-choose",
      checked: choice.on,
      "aria-label": `Add ${time}, ${[row.who, row.text.slice(0, 80)].filter(Boolean).join(": ")}`,
      onclick: (event: Event) => this.#clicked(row, box.checked, (event as MouseEvent).shiftKey),
    });
    return h(
      "li",
      { class: "paste-row", "data-line": row.line, "data-doubtful": Boolean(row.ask) },
      box,
      h(
        "span",
        { class: "paste-when" },
        h("b", { class: "num" }, time),
        h("small", null, local ? dayLabel(local.date, this.#today) : ""),
      ),
      h(
        "span",
        { class: "paste-what" },
        row.who ? h("b", { class: "paste-who", dir: "auto" }, row.who) : null,
        h("span", { dir: "auto" }, row.text),
        this.#marks(row),
      ),
      this.#kind(row, choice),
      h("small", { class: "paste-line num", title: `Line ${row.line} of what you pasted` }, row.line),
    );
  }

  #marks(row: ReadRow): HTMLElement | null {
    const marks = [row.note?.slice(1, -1), row.inferred ? (DOUBTS[row.inferred] ?? row.inferred) : ""].filter(Boolean);
    return marks.length > 0 ? h("small", { class: "paste-marks" }, marks.join(" · ")) : null;
  }

  #kind(row: ReadRow, choice: Choice): HTMLElement {
    const now = choice.kind ?? row.kind ?? "other";
    const select = h(
      "select",
      {
        class: "paste-kind",
        "aria-label": `Kind of line ${row.line}`,
        onchange: () => {
          choice.kind = select.value;
        },
      },
      ...this.#kinds.map(({ value, label }) => h("option", { value, selected: value === now }, label)),
    );
    return select;
  }
}

/** The lines that are no rows, each with a button that makes it one. */
export class PreviewLines {
  readonly dom = h("div", { class: "paste-kept" });
  readonly #made = new Set<number>();
  readonly #changed: () => void;
  #lines: readonly UnreadLine[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  show(lines: readonly UnreadLine[]): void {
    this.#lines = lines;
    const title = lines.length === 1 ? "1 line is no row" : `${lines.length} lines are no rows`;
    const list = h("ul", { role: "list" }, ...lines.map((line) => this.#line(line)));
    setChildren(
      this.dom,
      lines.length > 0 ? h("details", { open: lines.length <= 6 }, h("summary", null, title), list) : null,
    );
  }

  get count(): number {
    return this.#lines.filter(({ line }) => this.#made.has(line)).length;
  }

  chosen(): ChosenRow[] {
    return this.#lines
      .filter(({ line }) => this.#made.has(line))
      .map(({ text }) => ({ at: null, who: "", text: text.trim(), kind: "other" }));
  }

  #line({ line, text, why }: UnreadLine): HTMLElement {
    const made = this.#made.has(line);
    const button = h(
      "button",
      {
        type: "button",
        "aria-pressed": String(made),
        onclick: () => {
          const on = !this.#made.has(line);
          if (on) this.#made.add(line);
          else this.#made.delete(line);
          button.setAttribute("aria-pressed", String(on));
          this.#changed();
        },
      },
      "Make it a row",
    );
    return h(
      "li",
      null,
      h(
        "span",
        { dir: "auto" },
        h("span", { class: "num" }, `${line} · `),
        text.trim(),
        why ? h("small", null, ` ${why}`) : null,
      ),
      button,
    );
  }
}
