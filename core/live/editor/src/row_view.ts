// One row of a list: its typed values, its text, a way to remove it. A row without a map yet is a draft; its
// first key makes it a row, in the same node. Never here: the list, its order, where the focus goes next.
import { type KeyBinding, type EditorView } from "@codemirror/view";
import type { Board, ColumnSchema, FieldSchema } from "./board_context";
import type { Control, Plain } from "./control";
import type { Local } from "./datetime";
import { h, setAttr } from "./dom";
import { makeEditor, type Editor } from "./editor";
import { hintsFor } from "./hint_marks";
import type { Found } from "./hint_state";
import { controlOf } from "./row_controls";
import { isRemoved, type Row, type RowMap } from "./rows_model";

export interface RowHost {
  readonly board: Board;
  readonly field: FieldSchema;
  readonly section: string;
  /** typed values before and after the text */
  readonly before: readonly ColumnSchema[];
  readonly after: readonly ColumnSchema[];
  /** the draft becomes a row of the document */
  make(view: RowView, words: string, values: Record<string, Plain>): Row;
  /** the moment before this row, for a time whose date nobody typed */
  momentBefore(view: RowView): Local;
  next(view: RowView): void;
  previous(view: RowView): boolean;
  move(view: RowView, by: -1 | 1): void;
  remove(view: RowView, how: "key" | "button"): void;
  /** somebody types into a row that was removed: it stays */
  revive(row: Row): void;
  /** what some lists show under or behind a row */
  tail?(row: Row | null, seen: Seen): HTMLElement | null;
}

/** What only this tab knows about a row. */
export interface Seen {
  /** this person wrote in it, during this visit */
  mine: boolean;
  /** whether the hints miss an end in its text, or in one of its values */
  vague(key: string): boolean;
}

export interface RowView {
  readonly dom: HTMLElement;
  readonly row: Row | null;
  readonly editor: Editor;
  /** a name that does not change when the draft becomes a row */
  readonly name: string;
  /** shows the typed values as they are now */
  show(mine: boolean): void;
  become(row: Row): void;
  focus(where?: "start" | "end"): void;
  /** where a new row is begun: its time, if it has one, else its text */
  begin(): void;
  destroy(): void;
}

let names = 0;
/** The rows that this person wrote in. */
const written = new WeakSet<RowMap>();
/** What hints call a promise that nobody can check. */
const NO_END = ["vague_action", "exhortation"];

export function rowView(host: RowHost, first: Row | null): RowView {
  const { board, field } = host;
  let row = first;
  const name = `${field.id}#${(names += 1)}`;
  const controls = new Map<string, Control>();

  const editor = makeEditor(board, {
    text: row?.text ?? null,
    label: field.label,
    placeholder: field.placeholder,
    keys: rowKeys(host, () => view),
    extensions: hintsFor(board, { field: field.id, section: host.section, row: () => row?.id ?? null }, (list) => doubt("text", list)),
    wake: (words) => host.make(view, words, {}).text,
    typed: () => {
      if (!row) return;
      if (isRemoved(row)) host.revive(row);
      touch(row);
    },
  });

  let tail: HTMLElement | null = null;
  const vague = new Set<string>();
  const doubt = (key: string, list: readonly Found[]): void => {
    if (list.some(({ hint }) => NO_END.includes(hint.category))) vague.add(key);
    else vague.delete(key);
    hang();
  };
  const hang = (): void => {
    const next = host.tail?.(row, { mine: row !== null && written.has(row.map), vague: (key) => vague.has(key) }) ?? null;
    if (tail && next?.isEqualNode(tail)) return;
    tail?.remove();
    if (next) dom.append(next);
    tail = next;
  };
  const touch = (there: Row): void => {
    if (written.has(there.map)) return;
    written.add(there.map);
    hang();
  };

  const set = (key: string, value: Plain | null): void => {
    if (board.readonly.get()) return;
    if (!row) {
      if (value === null) return;
      editor.bind(host.make(view, editor.view.state.sliceDoc(), { [key]: value }).text);
      return;
    }
    const there = row.map;
    if ((there.get(key) ?? null) === value) return;
    touch(row);
    board.edit(() => (value === null ? there.delete(key) : there.set(key, value)));
  };

  const cell = (column: ColumnSchema): HTMLElement => {
    const control = controlOf(host, { row: () => row, view: () => view, doubt }, column, (value) => set(column.key, value));
    controls.set(column.key, control);
    return h("div", { class: `cell cell-${column.key}` }, control.dom);
  };
  const before = host.before.map(cell);
  const after = host.after.map(cell);
  const text = h("div", { class: "cell cell-text" }, editor.view.dom);
  const remove = h("button", { type: "button", class: "row-remove", "aria-label": "Remove this row", title: "Remove this row", onclick: () => host.remove(view, "button") }, "×");
  const dom = h("li", { class: "row" }, ...before, text, ...after, remove);
  text.addEventListener("mousedown", (event) => {
    if (event.target !== text || board.readonly.get()) return;
    event.preventDefault();
    editor.focus();
  });
  const view: RowView = {
    dom,
    name,
    editor,
    get row() {
      return row;
    },
    show(mine) {
      setAttr(dom, "data-row", row?.id ?? null);
      setAttr(dom, "data-draft", row ? null : "true");
      setAttr(dom, "data-removed", row && isRemoved(row) && row.text.length > 0 ? "true" : null);
      remove.hidden = row === null;
      for (const [key, control] of controls) control.show(row?.map.get(key) ?? null, mine);
      const kind: unknown = row?.map.get("kind");
      setAttr(dom, "data-kind", typeof kind === "string" ? kind : null);
      setAttr(dom, "data-done", row?.map.get("done") === true ? "true" : null);
      hang();
    },
    become(made) {
      row = made;
      written.add(made.map);
      view.show(true);
    },
    focus: (where) => editor.focus(where),
    begin: () => (controls.get("at") ?? { focus: () => editor.focus() }).focus(),
    destroy() {
      for (const control of controls.values()) control.destroy();
      editor.destroy();
      dom.remove();
    },
  };
  view.show(true);
  return view;
}

// Whether the caret stands in the first or the last line as it is drawn.
function atEdge(editor: EditorView, edge: "first" | "last"): boolean {
  const { main } = editor.state.selection;
  if (!main.empty) return false;
  const here = editor.coordsAtPos(main.head);
  const there = editor.coordsAtPos(edge === "first" ? 0 : editor.state.doc.length);
  return here !== null && there !== null && Math.abs(here.top - there.top) < 4;
}

function rowKeys(host: RowHost, view: () => RowView): KeyBinding[] {
  return [
    { key: "Enter", run: () => (host.next(view()), true) },
    {
      key: "Backspace",
      run: (editor) => {
        if (editor.state.doc.length > 0 || host.board.readonly.get()) return false;
        if (view().row) host.remove(view(), "key");
        else host.previous(view());
        return true;
      },
    },
    { key: "Alt-ArrowUp", run: () => (host.move(view(), -1), true) },
    { key: "Alt-ArrowDown", run: () => (host.move(view(), 1), true) },
    { key: "ArrowUp", run: (editor) => atEdge(editor, "first") && host.previous(view()) },
    {
      key: "ArrowDown",
      run: (editor) => {
        if (!atEdge(editor, "last") || !view().dom.nextElementSibling) return false;
        host.next(view());
        return true;
      },
    },
  ];
}
