// The preview of a pasted text in the timeline: what was read, what is asked, which rows to add. Nothing is in the
// document until "Add"; Escape and "Paste as text" put the text in as it always was. Not here: how a text is read (the
// server), how rows are stored.
import type { Board, FieldSchema } from "../board/board_context";
import { adoptStyles, h, setChildren, setText } from "../shared/dom";
import { previewCss } from "../style/preview_css";
import { todayIn } from "../time/datetime";
import { insertRows } from "./insert_rows";
import { PreviewQuestions, ZONE } from "./preview_questions";
import { PreviewLines, PreviewRows } from "./preview_rows";
import { RowRange } from "./row_range";
import { type Question, type Reading, type ReadingResult, requestReading } from "./timeline_reading";

export interface PreviewProps {
  board: Board;
  field: FieldSchema;
  text: string;
  /** what the text came from: "you pasted", "of log.txt" */
  source: string;
  /** the text goes in as plain lines; null where that cannot be, as for a large file */
  plain: (() => void) | null;
  /** the preview is over; `last` is the row that was added last */
  closed(last: string): void;
}

/** So many rows at once fit into what one meeting may take in a moment. */
const MOST_ROWS = 500;

export class PastePreview {
  readonly dom: HTMLElement;
  readonly #props: PreviewProps;
  readonly #title = h("h3", { id: "paste-title", tabindex: "-1" });
  readonly #status = h("p", { class: "paste-status", role: "status" });
  readonly #body = h("div", { class: "paste-body" });
  readonly #rows: PreviewRows;
  readonly #lines: PreviewLines;
  readonly #questions: PreviewQuestions;
  readonly #add = h("button", { type: "submit", class: "primary" });
  readonly #all = h("input", {
    type: "checkbox",
    checked: true,
    onchange: () => this.#rows.chooseAll(this.#all.checked),
  });
  readonly #range = new RowRange((from, to, way) => this.#rows.chooseLines(from, to, way));
  readonly #given = new Map<string, Question>();
  #answers: Record<string, string> = {};
  #zone: string;
  #request = 0;
  #over = false;

  constructor(props: PreviewProps) {
    this.#props = props;
    this.#zone = props.board.zone.get();
    adoptStyles(props.board.root, previewCss);
    const kinds = props.field.columns.find(({ key }) => key === "kind")?.options ?? [];
    const changed = (): void => this.#counted();
    this.#rows = new PreviewRows(kinds, changed);
    this.#lines = new PreviewLines(changed);
    this.#questions = new PreviewQuestions((key, value) => this.#answer(key, value));
    const submit = (event: Event): void => {
      event.preventDefault();
      this.#insert();
    };
    this.dom = h(
      "form",
      { class: "paste-preview", "aria-labelledby": "paste-title", onsubmit: submit },
      this.#title,
      this.#status,
      this.#body,
    );
    this.dom.addEventListener("keydown", (event) => this.#key(event));
    setText(this.#title, `Reading ${this.#size()}…`);
  }

  /** Asks the server; without an answer, or without rows, the text goes in as plain lines. */
  async start(): Promise<void> {
    const result = await this.#ask();
    if (this.#over) return;
    if ("sentence" in result) {
      const kept = this.#props.plain ? " It was pasted as plain lines." : "";
      this.#close(this.#props.plain);
      this.#props.board.notify(`The text could not be read as rows: ${result.sentence}${kept}`);
      return;
    }
    if (result.reading.rows.length === 0) {
      this.#close(this.#props.plain);
      if (!this.#props.plain) this.#props.board.notify("No line of this file has a time that can be read.");
      return;
    }
    this.#draw(result.reading);
    this.#title.focus({ preventScroll: true });
    this.dom.scrollIntoView?.({ block: "nearest" });
  }

  #size(): string {
    const count = this.#props.text.split(/\r\n|[\n\r\u2028]/).filter((line) => line.trim() !== "").length;
    return `the ${count} ${count === 1 ? "line" : "lines"} ${this.#props.source}`;
  }

  #ask(): Promise<ReadingResult> {
    const { board, text } = this.#props;
    return requestReading(board.connection.data.pm, text, this.#zone, this.#answers);
  }

  #draw(reading: Reading): void {
    const zone = this.#props.board.zone.get();
    setText(this.#title, `What was read in ${this.#size()}`);
    this.#rows.show(reading.rows, zone, todayIn(zone, this.#props.board.connection.now()));
    this.#range.show(this.#rows.lines);
    this.#lines.show(reading.unparsed);
    // Once only: what is put in again loses the focus.
    if (!this.#body.hasChildNodes()) this.#build();
    this.#questions.show(reading.assumedZone, zone, this.#asked(reading));
    this.#counted();
  }

  #build(): void {
    const { plain } = this.#props;
    const buttons = h(
      "div",
      { class: "paste-buttons" },
      this.#add,
      plain ? h("button", { type: "button", onclick: () => this.#close(plain) }, "Paste as text") : null,
      h("button", { type: "button", class: "quiet", onclick: () => this.#close(null) }, "Cancel"),
    );
    const all = h("label", { class: "paste-all" }, this.#all, h("span", null, "All rows"));
    setChildren(this.#body, this.#questions.dom, all, this.#range.dom, this.#rows.dom, this.#lines.dom, buttons);
  }

  // What is answered is open no longer, and stays there to be changed.
  #asked(reading: Reading): Question[] {
    const answered = [...this.#given.values()].filter(({ key }) => Object.hasOwn(this.#answers, key));
    this.#given.clear();
    for (const question of [...answered, ...reading.questions])
      this.#given.set(question.key, { ...question, chosen: this.#answers[question.key] ?? question.chosen });
    return [...this.#given.values()];
  }

  #counted(): void {
    const count = this.#rows.count + this.#lines.count;
    setText(this.#add, count === 1 ? "Add 1 row" : `Add ${count} rows`);
    this.#add.disabled = count === 0 || count > MOST_ROWS || this.#props.board.readonly.get();
    this.#all.checked = this.#rows.count === this.#rows.total;
    this.#all.indeterminate = !this.#all.checked && this.#rows.count > 0;
    const many = `At most ${MOST_ROWS} rows go in at once: leave out ${count - MOST_ROWS}, by their lines or by Shift and a click.`;
    setText(this.#status, count > MOST_ROWS ? many : "Nothing is in the timeline yet.");
  }

  #answer(key: string, value: string): void {
    if (key === ZONE) this.#zone = value;
    else this.#answers = { ...this.#answers, [key]: value };
    void this.#again();
  }

  async #again(): Promise<void> {
    this.#request += 1;
    const mine = this.#request;
    const result = await this.#ask();
    if (this.#over || mine !== this.#request) return;
    if ("sentence" in result) {
      setText(this.#status, `That could not be asked: ${result.sentence}`);
      return;
    }
    this.#draw(result.reading);
  }

  #insert(): void {
    const { board, field } = this.#props;
    const chosen = [...this.#rows.chosen(), ...this.#lines.chosen()];
    if (this.#add.disabled || chosen.length === 0) return;
    if (board.readonly.get()) return board.notify("The timeline cannot be changed just now. The text is kept here.");
    const last = insertRows(board, field.id, chosen);
    this.#close(null, last);
    const words = chosen.length === 1 ? "1 row was added." : `${chosen.length} rows were added.`;
    board.notify(words, { label: "Undo", run: () => board.undo.undo() });
  }

  #close(then: (() => void) | null, last = ""): void {
    if (then && this.#props.board.readonly.get())
      return this.#props.board.notify("The timeline cannot be changed just now. The text is kept here.");
    this.#over = true;
    this.dom.remove();
    this.#props.closed(last);
    then?.();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close(this.#props.plain);
  }
}
