// A field with one typed value in the document's facts: a line, a choice, a date, minutes, yes or no.
// Never here: lists of rows, sets, prose.
import type { Board, FieldSchema, Part } from "./board_context";
import { dateControl, lineControl, minutesControl, selectControl, toggleControl, type Control, type Plain } from "./control";
import { radioControl } from "./control_radio";
import { addDays, dayLabel, isDate, storedInstant, toInstant, toLocal } from "./datetime";
import { h, setText } from "./dom";
import { labelled } from "./field_frame";
import { inWords, times } from "./metrics";
import { rowsIn, rowsRoot } from "./rows_model";
import type { Stop } from "./signal";

/** Where a field's value stands among the facts: "summary.severity" is "severity". */
export function factKey(field: string): string {
  return field.slice(field.lastIndexOf(".") + 1);
}

export function typedField(board: Board, field: FieldSchema): Part {
  const key = factKey(field.id);
  const set = (value: Plain | null): void => {
    if (board.readonly.get() || (board.facts.get(key) ?? null) === value) return;
    board.edit(() => (value === null ? board.facts.delete(key) : board.facts.set(key, value)));
  };
  const control = controlFor(board, field, key, set);
  const beside = companion(board, field, key, set);
  const watch = (event: { keysChanged: Set<unknown> }, transaction: { local: boolean }): void => {
    if (event.keysChanged.has(key)) control.show(board.facts.get(key), transaction.local);
  };
  board.facts.observe(watch);
  control.show(board.facts.get(key), true);
  return {
    dom: labelled(field, h("div", { class: "typed" }, control.dom, beside?.dom)),
    destroy() {
      board.facts.unobserve(watch);
      control.destroy();
      beside?.stop();
    },
  };
}

function controlFor(board: Board, field: FieldSchema, key: string, set: (value: Plain | null) => void): Control {
  const needs = { board, key, label: field.label, placeholder: field.placeholder, options: field.options, set };
  switch (field.kind) {
    case "choice":
      return field.options.length <= 5 ? radioControl({ ...needs, look: "cards" }) : selectControl(needs);
    case "yesno":
      return yesNo(needs);
    case "toggle":
      return toggleControl(needs);
    case "date":
      return dateControl(needs);
    case "datetime":
      return momentControl(board, needs);
    case "minutes":
      return minutesControl(needs);
    default:
      return lineControl({ ...needs, names: key === "tracker" });
  }
}

function yesNo(needs: Parameters<typeof lineControl>[0]): Control {
  const options = [{ value: "yes", label: "Yes", help: "" }, { value: "no", label: "No", help: "" }];
  const radio = radioControl({ ...needs, options, look: "pills", set: (value) => needs.set(value === null ? null : value === "yes") });
  return { ...radio, show: (value, mine) => radio.show(value === true ? "yes" : value === false ? "no" : null, mine) };
}

// A moment outside the timeline: the browser's own date and time in one, in the postmortem's zone.
function momentControl(board: Board, needs: Parameters<typeof lineControl>[0]): Control {
  const input = h("input", { type: "datetime-local", "data-key": needs.key, "aria-label": needs.label });
  let latest: unknown = null;
  const draw = (): void => {
    const local = toLocal(latest, board.zone.get());
    input.value = local ? `${local.date}T${local.time}` : "";
  };
  input.addEventListener("change", () => {
    const [date = "", time = ""] = input.value.split("T");
    if (input.value === "") needs.set(null);
    else if (isDate(date)) needs.set(toInstant({ date, time }, board.zone.get()));
  });
  const stop = board.zone.subscribe(draw);
  return { dom: input, show: (value) => ((latest = value), draw()), focus: () => input.focus(), destroy: stop };
}

/** What stands beside some values: the computed duration, a date two weeks on. */
function companion(board: Board, field: FieldSchema, key: string, set: (value: Plain | null) => void): { dom: HTMLElement; stop: Stop } | null {
  if (key === "duration") return computedDuration(board, set);
  if (field.kind === "date") return inTwoWeeks(board, key, set);
  return null;
}

function computedDuration(board: Board, set: (value: Plain | null) => void): { dom: HTMLElement; stop: Stop } {
  const words = h("span", { class: "beside-words" });
  const use = h("button", { type: "button", class: "quiet", onclick: () => set(null) }, "Use the timeline's");
  const root = rowsRoot(board.doc, "timeline");
  const draw = (): void => {
    const { value, short } = times(rowsIn(root)).resolve;
    setText(words, value === null ? `The timeline cannot tell yet: ${short}.` : `The timeline says ${inWords(value)}.`);
    use.hidden = value === null || board.readonly.get() || typeof board.facts.get("duration") !== "number";
  };
  root.observeDeep(draw);
  board.facts.observe(draw);
  draw();
  const stop = (): void => (root.unobserveDeep(draw), board.facts.unobserve(draw));
  return { dom: h("span", { class: "beside" }, h("span", { class: "unit" }, "min"), words, use), stop };
}

function inTwoWeeks(board: Board, key: string, set: (value: Plain | null) => void): { dom: HTMLElement; stop: Stop } {
  const words = h("span", { class: "beside-words" });
  const today = (): string => toLocal(storedInstant(board.connection.now()), board.zone.get())?.date ?? "";
  const two = h("button", { type: "button", class: "quiet", onclick: () => set(addDays(today(), 14)) }, "In two weeks");
  const draw = (): void => {
    const date = board.facts.get(key);
    setText(words, isDate(date) ? dayLabel(date, today()) : "");
    two.hidden = isDate(date) || board.readonly.get();
  };
  board.facts.observe(draw);
  const stop = board.readonly.subscribe(draw);
  draw();
  return { dom: h("span", { class: "beside" }, words, two), stop: () => (board.facts.unobserve(draw), stop()) };
}
