// A few answers side by side, all in sight: the severity with its guide, yes or no.
// Native radio buttons, so arrows and screen readers work. Not here: where the answer lives.
import type { OptionSchema } from "../board/board_context";
import { h } from "../shared/dom";
import { type Control, type ControlProps, lockWithBoard } from "./control";

let groups = 0;

export function radioControl(
  props: ControlProps & { options: readonly OptionSchema[]; look: "cards" | "pills" },
): Control {
  groups += 1;
  const name = `group-${groups}`;
  const inputs = props.options.map((option) =>
    h("input", {
      type: "radio",
      name,
      value: option.value,
      "aria-label": option.label,
      "aria-description": option.help || null,
    }),
  );
  const clear = h("button", { type: "button", class: "quiet clear", onclick: () => props.set(null) }, "Clear");
  const dom = h(
    "div",
    { class: `choices ${props.look}`, role: "radiogroup", "aria-label": props.label, "data-key": props.key },
    ...props.options.map((option, i) => {
      const input = inputs[i] as HTMLInputElement;
      return h(
        "label",
        { class: "choice", "data-value": option.value },
        input,
        h(
          "span",
          { class: "choice-words" },
          h("strong", null, option.label),
          option.help && h("span", { class: "choice-help" }, option.help),
        ),
      );
    }),
    clear,
  );
  for (const input of inputs) input.addEventListener("change", () => props.set(input.value));
  const stop = lockWithBoard(props.board, ...inputs, clear);
  return {
    dom,
    show(value) {
      for (const input of inputs) input.checked = input.value === value;
      clear.hidden = !inputs.some((input) => input.checked);
    },
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0])?.focus(),
    destroy: stop,
  };
}
