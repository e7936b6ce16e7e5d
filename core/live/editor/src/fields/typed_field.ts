// A field with one typed value in the document's facts: a line, a choice, a date, minutes, yes or no.
// Not here: lists of rows, sets, prose.
import type { Board, FieldSchema, Part } from "../board/board_context";
import { ensureLineText } from "../document/line_text";
import { incidentTimes } from "../document/metrics";
import { type PlainValue, rowsIn, rowsRoot } from "../document/rows_model";
import { holdsAll, setValueWithText, typedTextKey, typedTextOf, valueWithText } from "../document/typed_text";
import { h, setText } from "../shared/dom";
import type { Disposer } from "../shared/signal";
import {
  addDays,
  instantOf,
  instantsOf,
  isDate,
  offsetIfAmbiguous,
  storedInstant,
  todayIn,
  toLocal,
} from "../time/datetime";
import { durationText } from "../time/durations";
import { skippedMessage } from "../time/moment_resolution";
import { type Control, type ControlProps, selectControl, toggleControl } from "./control";
import { dueControl } from "./due_control";
import { fieldFrame } from "./field_frame";
import { lineControl } from "./line_control";
import { minutesControl } from "./minutes_control";
import { radioControl } from "./radio_control";

/** Where a field's value stands among the facts: "summary.severity" is "severity". */
export function factKey(field: string): string {
  return field.slice(field.lastIndexOf(".") + 1);
}

export function typedField(board: Board, field: FieldSchema): Part {
  const key = factKey(field.id);
  const set = (value: PlainValue | null, text?: string): void => {
    if (board.readonly.get() || holdsAll(board.facts, valueWithText(key, value, text))) return;
    board.edit(() => setValueWithText(board.facts, key, value, text));
  };
  const control = controlFor(board, field, key, set);
  const beside = besideControl(board, field, key, set);
  const show = (mine: boolean): void => control.show(board.facts.get(key), mine, typedTextOf(board.facts, key));
  const watch = (event: { keysChanged: Set<unknown> }, transaction: { local: boolean }): void => {
    if (event.keysChanged.has(key) || event.keysChanged.has(typedTextKey(key))) show(transaction.local);
  };
  board.facts.observe(watch);
  show(true);
  return {
    dom: fieldFrame(field, h("div", { class: "typed" }, control.dom, beside?.dom)),
    destroy() {
      board.facts.unobserve(watch);
      control.destroy();
      beside?.stop();
    },
  };
}

function controlFor(
  board: Board,
  field: FieldSchema,
  key: string,
  set: (value: PlainValue | null, text?: string) => void,
): Control {
  const props = { board, key, label: field.label, placeholder: field.placeholder, options: field.options, set };
  switch (field.kind) {
    case "choice":
      return field.options.length <= 5 ? radioControl({ ...props, look: "cards" }) : selectControl(props);
    case "yesno":
      return yesNo(props);
    case "toggle":
      return toggleControl(props);
    case "date":
      return dueControl(props);
    case "datetime":
      return dateTimeControl(board, props);
    case "minutes":
      return minutesControl(props);
    default:
      return lineControl({
        ...props,
        names: key === "tracker",
        text: () => ensureLineText(board.doc, board.facts, key),
      });
  }
}

function yesNo(props: ControlProps): Control {
  const options = [
    { value: "yes", label: "Yes", help: "" },
    { value: "no", label: "No", help: "" },
  ];
  const radio = radioControl({
    ...props,
    options,
    look: "pills",
    set: (value) => props.set(value === null ? null : value === "yes"),
  });
  return { ...radio, show: (value, mine) => radio.show(value === true ? "yes" : value === false ? "no" : null, mine) };
}

// A moment outside the timeline: the browser's own date and time in one, in the postmortem's zone.
function dateTimeControl(board: Board, props: ControlProps): Control {
  const input = h("input", { type: "datetime-local", "data-key": props.key, "aria-label": props.label });
  const offset = h("span", { class: "beside-words num", "data-offset": "" });
  let latest: unknown = null;
  const draw = (): void => {
    const local = toLocal(latest, board.zone.get());
    input.value = local ? `${local.date}T${local.time}` : "";
    setText(offset, offsetIfAmbiguous(latest, board.zone.get()));
  };
  input.addEventListener("change", () => {
    const [date = "", time = ""] = input.value.split("T");
    if (input.value === "") props.set(null);
    else if (isDate(date)) {
      // Of an hour that comes twice the one that stood there stays.
      const own = instantOf(latest);
      const [first, second] = instantsOf({ date, time }, board.zone.get());
      if (first === undefined) return board.notify(skippedMessage(date, time));
      props.set(storedInstant(second !== undefined && own !== null && own - first > second - own ? second : first));
    }
  });
  const stop = board.zone.subscribe(draw);
  return {
    dom: h("span", { class: "beside" }, input, offset),
    show(value) {
      latest = value;
      draw();
    },
    focus: () => input.focus(),
    destroy: stop,
  };
}

/** What stands beside some values: the computed duration, a date two weeks on. */
function besideControl(
  board: Board,
  field: FieldSchema,
  key: string,
  set: (value: PlainValue | null) => void,
): { dom: HTMLElement; stop: Disposer } | null {
  if (key === "duration") return computedDuration(board, set);
  if (field.kind === "date") return twoWeeksButton(board, key, set);
  return null;
}

function computedDuration(board: Board, set: (value: PlainValue | null) => void): { dom: HTMLElement; stop: Disposer } {
  const label = h("span", { class: "beside-words" });
  const use = h("button", { type: "button", class: "quiet", onclick: () => set(null) }, "Use the timeline's");
  const root = rowsRoot(board.doc, "timeline");
  const draw = (): void => {
    const { value, short } = incidentTimes(rowsIn(root)).resolve;
    setText(
      label,
      value === null ? `The timeline cannot tell: ${short}.` : `The timeline says ${durationText(value)}.`,
    );
    use.hidden = value === null || board.readonly.get() || typeof board.facts.get("duration") !== "number";
  };
  root.observeDeep(draw);
  board.facts.observe(draw);
  draw();
  const stop = (): void => {
    root.unobserveDeep(draw);
    board.facts.unobserve(draw);
  };
  return { dom: h("span", { class: "beside" }, h("span", { class: "unit" }, "min"), label, use), stop };
}

function twoWeeksButton(
  board: Board,
  key: string,
  set: (value: PlainValue | null) => void,
): { dom: HTMLElement; stop: Disposer } {
  const today = (): string => todayIn(board.zone.get(), board.connection.now());
  const two = h("button", { type: "button", class: "quiet", onclick: () => set(addDays(today(), 14)) }, "In two weeks");
  const draw = (): void => {
    const date = board.facts.get(key);
    two.hidden = isDate(date) || board.readonly.get();
  };
  board.facts.observe(draw);
  const stop = board.readonly.subscribe(draw);
  draw();
  return {
    dom: h("span", { class: "beside" }, two),
    stop() {
      board.facts.unobserve(draw);
      stop();
    },
  };
}
