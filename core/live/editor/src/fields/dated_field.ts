// A day or a moment among the document's facts, with a button for a day two weeks on.
// Not here: how days are typed (due_control), times of the timeline (time_control).
import type { Board, FieldSchema, Part } from "../board/board_context";
import type { PlainValue } from "../document/rows_model";
import { h, setText } from "../shared/dom";
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
import { skippedMessage } from "../time/moment_resolution";
import type { Control, ControlProps } from "./control";
import { dueControl } from "./due_control";
import { type Beside, factField } from "./fact_field";

export function datedField(board: Board, field: FieldSchema): Part {
  if (field.kind === "datetime") return factField(board, field, (props) => dateTimeControl(board, props));
  return factField(board, field, dueControl, ({ key, set }) => twoWeeksButton(board, key, set));
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

function twoWeeksButton(board: Board, key: string, set: (value: PlainValue | null) => void): Beside {
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
