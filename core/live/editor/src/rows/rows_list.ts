// A list of rows that several people write: making, moving and removing rows, and where the focus goes. Not here: how
// rows are drawn in order (rows_renderer), what is inside a row (row_view), how rows are stored (rows_model).
import type * as Y from "yjs";
import type { Board, ColumnSchema, FieldSchema, Part } from "../board/board_context";
import { lineKeys } from "../document/line_text";
import {
  addRow,
  byTime,
  isEmpty,
  moveRow,
  newRowId,
  type PlainValue,
  type Row,
  type RowMap,
  rankAtEnd,
  ranksBehind,
  rowAt,
  rowsIn,
  rowsRoot,
  setRemoved,
} from "../document/rows_model";
import { TimelinePaste } from "../pasting/timeline_paste";
import { EmptyRows } from "./empty_rows";
import { watchFocus } from "./list_focus";
import { pasteInto } from "./paste_into_rows";
import type { RowHost, RowView, SurroundingTimes } from "./row_interfaces";
import { IN_ORDER_OF_TIME, type ListOrder, movablePeers, ORDERS } from "./row_order";
import { rowView } from "./row_view";
import { RowsRenderer } from "./rows_renderer";
import { timesAround } from "./times_around";

export interface RowsListProps {
  section: () => string;
  /** typed values that stand before the text; the others follow it; `hidden` ones are not drawn */
  before?: readonly string[];
  hidden?: readonly string[];
  order?: ListOrder;
  /** values that each new row gets */
  values?: () => Record<string, string>;
  note?: RowHost["note"];
  mark?: RowHost["mark"];
  /** rows that are kept and not drawn */
  shown?: (row: Row) => boolean;
  /** its rows may have pictures */
  pictures?: boolean;
  /** several lines that hold times are shown in a preview first, and files can be given */
  preview?: boolean;
}

export interface RowsPart extends Part {
  /** what is offered under the list */
  readonly offer: HTMLElement | null;
}

export function rowsList(board: Board, field: FieldSchema, props: RowsListProps): RowsPart {
  return new RowsList(board, field, props);
}

class RowsList implements RowHost, RowsPart {
  readonly board: Board;
  readonly field: FieldSchema;
  readonly section: () => string;
  readonly before: readonly ColumnSchema[];
  readonly after: readonly ColumnSchema[];
  readonly note: RowHost["note"];
  readonly mark: RowHost["mark"];
  readonly pictures: boolean;
  readonly #props: RowsListProps;
  readonly #root: Y.Map<RowMap>;
  readonly #order: (a: Row, b: Row) => number;
  readonly #empty: EmptyRows;
  readonly #renderer: RowsRenderer;
  readonly #preview: TimelinePaste | null;
  /** where a text goes that a preview gives back as plain lines */
  #pastedInto: RowView | null = null;
  readonly #stopFocus: () => void;
  readonly #stopZone: () => void;
  /** this list makes a row right now, and draws it itself */
  #creating = false;

  constructor(board: Board, field: FieldSchema, props: RowsListProps) {
    this.board = board;
    this.field = field;
    this.section = props.section;
    this.note = props.note;
    this.mark = props.mark;
    this.pictures = props.pictures === true;
    this.#props = props;
    this.before = field.columns.filter(({ key }) => props.before?.includes(key));
    this.after = field.columns.filter(({ key }) => !props.before?.includes(key) && !props.hidden?.includes(key));
    this.#root = rowsRoot(board.doc, field.id);
    this.#order = ORDERS[props.order ?? "rank"];
    this.#empty = new EmptyRows(board.doc, this.#root, board.connection.localOrigin);
    this.#renderer = new RowsRenderer({
      board,
      label: field.label,
      root: this.#root,
      order: this.#order,
      shown: (row) => props.shown?.(row) ?? true,
      makeView: (row) => rowView(this, row),
    });
    this.#root.observeDeep(this.#changed);
    this.#stopFocus = watchFocus(this.#renderer, (active) =>
      this.#empty.removeLeft(active?.row?.id, board.readonly.get()),
    );
    this.#stopZone = board.zone.subscribe(() => this.#renderer.render(false));
    this.#renderer.render();
    this.#preview = props.preview === true ? this.#makePreview() : null;
  }

  get offer(): HTMLElement | null {
    return this.#preview?.dom ?? null;
  }

  get dom(): HTMLElement {
    return this.#renderer.list;
  }

  destroy(): void {
    this.#preview?.destroy();
    this.#stopFocus();
    this.#root.unobserveDeep(this.#changed);
    this.#empty.removeLeft(undefined, this.board.readonly.get());
    this.#stopZone();
    this.#renderer.destroy();
  }

  createRow(view: RowView, text: string, values: Record<string, PlainValue>): Row {
    const id = newRowId();
    const { draftBehind } = this.#renderer;
    const before = draftBehind === null ? null : rowAt(this.#root, draftBehind);
    const rank = before ? (ranksBehind(this.#root, before, 1)[0] as string) : rankAtEnd(this.#root);
    this.#renderer.adoptDraft(id, view);
    this.#empty.begun(id);
    this.#creating = true;
    const row = addRow(this.board.doc, this.#root, this.board.connection.localOrigin, {
      id,
      rank,
      text,
      values: { ...this.#props.values?.(), ...values },
      lines: lineKeys(this.field.id),
    });
    this.#creating = false;
    view.bindRow(row);
    this.#renderer.newDraft();
    this.#renderer.render();
    return row;
  }

  timesAround(view: RowView): SurroundingTimes {
    return timesAround(this.#renderer.views(), view, this.#root, this.board.connection.now());
  }

  // Never into a row that is there already: somebody else may be about to fill it. The draft is nobody's but mine.
  enter(view: RowView): void {
    if (!view.row || this.board.readonly.get()) return;
    this.#renderer.draftBehind = view.row.id;
    this.#renderer.render(false);
    this.#renderer.draft.focusFirst();
  }

  paste(view: RowView, text: string): boolean {
    this.#pastedInto = view;
    return this.#preview?.take(text) === true || this.#pasteLines(view, text);
  }

  #makePreview(): TimelinePaste {
    return new TimelinePaste(this.board, this.field, this.#renderer.list, {
      plain: (text) => {
        const views = this.#renderer.views();
        const known = this.#pastedInto && views.includes(this.#pastedInto) ? this.#pastedInto : this.#renderer.draft;
        this.#pasteLines(known, text);
      },
      focus: (row) => this.#renderer.viewOf(row)?.focus("end"),
      pictures: (files, target) => this.#renderer.viewAround(target).addPictures(files),
    });
  }

  #pasteLines(view: RowView, text: string): boolean {
    const { hidden, values } = this.#props;
    return pasteInto(
      {
        board: this.board,
        field: this.field.id,
        root: this.#root,
        columns: this.field.columns.filter(({ key }) => key !== "from" && !hidden?.includes(key)),
        around: () => this.timesAround(view),
        values: values?.() ?? {},
        inserted: (lastId) => this.#renderer.viewOf(lastId)?.focus("end"),
      },
      view,
      text,
    );
  }

  next(view: RowView): void {
    const target = this.#neighbour(view, 1);
    if (target?.row) target.focus("end");
    else target?.focusFirst();
  }

  previous(view: RowView): boolean {
    const target = this.#neighbour(view, -1);
    target?.focus("end");
    return target !== undefined;
  }

  move(view: RowView, by: -1 | 1): void {
    const { row } = view;
    if (!row || this.board.readonly.get()) return;
    const shown = rowsIn(this.#root, this.#order).filter((other) => this.#props.shown?.(other) ?? true);
    const peers = movablePeers(shown, row, this.#order);
    if (this.#order === byTime && peers.length < 2) return this.board.notify(IN_ORDER_OF_TIME);
    this.board.undo.stopCapturing();
    this.#renderer.moving = true;
    moveRow(this.board.doc, this.#root, this.board.connection.localOrigin, row.id, by, peers);
    this.#renderer.moving = false;
  }

  remove(view: RowView, how: "key" | "button"): void {
    const { row } = view;
    if (!row || this.board.readonly.get()) return;
    const hadContent = row.text.length > 0 || !isEmpty(row);
    if (how === "button") this.dom.focus({ preventScroll: true });
    else if (!this.previous(view)) this.#renderer.draft.focus();
    this.board.undo.stopCapturing();
    this.#setRemoved(row, true);
    if (row.text.length === 0) this.#empty.removed(row.id);
    if (hadContent) this.board.notify("Row removed.", { label: "Undo", run: () => this.#setRemoved(row, false) });
  }

  revive(row: Row): void {
    this.#setRemoved(row, false);
  }

  #setRemoved(row: Row, removed: boolean): void {
    setRemoved(this.board.doc, row, this.board.connection.localOrigin, removed);
  }

  #neighbour(view: RowView, by: -1 | 1): RowView | undefined {
    const views = this.#renderer.views();
    return views[views.indexOf(view) + by];
  }

  readonly #changed = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    if (this.#creating) return;
    this.#empty.reviveFilled();
    if (events.some((event) => event.path.length < 2)) return this.#renderer.render(transaction.local);
    // Text changed inside a row: its editor shows that by itself; the note under it may say something else now.
    if (!this.note && !this.mark) return;
    for (const { path } of events) this.#renderer.changedWithin(path, transaction.local);
  };
}
