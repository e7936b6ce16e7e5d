// The native input of one shared line, with the names of the people in the meeting to choose from. Not here: the text.
import type { Board } from "../board/board_context";
import { h } from "../shared/dom";
import { pastedText } from "../shared/pasted_text";
import type { Disposer } from "../shared/signal";
import type { ControlProps } from "./control";

export type LineElement = HTMLInputElement | HTMLTextAreaElement;

const MAX_LENGTH = 300;

export interface LineInput {
  readonly input: LineElement;
  /** the input alone, or around it the list of names */
  readonly dom: HTMLElement;
  stop: Disposer;
}

export function lineInput(props: ControlProps): LineInput {
  const list = props.names ? h("datalist", { id: `names-${Math.random().toString(36).slice(2)}` }) : null;
  const attributes = {
    class: "line",
    dir: "auto",
    "data-key": props.key,
    "aria-label": props.label,
    placeholder: props.placeholder ?? "",
    maxlength: props.longest ?? MAX_LENGTH,
    autocomplete: "off",
    enterkeyhint: "done",
  };
  const input = props.wraps
    ? h("textarea", { ...attributes, rows: 1 })
    : h("input", { ...attributes, type: "text", list: list?.id });
  return {
    input,
    dom: list ? h("span", { class: "line-wrap" }, input, list) : input,
    stop: list ? offerNames(props.board, list) : () => undefined,
  };
}

function offerNames(board: Board, list: HTMLDataListElement): Disposer {
  const fill = (): void => {
    const named = board.connection.members.get().filter((member) => !member.guest);
    list.replaceChildren(...named.map((member) => h("option", { value: member.name })));
  };
  fill();
  return board.connection.members.subscribe(fill);
}

/** A pasted line break becomes a space, and the caret stays behind what was pasted. */
export function keepOneLine(input: LineElement): void {
  const caret = toOneLine(input.value.slice(0, input.selectionEnd ?? input.value.length)).length;
  input.value = toOneLine(input.value);
  input.setSelectionRange(caret, caret);
}

function toOneLine(text: string): string {
  return pastedText(text).replace(/\s*\n\s*/g, " ");
}
