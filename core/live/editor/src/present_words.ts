// What the shared screen says about typed values: a row's time, kind, owner and date, a field's choice. Pure;
// a missing owner or date is said kindly, because an action without them is the one that is forgotten.
import type * as Y from "yjs";
import type { ColumnSchema, FieldSchema } from "./board_context";
import { dayLabel, isDate, toLocal } from "./datetime";

/** One typed value of a row, ready to be shown. */
export interface Cell {
  key: string;
  /** stands before the words: a time, a check mark */
  lead: boolean;
  words: string;
  missing: boolean;
}

export function cell(column: ColumnSchema, value: unknown, zone: string, dated: boolean): Cell {
  const shape = { key: column.key, lead: column.key === "at", missing: false };
  if (column.kind === "datetime") {
    const local = toLocal(value, zone);
    return { ...shape, words: local ? `${dated ? `${dayLabel(local.date)} ` : ""}${local.time}` : "" };
  }
  if (column.key === "done") return { ...shape, lead: true, words: value === true ? "✓" : "○" };
  if (column.kind === "toggle") return { ...shape, words: "" };
  // "Other" says nothing that the row does not say itself.
  if (column.kind === "choice") return { ...shape, words: value === "other" ? "" : labelOf(column, value) };
  if (column.kind === "date") return { ...shape, words: isDate(value) ? dayLabel(value) : "date?", missing: !isDate(value) };
  const text = typeof value === "string" ? value.trim() : "";
  if (column.key === "owner") return { ...shape, words: text || "owner?", missing: text === "" };
  return { ...shape, words: column.key === "done_when" && text ? `Done when ${lowered(text)}` : text };
}

function labelOf(column: ColumnSchema, value: unknown): string {
  return column.options.find((one) => one.value === value)?.label ?? "";
}

// "A test volume…" after "Done when" reads better small; "CPU stays…" and "Mara…" are left as they are.
function lowered(text: string): string {
  return /^(A|An|The|Eight|Nine|Ten|No|Every|Each|Somebody|Nobody|All) /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Whether a row has anything to show: one that was only opened has not. */
export function shows(row: { text: Y.Text | string; map: { get(key: string): unknown } }, columns: readonly ColumnSchema[]): boolean {
  return row.text.length > 0 || columns.some((column) => column.key !== "kind" && Boolean(row.map.get(column.key)));
}

/** A field's typed value as words; empty when there is none, or none that can be read. */
export function typedWords(field: FieldSchema, value: unknown): string {
  if (field.kind === "choice") {
    const option = field.options.find((one) => one.value === value);
    return option ? (option.label.startsWith(option.value) ? option.label : `${option.value} · ${option.label}`) : "";
  }
  if (field.kind === "yesno") return value === true ? "Yes" : value === false ? "No" : "";
  if (field.kind === "minutes") return typeof value === "number" ? `${value} min` : "";
  if (field.kind === "date") return isDate(value) ? dayLabel(value) : "";
  return typeof value === "string" ? value.trim() : "";
}

/** The words cut at each caret: pieces of text and, between them, whose caret stands there. */
export function cut<C extends { head: number }>(words: string, carets: readonly C[]): (string | C)[] {
  const parts: (string | C)[] = [];
  let at = 0;
  for (const caret of [...carets].sort((a, b) => a.head - b.head)) {
    const head = Math.max(0, Math.min(caret.head, words.length));
    if (head > at) parts.push(words.slice(at, head));
    at = Math.max(at, head);
    parts.push(caret);
  }
  if (at < words.length) parts.push(words.slice(at));
  return parts;
}
