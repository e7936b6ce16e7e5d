// Which control a row's typed value gets. Not here: where the value lives, the row around it.
import type * as Y from "yjs";
import type { ColumnSchema } from "../board/board_context";
import { CHECKLIST } from "../document/checklist";
import type { PlainValue, Row } from "../document/rows_model";
import { type Control, selectControl, toggleControl } from "../fields/control";
import { dueControl } from "../fields/due_control";
import { lineControl } from "../fields/line_control";
import { linkControl } from "../fields/link_control";
import { minutesControl } from "../fields/minutes_control";
import { timeControl } from "../fields/time_control";
import type { FoundHint } from "../hints/hint_state";
import { withHints } from "../hints/line_hints";
import { checklistControl } from "./checklist_control";
import type { RowHost, RowView } from "./row_interfaces";

/** The row that a control stands in. */
export interface RowAccess {
  row(): Row | null;
  view(): RowView;
  /** the shared text of a line, which this person is about to type into; null in a draft */
  text(key: string): Y.Text | null;
  hintsChanged(key: string, list: readonly FoundHint[]): void;
}

export function rowControl(
  host: RowHost,
  here: RowAccess,
  column: ColumnSchema,
  set: (value: PlainValue | null, text?: string) => void,
): Control {
  const { board } = host;
  const props = {
    board,
    key: column.key,
    label: column.label,
    placeholder: column.placeholder,
    options: column.options,
    set,
  };
  const text = (): Y.Text | null => here.text(column.key);
  switch (column.kind) {
    case "choice":
      return selectControl(props);
    case "toggle":
      return host.field.id === CHECKLIST ? checklistControl(props, () => here.row()) : toggleControl(props);
    case "date":
      return dueControl(props);
    case "link":
      return linkControl({ ...props, text, action: () => here.row()?.id ?? null });
    case "minutes":
      return minutesControl(props);
    case "datetime":
      return timeControl({
        ...props,
        place: assumptionKey(host, here, column),
        around: () => host.timesAround(here.view()),
        done: () => here.view().focus(),
      });
    default:
      if (column.key === "done_when") {
        const about = {
          field: `${host.field.id}.${column.key}`,
          section: host.section,
          row: () => here.row()?.id ?? null,
        };
        return withHints(board, lineControl({ ...props, text, wraps: true }), about, (list) =>
          here.hintsChanged(column.key, list),
        );
      }
      return lineControl({ ...props, text, names: column.key === "owner" || column.key === "who" });
  }
}

function assumptionKey(host: RowHost, here: RowAccess, column: ColumnSchema): () => string {
  return () => `${host.field.id}/${here.row()?.id ?? "draft"}/${column.key}`;
}
