// The fields of a quiet minute: for each field of the section what is there already, this person's own lines, and an empty
// one to go on in. Plain text areas that no other browser hears of. Not here: where lines are kept.
import type { Board, FieldSchema } from "../board/board_context";
import { TYPING_MS } from "../connection/section_follower";
import { rowsIn, rowsRoot } from "../document/rows_model";
import { arrange } from "../rows/arrange";
import { h, setAttr, setChildren } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import { makeDisposables } from "../shared/signal";
import type { DraftStore } from "./draft_store";
import type { CardFocus } from "./quiet_minute";

export interface DraftFields {
  readonly dom: HTMLElement;
  focus(): CardFocus | null;
  composing(): boolean;
  destroy(): void;
}

export function draftFields(board: Board, store: DraftStore, fields: readonly FieldSchema[]): DraftFields {
  const parts = fields.map((field) => new DraftField(board, store, field));
  const disposables = makeDisposables();
  const draw = (): void => {
    for (const part of parts) part.draw();
  };
  const drawThere = (): void => {
    for (const part of parts) part.drawThere();
  };
  board.doc.on("update", drawThere);
  disposables.add(
    store.changed.subscribe(draw),
    board.readonly.subscribe(draw),
    () => board.doc.off("update", drawThere),
    ...parts.map((part) => () => part.destroy()),
  );
  draw();
  drawThere();
  return {
    dom: h("div", { class: "quiet-fields" }, ...parts.map((part) => part.dom)),
    focus: () => parts.map((part) => part.focus()).find((focus) => focus !== null) ?? null,
    composing: () => parts.some((part) => part.composing),
    destroy: disposables.dispose,
  };
}

class DraftField {
  readonly dom: HTMLElement;
  composing = false;
  readonly #board: Board;
  readonly #store: DraftStore;
  readonly #field: FieldSchema;
  readonly #list = h("ul", { class: "quiet-lines" });
  readonly #there = h("ul", { class: "quiet-there" });
  readonly #thereLabel = h("p", { class: "quiet-there-label" }, "There already");
  readonly #areas = new Map<string, HTMLTextAreaElement>();
  #blank: string;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(board: Board, store: DraftStore, field: FieldSchema) {
    this.#board = board;
    this.#store = store;
    this.#field = field;
    this.#blank = store.newId();
    this.dom = h(
      "section",
      { class: "quiet-field", "data-quiet-field": field.id, "aria-label": `${field.label}, your own lines` },
      h("h3", null, field.label),
      field.help && h("p", { class: "field-help" }, field.help),
      this.#list,
      this.#thereLabel,
      this.#there,
    );
  }

  /** Nodes that somebody types in stay where they are. */
  draw(): void {
    const lines = this.#store.lines(this.#field.id).filter(({ id, text }) => text !== "" || this.#hasFocus(id));
    // A line that was emptied under somebody's hands is the empty field from now on: its node stays, and the focus in it.
    const emptied = [...this.#areas.keys()].find((id) => this.#hasFocus(id) && !lines.some((line) => line.id === id));
    if (emptied !== undefined) this.#blank = emptied;
    if (lines.some(({ id }) => id === this.#blank)) this.#blank = this.#store.newId();
    const ids = this.#board.readonly.get() ? [] : [...lines.map(({ id }) => id), this.#blank];
    for (const [id, area] of this.#areas) {
      if (ids.includes(id)) continue;
      // Forgotten first: a node that has the focus draws once more, by its blur, while it is taken out.
      this.#areas.delete(id);
      area.parentElement?.remove();
    }
    const items = ids.map((id) => this.#areaOf(id).parentElement as HTMLElement);
    // The node with the focus is not moved: a node that is put in again loses it, and the next key with it.
    arrange(this.#list, items, items.find((item) => item.contains(this.#board.root.activeElement)) ?? null);
    for (const line of lines) {
      const area = this.#areaOf(line.id);
      if (area.value !== line.text) area.value = line.text;
      setAttr(area.parentElement as HTMLElement, "data-unsent", line.text === line.stored ? null : "true");
    }
    for (const [at, id] of ids.entries()) this.#label(this.#areaOf(id), at + 1, id === this.#blank);
  }

  /** What was written before stays in sight, read-only: nobody writes it twice. */
  drawThere(): void {
    const texts = this.#textsThere();
    const now = texts.join("\n\u0000");
    if (this.#there.dataset.shown === now) return;
    this.#there.dataset.shown = now;
    for (const part of [this.#there, this.#thereLabel]) part.hidden = texts.length === 0;
    setChildren(this.#there, ...texts.map((text) => h("li", { dir: "auto" }, text)));
  }

  focus(): CardFocus | null {
    for (const [id, area] of this.#areas) {
      if (!this.#hasFocus(id)) continue;
      const isLine = this.#store.lines().some((line) => line.id === id);
      return { line: isLine ? id : null, field: this.#field.id, caret: area.selectionStart };
    }
    return null;
  }

  destroy(): void {
    this.#rest();
    this.#areas.clear();
  }

  #rest(): void {
    clearTimeout(this.#typingTimer);
    this.#board.connection.unfinishedTyping.setDraft(false, this.#field.id);
  }

  #textsThere(): string[] {
    if (this.#field.kind === "prose") {
      const text = this.#board.doc.getText(`text:${this.#field.id}`).toString().trim();
      return text === "" ? [] : [text];
    }
    return rowsIn(rowsRoot(this.#board.doc, this.#field.id))
      .map(({ text }) => text.toString().trim())
      .filter((text) => text !== "");
  }

  #hasFocus(id: string): boolean {
    const area = this.#areas.get(id);
    return area !== undefined && this.#board.root.activeElement === area;
  }

  #label(area: HTMLTextAreaElement, number: number, blank: boolean): void {
    setAttr(area, "aria-label", `${this.#field.label}, your line ${number}`);
    setAttr(area, "placeholder", blank ? (number === 1 ? this.#field.placeholder : "Another one") : null);
    const remove = area.nextElementSibling as HTMLElement;
    remove.hidden = blank;
    setAttr(remove, "aria-label", `Remove your line ${number}`);
  }

  #areaOf(id: string): HTMLTextAreaElement {
    const existing = this.#areas.get(id);
    if (existing) return existing;
    const area = h("textarea", { rows: 1, dir: "auto", enterkeyhint: "next", "data-line": id });
    const remove = h("button", { type: "button", class: "row-remove", title: "Remove this line" }, "×");
    remove.addEventListener("click", () => this.#remove(id));
    area.addEventListener("input", () => this.#typed(id, area.value));
    area.addEventListener("compositionstart", () => {
      this.composing = true;
    });
    area.addEventListener("compositionend", () => {
      this.composing = false;
    });
    area.addEventListener("keydown", (event) => this.#key(event, id, area));
    area.addEventListener("blur", () => {
      void this.#store.flush();
      this.draw();
    });
    h("li", null, area, remove);
    this.#areas.set(id, area);
    return area;
  }

  #typed(id: string, text: string): void {
    // Nobody who writes is moved away by the group; that they write is told to nobody.
    this.#board.connection.unfinishedTyping.setDraft(true, this.#field.id);
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#rest(), TYPING_MS);
    this.#store.edit(id, this.#field.id, text);
  }

  #key(event: KeyboardEvent, id: string, area: HTMLTextAreaElement): void {
    if (isComposing(event)) return;
    // Undo here is the text area's own; the board's would take something of the shared document back.
    if (event.ctrlKey || event.metaKey) return event.stopPropagation();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (area.value.trim() !== "") this.#areaOf(this.#blank).focus();
    } else if (event.key === "Backspace" && area.value === "") {
      event.preventDefault();
      this.#remove(id);
    }
  }

  #remove(id: string): void {
    const ids = [...this.#list.querySelectorAll("textarea")].map(({ dataset }) => dataset.line ?? "");
    const before = ids[ids.indexOf(id) - 1] ?? ids.find((other) => other !== id);
    if (before !== undefined) this.#areaOf(before).focus();
    this.#store.edit(id, this.#field.id, "");
    this.draw();
  }
}
