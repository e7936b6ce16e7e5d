// Three large answers to one question; one press answers. A conflict with another answer is shown beside them. Not
// here: what an answer does.
import { type Child, h, setAttr, setText, svg } from "../shared/dom";

export interface Choice {
  value: string;
  title: string;
  description: string;
  icon: readonly string[];
}

const CIRCLE = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17";
export const OUTCOMES: readonly Choice[] = [
  { value: "done", title: "Done", description: "It is there to see", icon: [CIRCLE, "M8.2 12.3l2.6 2.6 5-5.2"] },
  {
    value: "moved",
    title: "Not yet",
    description: "Keeps its owner, gets a new date",
    icon: [CIRCLE, "M12 7.5V12l3 2"],
  },
  {
    value: "dropped",
    title: "Dropped",
    description: "We decided against it, with a reason",
    icon: [CIRCLE, "M8 12h8"],
  },
];
export const RECURRENCE: readonly Choice[] = [
  {
    value: "no",
    title: "No",
    description: "We would know before, or it would not matter",
    icon: [CIRCLE, "M8.2 12.3l2.6 2.6 5-5.2"],
  },
  {
    value: "less",
    title: "It would hurt less",
    description: "Still possible, but shorter or smaller",
    icon: [CIRCLE, "M12 8v7.5M8.8 12.4l3.2 3.2 3.2-3.2"],
  },
  {
    value: "yes",
    title: "Yes",
    description: "Nothing stands between it and us yet",
    icon: ["M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4.5v4h4"],
  },
];

export interface AnswerButtons {
  dom: HTMLElement;
  /** `chosen` is the one to show; `stored` is false while it is not kept yet */
  show(chosen: string, stored: boolean): void;
  /** what stands beside them: a conflict, or nothing */
  showMessage(sentence: string): void;
  focus(value: string): void;
}

export function makeAnswerButtons(
  label: string,
  choices: readonly Choice[],
  readonly: boolean,
  press: (value: string) => void,
): AnswerButtons {
  const message = h("p", { class: "told", role: "alert" });
  const buttons = choices.map((choice) =>
    h(
      "button",
      {
        type: "button",
        class: "answer",
        "data-answer": choice.value,
        "aria-pressed": "false",
        disabled: readonly,
        onclick: () => press(choice.value),
      },
      icon(choice.icon),
      h("b", null, choice.title),
      h("span", { class: "below" }, choice.description),
    ),
  );
  const dom = h(
    "div",
    { class: "asked" },
    h("div", { class: "answers", role: "group", "aria-label": label }, ...buttons),
    message,
  );
  return {
    dom,
    show(chosen, stored) {
      for (const button of buttons) {
        const on = button.dataset.answer === chosen;
        setAttr(button, "aria-pressed", String(on));
        setAttr(button, "data-stored", on ? String(stored) : null);
      }
    },
    showMessage: (sentence) => setText(message, sentence),
    focus: (value) => buttons.find((element) => element.dataset.answer === value)?.focus(),
  };
}

function icon(paths: readonly string[]): Child {
  const drawn = svg("svg", { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" });
  for (const d of paths) {
    drawn.append(
      svg("path", {
        d,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.9,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
      }),
    );
  }
  return drawn;
}
