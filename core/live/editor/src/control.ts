// Native inputs for typed values: a line, a choice from a list, a switch, a day, a number.
// A control shows a value and says when the person changed it; it never overwrites what is being typed.
// Never here: where the value lives, times of day (control_time), radio groups (control_radio).
import type { Board, OptionSchema } from "./board_context";
import { isDate } from "./datetime";
import { h } from "./dom";
import type { Stop } from "./signal";

export type Plain = string | number | boolean;

export interface ControlNeeds {
  board: Board;
  /** the handle of the input */
  key: string;
  label: string;
  placeholder?: string;
  options?: readonly OptionSchema[];
  /** what people here are called, to choose from */
  names?: boolean;
  /** a sentence that may need more than one line on a narrow screen */
  wraps?: boolean;
  /** null: nothing is known (any more) */
  set(value: Plain | null): void;
}

export interface Control {
  readonly dom: HTMLElement;
  /** `mine`: it was changed in this tab (by undo, say), so it is shown even while somebody types here */
  show(value: unknown, mine: boolean): void;
  focus(): void;
  destroy(): void;
}

const LINE_LENGTH = 300;
/** A value from elsewhere waits this long for somebody who is typing into the same input. */
const TYPING_MS = 4000;

/** Keeps an input locked while the board is. Text stays readable and selectable. */
export function lockable(board: Board, ...inputs: (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement)[]): Stop {
  const lock = (): void => {
    for (const input of inputs) {
      if (input instanceof HTMLTextAreaElement) input.readOnly = board.readonly.get();
      else if (input instanceof HTMLInputElement && (input.type === "text" || input.type === "number")) input.readOnly = board.readonly.get();
      else input.disabled = board.readonly.get();
    }
  };
  lock();
  return board.readonly.subscribe(lock);
}

export function isFocused(board: Board, input: HTMLElement): boolean {
  return board.root.activeElement === input;
}

export function lineControl(needs: ControlNeeds): Control {
  const { board } = needs;
  const list = needs.names ? h("datalist", { id: `names-${Math.random().toString(36).slice(2)}` }) : null;
  const about = { class: "line", "data-key": needs.key, "aria-label": needs.label, placeholder: needs.placeholder ?? "", maxlength: LINE_LENGTH, autocomplete: "off" };
  const input = needs.wraps ? h("textarea", { ...about, rows: 1 }) : h("input", { ...about, type: "text", list: list?.id });
  // It is still one line of text: Enter ends it.
  if (needs.wraps) input.addEventListener("keydown", (event) => void ((event as KeyboardEvent).key === "Enter" && event.preventDefault()));
  let typedAt = Number.NEGATIVE_INFINITY;
  let latest = "";
  const settle = (): void => {
    if (input.value !== latest) input.value = latest;
  };
  input.addEventListener("input", () => {
    typedAt = performance.now();
    board.connection.unfinishedTyping.noteKey();
    latest = input.value.replace(/\s*\n\s*/g, " ");
    needs.set(latest === "" ? null : latest);
  });
  input.addEventListener("compositionstart", () => board.connection.unfinishedTyping.setComposing(true));
  input.addEventListener("compositionend", () => board.connection.unfinishedTyping.setComposing(false));
  input.addEventListener("blur", settle);
  const fillNames = (): void => list?.replaceChildren(...board.connection.members.get().map((member) => h("option", { value: member.name })));
  fillNames();
  const stops = [lockable(board, input), list ? board.connection.members.subscribe(fillNames) : () => {}];
  return {
    dom: list ? h("span", { class: "line-wrap" }, input, list) : input,
    show(value, mine) {
      latest = typeof value === "string" ? value : "";
      if (!mine && isFocused(board, input) && performance.now() - typedAt < TYPING_MS) return;
      const { selectionStart, selectionEnd } = input;
      settle();
      if (isFocused(board, input)) input.setSelectionRange(selectionStart, selectionEnd);
    },
    focus: () => input.focus(),
    destroy: () => stops.forEach((stop) => stop()),
  };
}

export function selectControl(needs: ControlNeeds): Control {
  const none = h("option", { value: "" }, needs.placeholder || needs.label);
  const options = needs.options ?? [];
  const input = h(
    "select",
    { "data-key": needs.key, "aria-label": needs.label },
    none,
    ...options.map((option) => h("option", { value: option.value, title: option.help }, option.label)),
  );
  input.addEventListener("change", () => {
    input.dataset["value"] = input.value;
    needs.set(input.value || null);
  });
  const stop = lockable(needs.board, input);
  return {
    dom: input,
    show(value) {
      const known = options.some((option) => option.value === value) ? String(value) : "";
      if (input.value !== known) input.value = known;
      input.dataset["value"] = known;
      input.title = options.find((option) => option.value === known)?.help ?? "";
    },
    focus: () => input.focus(),
    destroy: stop,
  };
}

export function toggleControl(needs: ControlNeeds): Control {
  const input = h("input", { type: "checkbox", class: "toggle", "data-key": needs.key, "aria-label": needs.label, title: needs.label });
  input.addEventListener("change", () => needs.set(input.checked ? true : null));
  const stop = lockable(needs.board, input);
  return {
    dom: input,
    show: (value) => void (input.checked = value === true),
    focus: () => input.focus(),
    destroy: stop,
  };
}

export function dateControl(needs: ControlNeeds): Control {
  const { board } = needs;
  const input = h("input", { type: "date", "data-key": needs.key, "aria-label": needs.label, min: "1970-01-01", max: "9999-12-31" });
  let latest = "";
  const mark = (): void => void (input.dataset["empty"] = String(input.value === ""));
  // A year that is half typed ("0202") is no date yet, and an emptied part is empty for good only when one leaves.
  input.addEventListener("input", () => {
    board.connection.unfinishedTyping.noteKey();
    mark();
    if (!isDate(input.value) || input.value === latest) return;
    latest = input.value;
    needs.set(latest);
  });
  input.addEventListener("blur", () => {
    if (input.value === "" && !input.validity.badInput && latest !== "") {
      latest = "";
      needs.set(null);
    } else if (input.value !== latest) input.value = latest;
    mark();
  });
  const stop = lockable(board, input);
  return {
    dom: input,
    show(value, mine) {
      latest = isDate(value) ? value : "";
      if (mine || !isFocused(board, input)) {
        if (input.value !== latest) input.value = latest;
      }
      mark();
    },
    focus: () => input.focus(),
    destroy: stop,
  };
}

export function minutesControl(needs: ControlNeeds): Control {
  const { board } = needs;
  const input = h("input", {
    type: "number", min: 0, max: 10_000_000, step: 1, inputmode: "numeric", "data-key": needs.key, "aria-label": needs.label, placeholder: needs.placeholder ?? "",
  });
  let latest = "";
  input.addEventListener("input", () => {
    board.connection.unfinishedTyping.noteKey();
    if (input.value === "" ? input.validity.badInput : !input.validity.valid) return;
    latest = input.value;
    needs.set(input.value === "" ? null : Number(input.value));
  });
  input.addEventListener("blur", () => {
    if (input.value !== latest) input.value = latest;
  });
  // The wheel scrolls the page; it must not change a number by accident.
  input.addEventListener("wheel", () => input.blur(), { passive: true });
  const stop = lockable(board, input);
  return {
    dom: input,
    show(value, mine) {
      latest = typeof value === "number" && Number.isInteger(value) && value >= 0 ? String(value) : "";
      if (input.value !== latest && (mine || !isFocused(board, input))) input.value = latest;
    },
    focus: () => input.focus(),
    destroy: stop,
  };
}
