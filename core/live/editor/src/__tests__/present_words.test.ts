// The shared screen says what is there, kindly what is missing, and never stumbles over a strange value.
import assert from "node:assert/strict";
import test from "node:test";
import type { ColumnSchema, FieldSchema } from "../board_context";
import { cell, cut, shows, typedWords } from "../present_words";

const option = (value: string, label: string) => ({ value, label, help: "" });
const column = (key: string, kind: string, options = [option("started", "Started"), option("other", "Other")]): ColumnSchema => ({ key, kind, label: key, placeholder: "", options });
const field = (kind: string, options = [option("P1", "P1 · Critical"), option("x", "Ex")]): FieldSchema => ({
  id: `f.${kind}`, kind, label: "F", help: "", placeholder: "", options, columns: [], optional: false,
});
const words = (kind: string, key: string, value: unknown) => cell(column(key, kind), value, "Europe/Berlin", false).words;

test("a time stands in the postmortem's zone, with its day when the rows span several", () => {
  const at = column("at", "datetime");
  assert.equal(cell(at, "2026-03-10T01:14:00Z", "Europe/Berlin", false).words, "02:14");
  assert.match(cell(at, "2026-03-09T23:30:00Z", "Europe/Berlin", true).words, /10 Mar.* 00:30/);
  assert.ok(cell(at, null, "UTC", false).lead);
  assert.equal(cell(at, "yesterday", "UTC", false).words, "");
});

test("a missing owner or date is asked for", () => {
  assert.deepEqual(cell(column("owner", "line"), undefined, "UTC", false), { key: "owner", lead: false, words: "owner?", missing: true });
  assert.deepEqual(cell(column("due", "date"), "soon", "UTC", false), { key: "due", lead: false, words: "date?", missing: true });
  assert.equal(cell(column("owner", "line"), " Mara ", "UTC", false).words, "Mara");
  assert.equal(cell(column("due", "date"), "2026-12-01", "UTC", false).missing, false);
});

test("choices are shown by their label, and “other” not at all", () => {
  assert.equal(words("choice", "kind", "started"), "Started");
  assert.equal(words("choice", "kind", "other"), "");
  assert.equal(words("choice", "kind", "invented"), "");
  assert.equal(words("choice", "kind", 7), "");
});

test("how we know that it is done reads as one sentence", () => {
  assert.equal(words("line", "done_when", "A test volume rings the phone."), "Done when a test volume rings the phone.");
  assert.equal(words("line", "done_when", "CPU stays below 60 %"), "Done when CPU stays below 60 %");
  assert.equal(words("line", "done_when", ""), "");
});

test("a check mark stands before its words", () => {
  const done = cell(column("done", "toggle"), true, "UTC", false);
  assert.deepEqual([done.lead, done.words], [true, "✓"]);
  assert.equal(cell(column("done", "toggle"), undefined, "UTC", false).words, "○");
  assert.equal(cell(column("star", "toggle"), true, "UTC", false).words, "");
});

test("a row that was only opened is not shown, one with a time or a word is", () => {
  const row = (text: string, values: Record<string, unknown>) => ({ text, map: new Map(Object.entries(values)) });
  const columns = [column("at", "datetime"), column("kind", "choice"), column("who", "line")];
  assert.ok(!shows(row("", {}), columns));
  assert.ok(!shows(row("", { kind: "cause" }), columns));
  assert.ok(shows(row("", { at: "2026-03-10T01:14:00Z" }), columns));
  assert.ok(shows(row("x", {}), columns));
});

test("typed fields become words, and strange values become nothing", () => {
  assert.equal(typedWords(field("choice"), "P1"), "P1 · Critical");
  assert.equal(typedWords(field("choice"), "x"), "x · Ex");
  assert.equal(typedWords(field("yesno"), false), "No");
  assert.equal(typedWords(field("minutes"), 37), "37 min");
  assert.equal(typedWords(field("line"), "  Mara "), "Mara");
  for (const kind of ["choice", "yesno", "minutes", "date", "line"]) assert.equal(typedWords(field(kind), { odd: 1 }), "");
});

test("carets cut the words where they stand, in order, and never beyond the end", () => {
  const [a, b, c] = [{ head: 5 }, { head: 0 }, { head: 99 }];
  assert.deepEqual(cut("Hello you", [a, b, c]), [b, "Hello", a, " you", c]);
  assert.deepEqual(cut("", [c]), [c]);
  assert.deepEqual(cut("plain", []), ["plain"]);
  assert.deepEqual(cut("ab", [{ head: 1 }, { head: 1 }]), ["a", { head: 1 }, { head: 1 }, "b"]);
});
