// What was typed stands in the document at once, as words, beside the value that was read from it: "due_text" beside
// "due". So nothing is on its way when a field is left, and what cannot be read is kept, shown and exported as typed.
// The two keys change together, and an empty one is "", never gone: of two people who type at once, one pair wins
// whole. Not here: reading, DOM.
import type * as Y from "yjs";
import type { PlainValue } from "./rows_model";

/** The key beside a value under which its words stand. The server has the same in core/document/schema.py. */
export function typedTextKey(key: string): string {
  return `${key}_text`;
}

export function typedTextOf(map: Y.Map<unknown> | null | undefined, key: string): string {
  const text = map?.get(typedTextKey(key));
  return typeof text === "string" ? text : "";
}

/** What is to be written for a value and, if it has any, its words. */
export function valueWithText(key: string, value: PlainValue | null, text?: string): Record<string, PlainValue> {
  return text === undefined ? { [key]: value ?? "" } : { [key]: value ?? "", [typedTextKey(key)]: text };
}

export function holdsAll(map: Y.Map<unknown>, pair: Record<string, PlainValue>): boolean {
  return Object.entries(pair).every(([key, value]) => (map.get(key) ?? "") === value);
}

export function setValueWithText(map: Y.Map<unknown>, key: string, value: PlainValue | null, text?: string): void {
  if (text === undefined && value === null) map.delete(key);
  else for (const [name, item] of Object.entries(valueWithText(key, value, text))) map.set(name, item);
}

/** Without the empty ones: what a new row is given. */
export function withoutEmpty(pair: Record<string, PlainValue>): Record<string, PlainValue> {
  return Object.fromEntries(Object.entries(pair).filter(([, value]) => value !== ""));
}
