// One row of a list: its typed values, its text, a way to remove it. A row without a map yet is a draft; its
// first key makes it a row, in the same node. Not here: the list, its order, where the focus goes next.
import { EditorView } from "@codemirror/view";
import type * as Y from "yjs";
import type { ColumnSchema } from "../board/board_context";
import { ensureLineText } from "../document/line_text";
import { isRemoved, type PlainValue, type Row } from "../document/rows_model";
import { holdsAll, setValueWithText, typedTextOf, valueWithText, withoutEmpty } from "../document/typed_text";
import { RowPictures } from "../evidence/row_pictures";
import type { Control } from "../fields/control";
import { makeTextEditor, type TextEditor } from "../fields/text_editor";
import { editorHints } from "../hints/editor_hints";
import { h, setAttr, setHidden } from "../shared/dom";
import { containLayout } from "../typing/layout_containment";
import { multilineInput } from "./multiline_input";
import { rowControl } from "./row_controls";
import type { RowHost, RowMark, RowView } from "./row_interfaces";
import { rowKeys } from "./row_keys";
import { RowNote } from "./row_note";

export function rowView(host: RowHost, row: Row | null): RowView {
  return new EditableRow(host, row);
}

class EditableRow implements RowView {
  readonly dom = h("li", { class: "row" });
  readonly editor: TextEditor;
  readonly #host: RowHost;
  readonly #controls = new Map<string, Control>();
  readonly #note: RowNote;
  readonly #mark: RowMark | null;
  readonly #remove: HTMLButtonElement;
  readonly #pictures: RowPictures | null;
  readonly #stopContaining: () => void;
  #row: Row | null;

  constructor(host: RowHost, row: Row | null) {
    this.#host = host;
    this.#row = row;
    this.#note = new RowNote(host.note, this.dom, () => this.#row);
    this.editor = this.#makeEditor();
    this.#stopContaining = containLayout(this.editor.view);
    this.#remove = h(
      "button",
      {
        type: "button",
        class: "row-remove",
        "aria-label": "Remove this row",
        title: "Remove this row",
        onclick: () => host.remove(this, "button"),
      },
      "×",
    );
    const text = h("div", { class: "cell cell-text" }, this.editor.view.dom);
    const before = host.before.map((column) => this.#cell(column));
    const after = host.after.map((column) => this.#cell(column));
    this.#mark = host.mark?.(() => this.#row) ?? null;
    const [star, dots] = this.#mark ? [[this.#mark.before], [this.#mark.beside]] : [[], []];
    this.#pictures = host.pictures ? this.#makePictures() : null;
    const pictures = this.#pictures ? [this.#pictures.button, this.#pictures.dom] : [];
    this.dom.append(...star, ...before, text, ...dots, ...after, this.#remove, ...pictures);
    this.#listen(text);
    this.show(true);
  }

  get row(): Row | null {
    return this.#row;
  }

  show(mine: boolean): void {
    const row = this.#row;
    setAttr(this.dom, "data-row", row?.id ?? null);
    setAttr(this.dom, "data-draft", row ? null : "true");
    setHidden(this.#remove, row === null);
    for (const [key, control] of this.#controls)
      control.show(row?.map.get(key) ?? null, mine, typedTextOf(row?.map, key));
    const kind: unknown = row?.map.get("kind");
    setAttr(this.dom, "data-kind", typeof kind === "string" ? kind : null);
    setAttr(this.dom, "data-done", row?.map.get("done") === true ? "true" : null);
    this.#pictures?.show(mine);
    this.#drawForText();
  }

  changedWithin(key: string, mine: boolean): void {
    if (key === "text") this.#drawForText();
    else this.show(mine);
  }

  #drawForText(): void {
    const row = this.#row;
    setAttr(this.dom, "data-removed", row && isRemoved(row) && row.text.length > 0 ? "true" : null);
    this.#note.draw();
    this.#mark?.draw();
  }

  addPictures(files: readonly File[]): void {
    this.#pictures?.add(files);
  }

  bindRow(row: Row): void {
    this.#row = row;
    this.#note.typedHere(row);
    this.show(true);
  }

  focus(where?: "start" | "end"): void {
    this.editor.focus(where);
  }

  focusFirst(): void {
    const time = this.#controls.get("at");
    if (time) time.focus();
    else this.editor.focus();
  }

  destroy(): void {
    for (const control of this.#controls.values()) control.destroy();
    this.#mark?.destroy();
    this.#pictures?.destroy();
    this.#stopContaining();
    this.editor.destroy();
    this.dom.remove();
  }

  #makeEditor(): TextEditor {
    const { board, field, section } = this.#host;
    return makeTextEditor(board, {
      text: this.#row?.text ?? null,
      label: field.label,
      placeholder: field.placeholder,
      keys: rowKeys(this.#host, () => this),
      extensions: [
        // A key called "next" would go to another row, perhaps somebody else's.
        EditorView.contentAttributes.of({ enterkeyhint: "enter" }),
        multilineInput(
          (lines) => this.#host.paste(this, lines),
          () => this.#host.enter(this),
        ),
        ...editorHints(board, { field: field.id, section, row: () => this.#row?.id ?? null }, (list) =>
          this.#note.hintsChanged("text", list),
        ),
      ],
      createText: (typed) => this.#host.createRow(this, typed, {}).text,
      typed: () => {
        if (this.#row) this.#touch(this.#row);
      },
    });
  }

  #makePictures(): RowPictures {
    const pictures = new RowPictures({
      board: this.#host.board,
      row: () => this.#row,
      ensureRow: () => this.#ensureRow(),
      touch: (row) => this.#touch(row),
      text: (key) => this.#lineText(key),
    });
    // Before the text sees it: an editor would put the picture's name in, or nothing.
    this.dom.addEventListener(
      "paste",
      (event) => {
        if (!pictures.paste(event)) return;
        event.preventDefault();
        event.stopPropagation();
      },
      { capture: true },
    );
    return pictures;
  }

  #ensureRow(): Row {
    if (this.#row) return this.#row;
    const { view } = this.editor;
    const row = this.#host.createRow(this, view.state.sliceDoc(), {});
    this.editor.bind(row.text);
    return row;
  }

  #cell(column: ColumnSchema): HTMLElement {
    const control = rowControl(
      this.#host,
      {
        row: () => this.#row,
        view: () => this,
        text: (key) => this.#lineText(key),
        hintsChanged: (key, list) => this.#note.hintsChanged(key, list),
      },
      column,
      (value, text) => this.#set(column.key, value, text),
    );
    this.#controls.set(column.key, control);
    return h("div", { class: `cell cell-${column.key}` }, control.dom);
  }

  #listen(text: HTMLElement): void {
    const { board } = this.#host;
    text.addEventListener("mousedown", (event) => {
      if (event.target !== text || board.readonly.get()) return;
      event.preventDefault();
      this.editor.focus();
    });
    // A press beside the inputs of a row leaves the focus in it: a row that was emptied would go when it is left.
    this.dom.addEventListener("mousedown", (event) => {
      const input = (event.target as Element).closest("input, textarea, select, button, a, [contenteditable]");
      if (!input && this.dom.contains(board.root.activeElement)) event.preventDefault();
    });
    // A line of the timeline begins with its time, so that is where several lines are pasted.
    this.dom.addEventListener("paste", (event) => {
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      const intoTime = event.target instanceof HTMLInputElement && event.target.dataset.key === "at";
      if (intoTime && /[\n\r]/.test(pasted.trim()) && this.#host.paste(this, pasted)) event.preventDefault();
    });
  }

  #set(key: string, value: PlainValue | null, text?: string): void {
    const { board } = this.#host;
    if (board.readonly.get()) return;
    const values = valueWithText(key, value, text);
    const row = this.#row;
    if (!row) {
      if (value === null && !text) return;
      const { view } = this.editor;
      this.editor.bind(this.#host.createRow(this, view.state.sliceDoc(), withoutEmpty(values)).text);
      return;
    }
    if (holdsAll(row.map, values)) return;
    this.#touch(row);
    board.edit(() => setValueWithText(row.map, key, value, text));
  }

  #lineText(key: string): Y.Text | null {
    if (!this.#row) return null;
    this.#touch(this.#row);
    return ensureLineText(this.#host.board.doc, this.#row.map, key);
  }

  /** This person writes in the row: one that was removed comes back. */
  #touch(row: Row): void {
    if (isRemoved(row)) this.#host.revive(row);
    this.#note.typedHere(row);
  }
}
