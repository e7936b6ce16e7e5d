// A few answers side by side, all in sight: the severity with its guide, yes or no.
// Native radio buttons, so arrows and screen readers work. Never here: where the answer lives.
import type { OptionSchema } from "./board_context";
import { lockable, type Control, type ControlNeeds } from "./control";
import { h } from "./dom";

let groups = 0;

export function radioControl(needs: ControlNeeds & { options: readonly OptionSchema[]; look: "cards" | "pills" }): Control {
  const name = `group-${(groups += 1)}`;
  const inputs = needs.options.map((option) =>
    h("input", { type: "radio", name, value: option.value, "aria-label": option.label, "aria-description": option.help || null }),
  );
  const clear = h("button", { type: "button", class: "quiet clear", onclick: () => needs.set(null) }, "Clear");
  const dom = h(
    "div",
    { class: `choices ${needs.look}`, role: "radiogroup", "aria-label": needs.label, "data-key": needs.key },
    ...needs.options.map((option, i) => {
      const input = inputs[i] as HTMLInputElement;
      return h(
        "label",
        { class: "choice", "data-value": option.value },
        input,
        h("span", { class: "choice-words" }, h("strong", null, option.label), option.help && h("span", { class: "choice-help" }, option.help)),
      );
    }),
    clear,
  );
  for (const input of inputs) input.addEventListener("change", () => needs.set(input.value));
  const stop = lockable(needs.board, ...inputs, clear);
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
