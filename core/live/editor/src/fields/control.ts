// Native inputs for typed values: a choice from a list, a switch. A control shows a value and says when the person
// changed it; it never overwrites what is being typed. Not here: where the value lives, lines of text (line_control),
// times of day (time_control), radio groups (radio_control).
import type { Board, OptionSchema } from "../board/board_context";
import type { PlainValue } from "../document/rows_model";
import { h } from "../shared/dom";
import type { Disposer } from "../shared/signal";

export interface ControlProps {
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
  /** characters that can be typed, where a line may have more than others */
  longest?: number;
  /** null: nothing is known (any more). `words`: what was typed, where it is kept beside the value. */
  set(value: PlainValue | null, text?: string): void;
}

export interface Control {
  readonly dom: HTMLElement;
  /** `mine`: it was changed in this tab (by undo, say), so it is shown even while somebody types here */
  show(value: unknown, mine: boolean, text?: string): void;
  focus(): void;
  destroy(): void;
}

/** A value from elsewhere waits this long for somebody who is typing into the same input. */
export const TYPING_MS = 4000;

/** Keeps an input locked while the board is. Text stays readable and selectable. */
export function lockWithBoard(
  board: Board,
  ...inputs: (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement)[]
): Disposer {
  const lock = (): void => {
    for (const input of inputs) {
      if (input instanceof HTMLTextAreaElement) input.readOnly = board.readonly.get();
      else if (input instanceof HTMLInputElement && (input.type === "text" || input.type === "number"))
        input.readOnly = board.readonly.get();
      else input.disabled = board.readonly.get();
    }
  };
  lock();
  return board.readonly.subscribe(lock);
}

/** Tells the connection while an input method composes in this input: then nobody is moved to another section. */
export function reportComposition(board: Board, input: HTMLElement): void {
  input.addEventListener("compositionstart", () => board.connection.unfinishedTyping.setComposing(true));
  input.addEventListener("compositionend", () => board.connection.unfinishedTyping.setComposing(false));
}

export function isFocused(board: Board, input: HTMLElement): boolean {
  return board.root.activeElement === input;
}

export function selectControl(props: ControlProps): Control {
  const none = h("option", { value: "" }, props.placeholder || props.label);
  const options = props.options ?? [];
  const input = h(
    "select",
    { "data-key": props.key, "aria-label": props.label },
    none,
    ...options.map((option) => h("option", { value: option.value, title: option.help }, option.label)),
  );
  input.addEventListener("change", () => {
    input.dataset.value = input.value;
    props.set(input.value || null);
  });
  const stop = lockWithBoard(props.board, input);
  return {
    dom: input,
    show(value) {
      const known = options.some((option) => option.value === value) ? String(value) : "";
      if (input.value !== known) input.value = known;
      input.dataset.value = known;
      input.title = options.find((option) => option.value === known)?.help ?? "";
    },
    focus: () => input.focus(),
    destroy: stop,
  };
}

export function toggleControl(props: ControlProps): Control {
  const input = h("input", {
    type: "checkbox",
    class: "toggle",
    "data-key": props.key,
    "aria-label": props.label,
    title: props.label,
  });
  input.addEventListener("change", () => props.set(input.checked ? true : null));
  const stop = lockWithBoard(props.board, input);
  return {
    dom: input,
    show(value) {
      input.checked = value === true;
    },
    focus: () => input.focus(),
    destroy: stop,
  };
}
