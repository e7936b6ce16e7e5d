// Which control a row's typed value gets. Never here: where the value lives, the row around it.
import type { ColumnSchema } from "./board_context";
import { dateControl, lineControl, minutesControl, selectControl, toggleControl, type Control, type Plain } from "./control";
import { dueControl } from "./control_due";
import { timeControl } from "./control_time";
import { hintedLine } from "./hint_lines";
import type { Found } from "./hint_state";
import type { RowHost, RowView } from "./row_view";
import type { Row } from "./rows_model";

/** The row that a control stands in. */
export interface Here {
  row(): Row | null;
  view(): RowView;
  doubt(key: string, list: readonly Found[]): void;
}

export function controlOf(host: RowHost, here: Here, column: ColumnSchema, set: (value: Plain | null) => void): Control {
  const { board } = host;
  const needs = { board, key: column.key, label: column.label, placeholder: column.placeholder, options: column.options, set };
  switch (column.kind) {
    case "choice":
      return selectControl(needs);
    case "toggle":
      return toggleControl(needs);
    case "date":
      if (column.key === "due") return dueControl({ ...needs, place: placeOf(host, here, column) });
      return dateControl(needs);
    case "minutes":
      return minutesControl(needs);
    case "datetime":
      return timeControl({
        ...needs,
        place: placeOf(host, here, column),
        before: () => host.momentBefore(here.view()),
        done: () => here.view().focus(),
      });
    default:
      if (column.key === "done_when") {
        const about = { field: `${host.field.id}.${column.key}`, section: host.section, row: () => here.row()?.id ?? null };
        return hintedLine(board, lineControl({ ...needs, wraps: true }), about, (list) => here.doubt(column.key, list));
      }
      return lineControl({ ...needs, names: column.key === "owner" || column.key === "who" });
  }
}

function placeOf(host: RowHost, here: Here, column: ColumnSchema): () => string {
  return () => `${host.field.id}/${here.row()?.id ?? "draft"}/${column.key}`;
}
