// What a list of rows is made with, and what it offers. Shapes only.
import type { Part } from "../board/board_context";
import type { Row } from "../document/rows_model";
import type { RowHost } from "./row_interfaces";
import type { ListOrder } from "./row_order";

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
  /** the first rows now, the others when more are asked for */
  inParts?: boolean;
}

export interface RowsPart extends Part {
  /** what is offered under the list */
  readonly offer: HTMLElement | null;
  more(): boolean;
  drawAll(): void;
}
