// A field with one typed value in the document's facts: a line, a choice, minutes, yes or no.
// Not here: lists of rows, sets, prose, days and moments (dated_field).
import type { Board, FieldSchema, Part } from "../board/board_context";
import { ensureLineText } from "../document/line_text";
import { incidentTimes } from "../document/metrics";
import { type PlainValue, rowsIn, rowsRoot } from "../document/rows_model";
import { h, setText } from "../shared/dom";
import { durationText } from "../time/durations";
import { type Control, type ControlProps, selectControl, toggleControl } from "./control";
import { type Beside, factField, factKey } from "./fact_field";
import { lineControl } from "./line_control";
import { minutesControl } from "./minutes_control";
import { radioControl } from "./radio_control";

export function typedField(board: Board, field: FieldSchema): Part {
  const beside = factKey(field.id) === "duration" ? ({ set }: ControlProps) => computedDuration(board, set) : undefined;
  return factField(board, field, (props) => controlFor(board, field, props), beside);
}

function controlFor(board: Board, field: FieldSchema, props: ControlProps): Control {
  switch (field.kind) {
    case "choice":
      return field.options.length <= 5
        ? radioControl({ ...props, options: field.options, look: "cards" })
        : selectControl(props);
    case "yesno":
      return yesNo(props);
    case "toggle":
      return toggleControl(props);
    case "minutes":
      return minutesControl(props);
    default:
      return lineControl({
        ...props,
        names: props.key === "tracker",
        text: () => ensureLineText(board.doc, board.facts, props.key),
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

/** What the timeline says of the duration, beside the number that can be typed. */
function computedDuration(board: Board, set: (value: PlainValue | null) => void): Beside {
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
