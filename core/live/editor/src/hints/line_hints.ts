// Hints in a plain input of one sentence. Not here: where the value lives (control), how marks are drawn
// (line_mark_layer), when it is looked at (hint_requester).
import { EditorState, type TransactionSpec } from "@codemirror/state";
import type { Board } from "../board/board_context";
import { type Control, isFocused } from "../fields/control";
import { SHOWN_EVENT } from "../fields/line_control";
import { h } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import { difference } from "../shared/text_difference";
import { HintController } from "./hint_controller";
import { hintDescriptions, hintElementId } from "./hint_descriptions";
import type { HintContext } from "./hint_requester";
import {
  acceptingHint,
  type FoundHint,
  foundHints,
  isTyped,
  openHint,
  remoteChange,
  type Span,
  setOpenHint,
  typedSpans,
} from "./hint_state";
import type { HintSurface } from "./hint_surface";
import { LineMarkLayer } from "./line_mark_layer";

/** The same control, with hints. Its input must be a text area. `listChanged`: with all its hints, when they change. */
export function withHints(
  board: Board,
  control: Control,
  context: HintContext,
  listChanged?: (list: readonly FoundHint[]) => void,
): Control {
  return new HintedLine(board, control, context, listChanged);
}

class HintedLine implements Control {
  readonly dom: HTMLElement;
  readonly #board: Board;
  readonly #control: Control;
  readonly #input: HTMLTextAreaElement;
  readonly #layer = new LineMarkLayer();
  readonly #descriptions = h("div", { hidden: true });
  readonly #controller: HintController;
  #state: EditorState;
  /** a hint's own button changes the text right now */
  #accepting = false;
  /** nothing was shown yet: what stood there already was not typed now */
  #first = true;

  constructor(
    board: Board,
    control: Control,
    context: HintContext,
    listChanged?: (list: readonly FoundHint[]) => void,
  ) {
    this.#board = board;
    this.#control = control;
    this.#input = control.dom as HTMLTextAreaElement;
    this.dom = h("div", { class: "hinted" }, this.#layer.dom, this.#input, this.#descriptions);
    this.#state = EditorState.create({ doc: this.#input.value, extensions: [typedSpans, foundHints, openHint] });
    this.#controller = new HintController(board, this.#surface(), context, listChanged);
    this.#listen();
  }

  show(value: unknown, mine: boolean): void {
    this.#control.show(value, mine);
    this.#first = false;
  }

  focus(): void {
    this.#control.focus();
  }

  destroy(): void {
    this.#controller.destroy();
    this.#control.destroy();
  }

  #listen(): void {
    const input = this.#input;
    input.addEventListener("input", () => this.#follow(true));
    input.addEventListener("blur", () => this.#follow(false));
    input.addEventListener(SHOWN_EVENT, (event) => {
      const { mine } = (event as CustomEvent<{ mine: boolean }>).detail;
      this.#follow(mine && !this.#first);
    });
    const caretMoved = (): void =>
      this.#controller.changed({ changes: null, typed: null, caretMoved: true, resized: false });
    input.addEventListener("click", caretMoved);
    input.addEventListener("keyup", (event) => {
      if (/^(Arrow|Home|End)/.test(event.key)) caretMoved();
    });
    input.addEventListener("keydown", (event) => {
      if (this.#keyUsed(event)) event.preventDefault();
    });
    // The marks lie behind the input; the pointer is over both.
    input.addEventListener("mousemove", (event) =>
      this.#controller.pointerOver(this.#layer.hintAt(event.clientX, event.clientY)),
    );
  }

  #keyUsed(event: KeyboardEvent): boolean {
    if (isComposing(event)) return false;
    if (event.key === "Escape") return this.#controller.dismissKey();
    return event.key === "Enter" && event.altKey && this.#controller.acceptKey();
  }

  // Brings the state in line with what the input shows now.
  #follow(mine: boolean): void {
    const input = this.#input;
    const caret = isFocused(this.#board, input) ? input.selectionEnd : input.value.length;
    const changes = difference(this.#state.sliceDoc(), input.value, caret);
    if (!changes) return;
    const annotations = [
      ...(mine ? [] : [remoteChange.of(true)]),
      ...(this.#accepting ? [acceptingHint.of(true)] : []),
    ];
    this.#apply({ changes, annotations });
  }

  #apply(spec: TransactionSpec): void {
    const tr = this.#state.update(spec);
    this.#state = tr.state;
    this.#controller.changed({
      changes: tr.docChanged ? tr.changes.desc : null,
      typed: isTyped(tr) ? this.#input.selectionEnd : null,
      caretMoved: false,
      resized: false,
    });
    this.#draw();
  }

  #draw(): void {
    const opened = this.#state.field(openHint);
    const drawn = this.#layer.draw(this.#state.sliceDoc(), this.#controller.list(), opened);
    this.#descriptions.replaceChildren(...hintDescriptions(drawn));
    if (drawn.length > 0)
      this.#input.setAttribute("aria-describedby", drawn.map(({ hint }) => hintElementId(hint)).join(" "));
    else this.#input.removeAttribute("aria-describedby");
  }

  #replaceText(span: Span, text: string): void {
    if (this.#board.readonly.get()) return;
    this.#apply({ effects: setOpenHint.of(null) });
    this.#accepting = true;
    this.#input.setRangeText(text, span.from, span.to, "end");
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
    this.#accepting = false;
  }

  #surface(): HintSurface {
    const input = this.#input;
    return {
      dom: this.dom,
      state: () => this.#state,
      effect: (...effects) => this.#apply({ effects }),
      hasFocus: () => isFocused(this.#board, input),
      composing: () => false,
      caret: () => input.selectionEnd,
      select(pos) {
        input.focus();
        input.setSelectionRange(pos, pos);
      },
      focus: () => input.focus(),
      replaceText: (span, text) => this.#replaceText(span, text),
      lineBox: (pos) => this.#layer.lineBox(pos) ?? input.getBoundingClientRect(),
      reserveSpace: () => undefined,
    };
  }
}
