// The shared screen says what is there, kindly what is missing, and never stumbles over a strange value.
import assert from "node:assert/strict";
import test from "node:test";
import type { ColumnSchema, FieldSchema } from "../../board/board_context";
import { cellOf, hasContent, splitAtCarets, valueText } from "../value_text";

const option = (value: string, label: string) => ({ value, label, help: "" });
const column = (
  key: string,
  kind: string,
  options = [option("started", "Started"), option("other", "Other")],
): ColumnSchema => ({ key, kind, label: key, placeholder: "", options });
const field = (kind: string, options = [option("P1", "P1 · Critical"), option("x", "Ex")]): FieldSchema => ({
  id: `f.${kind}`,
  kind,
  label: "F",
  help: "",
  placeholder: "",
  options,
  columns: [],
  optional: false,
});
const currentText = (kind: string, key: string, value: unknown) =>
  cellOf(column(key, kind), value, "Europe/Berlin", false).text;

test("a time stands in the postmortem's zone, with its day when the rows span several", () => {
  const at = column("at", "datetime");
  assert.equal(cellOf(at, "2026-03-10T01:14:00Z", "Europe/Berlin", false).text, "02:14");
  assert.match(cellOf(at, "2026-03-09T23:30:00Z", "Europe/Berlin", true).text, /10 Mar.* 00:30/);
  assert.ok(cellOf(at, null, "UTC", false).lead);
  assert.equal(cellOf(at, "yesterday", "UTC", false).text, "");
});

test("a missing owner or date is asked for", () => {
  assert.deepEqual(cellOf(column("owner", "line"), undefined, "UTC", false), {
    key: "owner",
    lead: false,
    text: "owner?",
    missing: true,
  });
  assert.deepEqual(cellOf(column("due", "date"), "soon", "UTC", false), {
    key: "due",
    lead: false,
    text: "date?",
    missing: true,
  });
  assert.equal(cellOf(column("owner", "line"), " Mara ", "UTC", false).text, "Mara");
  assert.equal(cellOf(column("due", "date"), "2026-12-01", "UTC", false).missing, false);
});

test("choices are shown by their label, and “other” not at all", () => {
  assert.equal(currentText("choice", "kind", "started"), "Started");
  assert.equal(currentText("choice", "kind", "other"), "");
  assert.equal(currentText("choice", "kind", "invented"), "");
  assert.equal(currentText("choice", "kind", 7), "");
});

test("how we know that it is done reads as one sentence", () => {
  assert.equal(
    currentText("line", "done_when", "A test volume rings the phone."),
    "Done when a test volume rings the phone.",
  );
  assert.equal(currentText("line", "done_when", "CPU stays below 60 %"), "Done when CPU stays below 60 %");
  assert.equal(currentText("line", "done_when", ""), "");
});

test("a check mark stands before its words", () => {
  const done = cellOf(column("done", "toggle"), true, "UTC", false);
  assert.deepEqual([done.lead, done.text], [true, "✓"]);
  assert.equal(cellOf(column("done", "toggle"), undefined, "UTC", false).text, "○");
  assert.equal(cellOf(column("star", "toggle"), true, "UTC", false).text, "");
});

test("a row that was only opened is not shown, one with a time or a word is", () => {
  const row = (text: string, values: Record<string, unknown>) => ({ text, map: new Map(Object.entries(values)) });
  const columns = [column("at", "datetime"), column("kind", "choice"), column("who", "line")];
  assert.ok(!hasContent(row("", {}), columns));
  assert.ok(!hasContent(row("", { kind: "cause" }), columns));
  assert.ok(hasContent(row("", { at: "2026-03-10T01:14:00Z" }), columns));
  assert.ok(hasContent(row("x", {}), columns));
});

test("typed fields become words, and strange values become nothing", () => {
  assert.equal(valueText(field("choice"), "P1"), "P1 · Critical");
  assert.equal(valueText(field("choice"), "x"), "x · Ex");
  assert.equal(valueText(field("yesno"), false), "No");
  assert.equal(valueText(field("minutes"), 37), "37 min");
  assert.equal(valueText(field("line"), "  Mara "), "Mara");
  for (const kind of ["choice", "yesno", "minutes", "date", "line"])
    assert.equal(valueText(field(kind), { odd: 1 }), "");
});

test("carets cut the words where they stand, in order, and never beyond the end", () => {
  const [a, b, c] = [{ head: 5 }, { head: 0 }, { head: 99 }];
  assert.deepEqual(splitAtCarets("Hello you", [a, b, c]), [b, "Hello", a, " you", c]);
  assert.deepEqual(splitAtCarets("", [c]), [c]);
  assert.deepEqual(splitAtCarets("plain", []), ["plain"]);
  assert.deepEqual(splitAtCarets("ab", [{ head: 1 }, { head: 1 }]), ["a", { head: 1 }, { head: 1 }, "b"]);
});
