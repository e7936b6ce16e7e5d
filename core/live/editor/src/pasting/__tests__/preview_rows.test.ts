// The rows of a preview: nobody adds a timeline of another year without seeing it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { all, freshHost } from "../../testing/dom";
import { PreviewRows } from "../preview_rows";
import { RowRange } from "../row_range";
import type { ReadRow } from "../timeline_reading";

test("a row of another year shows its year, in the zone of the room", () => {
  const rows = new PreviewRows([], () => undefined);
  freshHost().append(rows.dom);
  const read = (at: string, line: number): ReadRow => ({ at, who: "", text: "sign-in fails", line });
  const given = [read("2021-03-31T12:06:00Z", 1), read("2025-12-31T23:30:00Z", 2), read("2026-11-02T09:00:00Z", 3)];
  rows.show(given, "Europe/Berlin", "2026-11-23");
  const days = all(rows.dom, ".paste-when small").map((day) => day.textContent);
  assert.deepEqual(days, ["Wed 31 Mar 2021", "Thu 1 Jan", "Mon 2 Nov"]);
});

const many = (count: number): ReadRow[] =>
  Array.from({ length: count }, (_, at) => ({
    at: "2026-11-02T09:00:00Z",
    who: "",
    text: `row ${at}`,
    line: 2 * at + 1,
  }));

function shown(count: number): { rows: PreviewRows; chosen(): number[]; click(at: number, shiftKey?: boolean): void } {
  const rows = new PreviewRows([], () => undefined);
  freshHost().append(rows.dom);
  rows.show(many(count), "UTC", "2026-11-23");
  const boxes = all(rows.dom, ".paste-choose") as HTMLInputElement[];
  return {
    rows,
    chosen: () => boxes.flatMap((box, at) => (box.checked ? [at] : [])),
    click: (at, shiftKey = false) =>
      void boxes[at]?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey })),
  };
}

test("of 4,000 rows those of some lines are chosen, added or left out at once", () => {
  const { rows, chosen } = shown(4000);
  rows.chooseLines(3, 7, "only");
  assert.deepEqual(chosen(), [1, 2, 3]);
  assert.equal(rows.chosen().length, 3);
  rows.chooseLines(8, 11, "too");
  assert.deepEqual(chosen(), [1, 2, 3, 4, 5]);
  rows.chooseLines(5, 6, "not");
  assert.deepEqual(chosen(), [1, 3, 4, 5]);
  rows.chooseAll(false);
  assert.equal(rows.count, 0);
});

test("with Shift a click takes all from the click before along, in both directions", () => {
  const { rows, chosen, click } = shown(10);
  click(2);
  click(6, true);
  assert.deepEqual(chosen(), [0, 1, 7, 8, 9]);
  click(5);
  click(3, true);
  assert.deepEqual(chosen(), [0, 1, 3, 4, 5, 7, 8, 9]);
  assert.equal(rows.count, 8);
});

test("lines are asked for where there are many rows, begin with all of them, and Enter adds nothing", () => {
  const asked: unknown[] = [];
  const range = new RowRange((...choice) => void asked.push(choice));
  freshHost().append(range.dom);
  range.show([1, 2, 3]);
  assert.equal(range.dom.hidden, true);
  range.show(many(30).map(({ line }) => line));
  assert.equal(range.dom.hidden, false);
  const [from, to] = all(range.dom, "input") as HTMLInputElement[];
  assert.ok(from && to);
  assert.deepEqual([from.value, to.value], ["1", "59"]);
  [from.value, to.value] = ["40", "9"];
  for (const button of all(range.dom, "button") as HTMLButtonElement[]) button.click();
  const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
  from.dispatchEvent(enter);
  assert.equal(enter.defaultPrevented, true);
  assert.deepEqual(asked, [
    [9, 40, "only"],
    [9, 40, "too"],
    [9, 40, "not"],
    [9, 40, "only"],
  ]);
});
