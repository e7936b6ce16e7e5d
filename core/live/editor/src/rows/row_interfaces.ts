// What a row and its list know of each other. Shapes only. Not here: drawing, the document.
import type { Board, ColumnSchema, FieldSchema } from "../board/board_context";
import type { PlainValue, Row } from "../document/rows_model";
import type { TextEditor } from "../fields/text_editor";
import type { TimelineContext } from "../time/moment_resolution";

/** The times between which a row stands, for a time whose date nobody typed. */
export type SurroundingTimes = Omit<TimelineContext, "own" | "day">;

/** The list, as its rows see it. */
export interface RowHost {
  readonly board: Board;
  readonly field: FieldSchema;
  readonly section: () => string;
  /** typed values before and after the text */
  readonly before: readonly ColumnSchema[];
  readonly after: readonly ColumnSchema[];
  /** the draft becomes a row of the document */
  createRow(view: RowView, text: string, values: Record<string, PlainValue>): Row;
  timesAround(view: RowView): SurroundingTimes;
  /** the key that means a new row: mine, directly behind this one */
  enter(view: RowView): void;
  /** several lines came in at once; whether they became rows */
  paste(view: RowView, text: string): boolean;
  next(view: RowView): void;
  /** false when there is no row before this one */
  previous(view: RowView): boolean;
  move(view: RowView, by: -1 | 1): void;
  remove(view: RowView, how: "key" | "button"): void;
  /** somebody types into a row that was removed: it stays */
  revive(row: Row): void;
  /** its rows may have pictures */
  readonly pictures: boolean;
  /** what some lists show under or behind a row */
  readonly note?: (row: Row | null, context: RowContext) => HTMLElement | null;
  /** what some lists show before a row's words, and beside them */
  readonly mark?: (row: () => Row | null) => RowMark;
}

/** Controls of a row that are no values of it. */
export interface RowMark {
  readonly before: HTMLElement;
  readonly beside: HTMLElement;
  draw(): void;
  destroy(): void;
}

/** What only this tab knows about a row. */
export interface RowContext {
  /** this person wrote in it, during this visit */
  mine: boolean;
  /** whether the hints miss an end in its text, or in one of its values */
  vague(key: string): boolean;
}

export interface RowView {
  readonly dom: HTMLElement;
  readonly row: Row | null;
  readonly editor: TextEditor;
  /** shows the typed values as they are now */
  show(mine: boolean): void;
  /** a text in the row changed, which its own control or editor shows by itself: what depends on it is drawn */
  changedWithin(key: string, mine: boolean): void;
  bindRow(row: Row): void;
  focus(where?: "start" | "end"): void;
  /** where a new row is begun: its time, if it has one, else its text */
  focusFirst(): void;
  /** pictures that were dropped on the row, or on the list while this is the draft */
  addPictures(files: readonly File[]): void;
  destroy(): void;
}
