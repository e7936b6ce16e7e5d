// A set of short names, such as services or tags: chips, and an input that takes one after another and is completed
// from the names that other incidents have. Not here: how the set lives in the document (set_entries).
import type { Board, FieldSchema, Part } from "../board/board_context";
import { SetEntries } from "../document/set_entries";
import { splitLines, withoutListMarker } from "../rows/pasted_lines";
import { afterPointerRelease, trackPointer } from "../shared/after_press";
import { h, setAttr, setChildren } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import { longerThan, MAX_ENTRY_LENGTH, PASTE_BYTES } from "../shared/limits";
import { makeDisposables } from "../shared/signal";
import { isFocused, lockWithBoard, reportComposition } from "./control";
import { factKey } from "./fact_field";
import { fieldFrame } from "./field_frame";

/** From so many on it is said that they are many; they are kept all the same. */
const MANY_ENTRIES = 100;
/** What ends a name: commas and semicolons, also those of Chinese and Japanese, and the ends of pasted lines. */
const SEPARATOR = /[,;\n、，；]/;

export function setField(board: Board, field: FieldSchema): Part {
  return new SetField(board, field);
}

class SetField implements Part {
  readonly dom: HTMLElement;
  readonly #board: Board;
  readonly #field: FieldSchema;
  readonly #entries: SetEntries;
  readonly #input: HTMLInputElement;
  readonly #chips: HTMLElement;
  readonly #known: HTMLDataListElement;
  readonly #disposables = makeDisposables();

  constructor(board: Board, field: FieldSchema) {
    this.#board = board;
    this.#field = field;
    const key = factKey(field.id);
    this.#entries = new SetEntries(board.facts, key, board.edit);
    this.#input = h("input", {
      type: "text",
      class: "chip-input",
      dir: "auto",
      "data-key": key,
      "aria-label": `Add to ${field.label}`,
      maxlength: 5000,
      autocomplete: "off",
      spellcheck: "false",
    });
    this.#known = h("datalist", { id: `known-${key}` });
    this.#input.setAttribute("list", this.#known.id);
    this.#chips = h("ul", { class: "chips", "aria-label": field.label });
    const box = h("div", { class: "set" }, this.#chips, this.#input, this.#known);
    this.dom = fieldFrame(field, box);
    this.#listen(box);
    this.#disposables.add(
      lockWithBoard(board, this.#input),
      this.#entries.observe(() => this.#draw()),
    );
    this.#draw();
  }

  destroy(): void {
    this.#enter();
    this.#disposables.dispose();
  }

  #listen(box: HTMLElement): void {
    const input = this.#input;
    input.addEventListener("input", (event) => this.#typed((event as InputEvent).isComposing));
    // What was composed is there to be read only now: some browsers send no input event behind this.
    input.addEventListener("compositionend", () => this.#typed(false));
    input.addEventListener("keydown", (event) => this.#keyPressed(event));
    input.addEventListener("paste", (event) => this.#pasted(event));
    reportComposition(this.#board, input);
    trackPointer();
    input.addEventListener("blur", () =>
      afterPointerRelease(() => {
        if (!isFocused(this.#board, input)) this.#enter();
      }),
    );
    // The whole box is the field: a click beside the chips goes into the input.
    box.addEventListener("mousedown", (event) => {
      if (event.target !== box && event.target !== this.#chips) return;
      event.preventDefault();
      input.focus();
    });
  }

  // While an input method composes, a comma may still become something else, and a new value would end it.
  #typed(composing: boolean): void {
    this.#board.connection.unfinishedTyping.noteKeystroke();
    if (this.#refuseTooLong()) return this.#sync([], "");
    if (composing && SEPARATOR.test(this.#input.value)) return;
    const typed = this.#typedEntries();
    const last = typed.pop() ?? "";
    if (typed.length === 0) return this.#sync([], last);
    // Up to the last comma they are done; what follows it is still being typed.
    this.#input.value = last;
    this.#sync(
      typed.filter((name) => name !== ""),
      last,
    );
  }

  #keyPressed(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#enter();
    } else if (event.key === "Backspace" && this.#input.value === "") {
      const last = this.#entries.finished().at(-1);
      if (!last) return;
      event.preventDefault();
      this.#input.value = last;
      this.#entries.retype(last);
      this.#draw();
      this.#input.focus();
    }
  }

  // A one-line input drops line breaks and would glue the lines together: each is an entry of its own.
  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\n\r\t]/.test(text.trim()) || this.#board.readonly.get() || longerThan(text, PASTE_BYTES)) return;
    event.preventDefault();
    this.#board.connection.unfinishedTyping.noteKeystroke();
    const lines = splitLines(text).map((line) => withoutListMarker(line).text.replace(/\t+/g, ","));
    this.#input.value = [this.#input.value, ...lines].filter(Boolean).join(",");
    this.#enter();
  }

  /** Everything that stands in the input is an entry now. */
  #enter(): void {
    if (this.#refuseTooLong()) return;
    const typed = this.#typedEntries().filter((name) => name !== "");
    this.#input.value = "";
    this.#sync(typed, "");
    this.#entries.settle();
    const count = this.#entries.all().length;
    if (typed.length > 0 && count > MANY_ENTRIES)
      this.#board.notify(`These are ${count} by now. All are kept; fewer say more.`);
    this.#draw();
  }

  #sync(done: readonly string[], typing: string): void {
    if (this.#board.readonly.get()) return;
    this.#entries.sync(done, typing);
    this.#draw();
  }

  #typedEntries(): string[] {
    return this.#input.value.split(SEPARATOR).map((name) => name.trim());
  }

  // What is longer than a name can be stays in the field, marked: a part of it would be another name.
  #refuseTooLong(): boolean {
    const over = this.#typedEntries().some((name) => name.length > MAX_ENTRY_LENGTH);
    setAttr(this.#input, "aria-invalid", over ? "true" : null);
    if (over)
      this.#board.notify(`At most ${MAX_ENTRY_LENGTH} characters fit here in one entry. Nothing of it was taken.`);
    return over;
  }

  #remove(name: string): void {
    if (this.#board.readonly.get()) return;
    this.#entries.remove(name);
    this.#input.focus();
  }

  #draw(): void {
    const shown = this.#entries.finished();
    const offered = this.#board.knownNames(this.#input.dataset.key ?? "").filter((name) => !shown.includes(name));
    setChildren(this.#known, ...offered.map((value) => h("option", { value })));
    this.#input.placeholder = shown.length > 0 ? "Add another" : `Such as ${this.#field.placeholder}`;
    setChildren(this.#chips, ...shown.map((name) => this.#chip(name)));
  }

  #chip(name: string): HTMLElement {
    const remove = h(
      "button",
      { type: "button", "aria-label": `Remove ${name}`, onclick: () => this.#remove(name) },
      "×",
    );
    return h("li", { class: "chip" }, h("span", null, name), remove);
  }
}
