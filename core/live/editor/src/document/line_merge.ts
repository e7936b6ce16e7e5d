// What one input shows of a shared text, and which remote changes it does not show yet. The person's own changes are
// applied at once; remote ones may be held while an input method composes, and are then mapped to their positions.
// Pure: no DOM, no document.
import { ChangeSet } from "@codemirror/state";
import { difference } from "../shared/text_difference";

/** An operation of a Yjs text event. */
export interface Operation {
  retain?: number;
  delete?: number;
  insert?: unknown;
}

/** One unit for one unit, so that places in the input are places in the text. */
export const asSingleLine = (text: string): string => text.replace(/[\n\r\0]/g, " ");

export class LineMerge {
  #shown = "";
  #held = ChangeSet.empty(0);

  /** what the input shows, as far as it was looked at */
  get shown(): string {
    return this.#shown;
  }

  /** Something of the others waits to be shown. */
  get hasHeldChanges(): boolean {
    return !this.#held.empty;
  }

  /** Begins anew: the input and the document say this. */
  reset(text: string): void {
    this.#shown = text;
    this.#held = ChangeSet.empty(text.length);
  }

  /** The input says `value` now, with the caret at `near`: what that changes in the document, null if nothing. */
  typed(value: string, caret: number): ChangeSet | null {
    const change = difference(this.#shown, value, caret);
    if (!change) return null;
    const mine = ChangeSet.of(change, this.#shown.length);
    const there = mine.map(this.#held);
    this.#held = this.#held.map(mine, true);
    this.#shown = value;
    return there;
  }

  /** The document changed by this. What is no words, or fits nowhere, is left to `become`. */
  remoteChange(delta: readonly Operation[]): void {
    const change = changeOf(delta, this.#held.newLength);
    if (change) this.#held = this.#held.compose(change);
  }

  /** Whatever happened, this is what stands in the document now. */
  syncTo(typedText: string): void {
    const now = applied(this.#shown, this.#held);
    const change = difference(now, typedText, typedText.length);
    if (change) this.#held = this.#held.compose(ChangeSet.of(change, now.length));
  }

  /** Shows what waited: the new words, and where a place in the old ones is now. */
  applyHeld(): { text: string; mapPosition(at: number): number } {
    const to = this.#held;
    this.reset(applied(this.#shown, to));
    return { text: this.#shown, mapPosition: (at) => to.mapPos(Math.min(at, to.length)) };
  }
}

function applied(text: string, change: ChangeSet): string {
  let result = "";
  let at = 0;
  change.iterChanges((from, to, _from, _to, inserted) => {
    result += text.slice(at, from) + inserted.sliceString(0);
    at = to;
  });
  return result + text.slice(at);
}

// As the document tells it: of two same letters side by side it knows which one was put in.
function changeOf(delta: readonly Operation[], length: number): ChangeSet | null {
  const changes: { from: number; to?: number; insert?: string }[] = [];
  let at = 0;
  for (const { retain = 0, delete: deleted = 0, insert } of delta) {
    if (insert !== undefined && typeof insert !== "string") return null;
    if (insert !== undefined) changes.push({ from: at, insert: asSingleLine(insert) });
    if (deleted > 0) changes.push({ from: at, to: at + deleted });
    at += retain + deleted;
  }
  return at <= length ? ChangeSet.of(changes, length) : null;
}
