// The elements of a due date: the text that is typed, and the browser's own calendar one click away. Not here: what is
// read from the text, where the value lives.
import { h } from "../shared/dom";
import type { ControlProps } from "./control";

const MAX_LENGTH = 300;

export interface DueInputs {
  readonly text: HTMLInputElement;
  readonly day: HTMLInputElement;
  readonly pick: HTMLButtonElement;
}

export function dueInputs(props: Pick<ControlProps, "key" | "label" | "placeholder">): DueInputs {
  const text = h("input", {
    type: "text",
    class: "due",
    "data-key": props.key,
    "aria-label": props.label,
    placeholder: props.placeholder || "a day",
    autocomplete: "off",
    maxlength: MAX_LENGTH,
    spellcheck: "false",
    enterkeyhint: "done",
    dir: "auto",
  });
  const day = h("input", {
    type: "date",
    class: "due-day",
    "data-key": `${props.key}.date`,
    tabindex: -1,
    "aria-hidden": "true",
    "aria-label": `${props.label}: day`,
    min: "1970-01-01",
    max: "2200-12-31",
  });
  const pick = h("button", {
    type: "button",
    class: "due-pick",
    tabindex: -1,
    "aria-label": `${props.label}: choose a day`,
    title: "Choose a day",
    onclick: () => openCalendar(day, pick),
  });
  return { text, day, pick };
}

// There is one input until the calendar is asked for. It opens where its input stands: behind the button, and measured
// before it is asked, since what was put in just now stands nowhere yet.
function openCalendar(day: HTMLInputElement, pick: HTMLElement): void {
  if (!day.isConnected) pick.after(day);
  day.getBoundingClientRect();
  try {
    day.showPicker();
  } catch {
    // No calendar to open: the input itself, to be typed into.
    day.classList.add("bare");
    day.removeAttribute("aria-hidden");
    day.tabIndex = 0;
    day.focus();
  }
}
