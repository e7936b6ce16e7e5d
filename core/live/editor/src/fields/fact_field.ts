// A field whose value stands in the document's facts: its control, what stands beside it, and the way to the document
// and back. Not here: controls.
import type { Board, FieldSchema, Part } from "../board/board_context";
import type { PlainValue } from "../document/rows_model";
import { holdsAll, setValueWithText, typedTextKey, typedTextOf, valueWithText } from "../document/typed_text";
import { h } from "../shared/dom";
import type { Disposer } from "../shared/signal";
import type { Control, ControlProps } from "./control";
import { fieldFrame } from "./field_frame";

export interface Beside {
  dom: HTMLElement;
  stop: Disposer;
}

/** Where a field's value stands among the facts: "summary.severity" is "severity". */
export function factKey(field: string): string {
  return field.slice(field.lastIndexOf(".") + 1);
}

export function factField(
  board: Board,
  field: FieldSchema,
  makeControl: (props: ControlProps) => Control,
  makeBeside?: (props: ControlProps) => Beside,
): Part {
  const key = factKey(field.id);
  const set = (value: PlainValue | null, text?: string): void => {
    if (board.readonly.get() || holdsAll(board.facts, valueWithText(key, value, text))) return;
    board.edit(() => setValueWithText(board.facts, key, value, text));
  };
  const props = { board, key, label: field.label, placeholder: field.placeholder, options: field.options, set };
  const control = makeControl(props);
  const beside = makeBeside?.(props);
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
