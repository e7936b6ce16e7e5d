// One line that several people type into at once: a native input on a shared text. What I type goes into the document
// at once, what others type is shown at once, and the caret stays at its letter. While an input method composes, the
// others' letters wait, because a new value would end the composition; then they are shown.
// Not here: where the text lives (line_text), hints (line_hints).
import type { ChangeSet } from "@codemirror/state";
import * as Y from "yjs";
import { asSingleLine, LineMerge } from "../document/line_merge";
import { lineValue } from "../document/line_text";
import { isComposing } from "../shared/input_method";
import { replaceLoneSurrogates } from "../shared/lone_surrogates";
import { makeDisposables } from "../shared/signal";
import type { Control, ControlProps } from "./control";
import { isFocused, lockWithBoard } from "./control";
import { keepOneLine, type LineElement, lineInput } from "./line_input";

export interface LineProps extends ControlProps {
  /** the shared text, made when it is not there yet; null in a draft, which `set` makes a row of */
  text(): Y.Text | null;
}

/** Dispatched by the input after it shows what somebody else typed, or what undo brought back. */
export const SHOWN_EVENT = "debrief-shown";

export function lineControl(props: LineProps): Control {
  return new LineControl(props);
}

class LineControl implements Control {
  readonly dom: HTMLElement;
  readonly #props: LineProps;
  readonly #input: LineElement;
  readonly #merge = new LineMerge();
  readonly #disposables = makeDisposables();
  #bound: Y.Text | null = null;
  #composing = false;
  #writing = false;

  constructor(props: LineProps) {
    this.#props = props;
    const { input, dom, stop } = lineInput(props);
    this.#input = input;
    this.dom = dom;
    this.#listen();
    this.#disposables.add(lockWithBoard(props.board, input), stop);
  }

  show(value: unknown, mine: boolean): void {
    this.#bind(value instanceof Y.Text ? value : null);
    if (!this.#writing) this.#syncTo(asSingleLine(lineValue(value)), mine);
  }

  focus(): void {
    this.#input.focus();
  }

  destroy(): void {
    this.#composed();
    this.#bind(null);
    this.#disposables.dispose();
  }

  #listen(): void {
    const { board, wraps } = this.#props;
    const input: HTMLElement = this.#input;
    input.addEventListener("input", () => {
      board.connection.unfinishedTyping.noteKeystroke();
      this.#typed();
    });
    input.addEventListener("compositionstart", () => {
      this.#composing = true;
      board.connection.unfinishedTyping.setComposing(true);
    });
    input.addEventListener("compositionend", () => this.#composed());
    input.addEventListener("blur", () => this.#composed());
    // It is one line, whatever it is drawn in: Enter ends it and puts nothing into it.
    input.addEventListener("keydown", (event) => {
      if (wraps && event.key === "Enter" && !isComposing(event)) event.preventDefault();
    });
  }

  #composed(): void {
    if (this.#composing) this.#props.board.connection.unfinishedTyping.setComposing(false);
    this.#composing = false;
    this.#typed();
    this.#showHeld(false);
  }

  #typed(): void {
    const { board } = this.#props;
    const input = this.#input;
    if (/[\n\r\0]/.test(input.value)) keepOneLine(input);
    const typed = replaceLoneSurrogates(input.value);
    if (typed === this.#merge.shown || board.readonly.get()) return;
    const text = this.#bound ?? this.#props.text();
    if (!text) {
      // A draft: the row is made with this text, and then this input is bound to it.
      this.#merge.reset(typed);
      return this.#props.set(typed);
    }
    this.#bind(text);
    const change = this.#merge.typed(typed, input.selectionEnd ?? typed.length);
    if (change) this.#write(text, change);
    // Something that is not text may be embedded in it: then only the text as a whole can be trusted.
    this.#syncTo(asSingleLine(text.toString()), false);
  }

  #write(text: Y.Text, change: ChangeSet): void {
    this.#writing = true;
    this.#props.board.edit(() => {
      let shift = 0;
      change.iterChanges((from, to, _from, _to, inserted) => {
        if (to > from) text.delete(from + shift, to - from);
        if (inserted.length > 0) text.insert(from + shift, inserted.sliceString(0));
        shift += inserted.length - (to - from);
      });
    });
    this.#writing = false;
  }

  #bind(text: Y.Text | null): void {
    if (text === this.#bound) return;
    this.#bound?.unobserve(this.#changed);
    this.#bound = text;
    text?.observe(this.#changed);
  }

  readonly #changed = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (this.#writing) return;
    this.#merge.remoteChange(event.delta);
    this.#syncTo(asSingleLine(event.target.toString()), transaction.local);
  };

  #syncTo(text: string, mine: boolean): void {
    this.#merge.syncTo(text);
    this.#showHeld(mine);
  }

  #showHeld(mine: boolean): void {
    if (this.#composing || !this.#merge.hasHeldChanges) return;
    const input = this.#input;
    const { selectionStart, selectionEnd, selectionDirection } = input;
    const { text, mapPosition } = this.#merge.applyHeld();
    input.value = text;
    if (isFocused(this.#props.board, input)) {
      const [start, end] = [mapPosition(selectionStart ?? 0), mapPosition(selectionEnd ?? 0)];
      input.setSelectionRange(start, end, selectionDirection ?? undefined);
    }
    input.dispatchEvent(new CustomEvent(SHOWN_EVENT, { detail: { mine } }));
  }
}
