// What the shared screen says about typed values: a row's time, kind, owner and date, a field's choice. Pure;
// a missing owner or date is said kindly, because an action without them is the one that is forgotten.
import * as Y from "yjs";
import type { ColumnSchema, FieldSchema } from "../board/board_context";
import { actionLink } from "../document/action_link";
import { lineValue } from "../document/line_text";
import { picturesIn } from "../document/row_evidence";
import { dayLabel, isDate, offsetIfAmbiguous, toLocal } from "../time/datetime";

/** One typed value of a row, ready to be shown. */
export interface Cell {
  key: string;
  /** stands before the words: a time, a check mark */
  lead: boolean;
  text: string;
  missing: boolean;
}

export function cellOf(column: ColumnSchema, value: unknown, zone: string, dated: boolean): Cell {
  const shape = { key: column.key, lead: column.key === "at", missing: false };
  if (column.kind === "datetime") {
    const local = toLocal(value, zone);
    return {
      ...shape,
      text: local
        ? [dated ? dayLabel(local.date) : "", local.time, offsetIfAmbiguous(value, zone)].filter(Boolean).join(" ")
        : "",
    };
  }
  if (column.key === "done") return { ...shape, lead: true, text: value === true ? "✓" : "○" };
  if (column.kind === "toggle") return { ...shape, text: "" };
  // "Other" says nothing that the row does not say itself.
  if (column.kind === "choice") return { ...shape, text: value === "other" ? "" : labelOf(column, value) };
  if (column.kind === "date")
    return { ...shape, text: isDate(value) ? dayLabel(value) : "date?", missing: !isDate(value) };
  const text = lineValue(value).trim();
  if (column.kind === "link") return { ...shape, text: actionLink(text)?.label ?? text };
  if (column.key === "owner") return { ...shape, text: text || "owner?", missing: text === "" };
  return { ...shape, text: column.key === "done_when" && text ? `Done when ${lowercaseStart(text)}` : text };
}

function labelOf(column: ColumnSchema, value: unknown): string {
  return column.options.find((option) => option.value === value)?.label ?? "";
}

// "A test volume…" after "Done when" reads better small; "CPU stays…" and "Mara…" are left as they are.
function lowercaseStart(text: string): string {
  return /^(A|An|The|Eight|Nine|Ten|No|Every|Each|Somebody|Nobody|All) /.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

const hasValue = (value: unknown): boolean => (value instanceof Y.Text ? value.length > 0 : Boolean(value));

/** Whether a row has anything to show: one that was only opened has not. */
export function hasContent(
  row: { text: Y.Text | string; map: Pick<Y.Map<unknown>, "get" | "keys"> },
  columns: readonly ColumnSchema[],
): boolean {
  return (
    row.text.length > 0 ||
    picturesIn(row.map).length > 0 ||
    columns.some((column) => column.key !== "kind" && hasValue(row.map.get(column.key)))
  );
}

/** A field's typed value as words; empty when there is none, or none that can be read. */
export function valueText(field: FieldSchema, value: unknown): string {
  if (field.kind === "choice") {
    const option = field.options.find((item) => item.value === value);
    return option ? (option.label.startsWith(option.value) ? option.label : `${option.value} · ${option.label}`) : "";
  }
  if (field.kind === "yesno") return value === true ? "Yes" : value === false ? "No" : "";
  if (field.kind === "minutes") return typeof value === "number" ? `${value} min` : "";
  if (field.kind === "date") return isDate(value) ? dayLabel(value) : "";
  return lineValue(value).trim();
}

/** The words cut at each caret: pieces of text and, between them, whose caret stands there. */
export function splitAtCarets<C extends { head: number }>(text: string, carets: readonly C[]): (string | C)[] {
  const parts: (string | C)[] = [];
  let at = 0;
  for (const caret of [...carets].sort((a, b) => a.head - b.head)) {
    const head = Math.max(0, Math.min(caret.head, text.length));
    if (head > at) parts.push(text.slice(at, head));
    at = Math.max(at, head);
    parts.push(caret);
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
