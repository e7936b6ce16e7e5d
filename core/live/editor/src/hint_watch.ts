// Hints in one text, whatever shows it: when it is looked at, the card of the hint that is open, the ways to use
// it or wave it away. Nothing of it leaves this screen but what the person decides. Never here: how marks are
// drawn, and how a text is changed (the surfaces: hint_marks for editors, hint_lines for one line).
import type { ChangeDesc } from "@codemirror/state";
import type { Board } from "./board_context";
import { h, replace } from "./dom";
import { makeAsker, type About, type Asker, type Text } from "./hint_asker";
import { hintCard, spoken } from "./hint_card";
import { deskOf, type By, type Desk, type Home } from "./hint_desk";
import { standing, type Standing } from "./hint_stand";
import type { Box } from "./hint_place";
import { found, hintAt, open, setFound, setOpen, type Found, type Span } from "./hint_state";
import { finishes } from "./hint_when";
import type { Reason } from "./hints";
import type { Stop } from "./signal";

/** What a watch needs of the thing that shows a text. */
export interface Surface extends Text {
  /** holds the text and the card */
  readonly dom: HTMLElement;
  caret(): number;
  /** puts the caret there, in sight */
  select(pos: number): void;
  focus(): void;
  /** changes words by a hint's own button */
  rewrite(span: Span, words: string): void;
  /** the line in which a place of the text is drawn, in the window */
  lineBox(pos: number, side: -1 | 1): Box | null;
  /** on a narrow screen the card stands in the text, which makes room under the line of `pos`; null: no more */
  room(at: { pos: number; height: number } | null): void;
}

export interface Change {
  /** what changed, if any words did */
  changes: ChangeDesc | null;
  /** this person did; up to where */
  typed: number | null;
  /** the caret was put somewhere, without typing */
  walked: boolean;
  resized: boolean;
}

const HOVER_MS = 250;
/** So much of the text before the caret tells whether a sentence was finished. */
const TAIL = 80;

export class Watch implements Home {
  readonly place = h("div", { class: "hint-place" });
  readonly field: string;
  readonly dom: HTMLElement;
  #shown: Found | null = null;
  #listed: readonly Found[] = [];
  #hover = 0;
  #hovered = false;
  #gone = false;
  #asker: Asker;
  #desk: Desk;
  #leave: Stop;
  #standing: Standing;

  constructor(readonly board: Board, readonly surface: Surface, about: About, readonly listed: (list: readonly Found[]) => void = () => {}) {
    this.field = about.field;
    this.dom = surface.dom;
    this.#listed = surface.state().field(found);
    this.#desk = deskOf(board);
    this.#leave = this.#desk.join(this);
    this.#asker = makeAsker(board, surface, about, (count) => this.#desk.appeared(count));
    surface.dom.append(this.place);
    this.#standing = standing(board, surface, this.place, () => this.opened());
    surface.dom.addEventListener("mouseleave", this.#mouseLeft);
    surface.dom.addEventListener("focusout", this.#left);
  }

  destroy(): void {
    this.#gone = true;
    window.clearTimeout(this.#hover);
    this.#standing.destroy();
    this.#asker.destroy();
    this.#leave();
    this.place.remove();
  }

  /** The surface says what happened to its state. */
  changed({ changes, typed, walked, resized }: Change): void {
    const state = this.surface.state();
    if (changes) this.#asker.moved(changes);
    if (typed !== null) {
      this.#asker.typed(finishes(state.sliceDoc(Math.max(0, typed - TAIL), typed)));
      // A card elsewhere is in the way of whoever types here.
      queueMicrotask(() => this.#desk.only(this));
    }
    const list = state.field(found);
    if (list !== this.#listed) this.listed((this.#listed = list));
    const now = state.field(open);
    if (now?.hint !== this.#shown?.hint) this.#draw(now);
    else if (now && (changes || resized)) this.#standing.again();
    this.#shown = now;
    if (walked && typed === null) queueMicrotask(() => this.#byCaret());
  }

  /** Back in a section: what was typed here earlier is looked at again. */
  look(): void {
    this.#asker.typed(false);
  }

  list(): readonly Found[] {
    return this.#gone ? [] : [...this.surface.state().field(found)].sort((a, b) => a.from - b.from);
  }

  opened(): Found | null {
    return this.#gone ? null : this.surface.state().field(open);
  }

  caret(): number | null {
    return this.surface.hasFocus() ? this.surface.caret() : null;
  }

  open(one: Found, by: By): void {
    this.#desk.only(this);
    this.#hovered = by === "hover";
    if (by === "key") {
      this.surface.select(one.from);
      this.#desk.say(spoken(one.hint));
    }
    this.surface.effect(setOpen.of(one));
  }

  close(): void {
    this.#hovered = false;
    if (this.opened()) this.surface.effect(setOpen.of(null));
  }

  forget(phrase: string): void {
    const rest = this.list().filter((one) => !same(one.words, phrase));
    if (rest.length < this.list().length) this.surface.effect(setOpen.of(null), setFound.of(rest));
  }

  /** Alt+Enter: uses the first rewrite of the card; where no card is open yet, it opens it. */
  acceptKey(): boolean {
    const one = this.opened();
    const here = one ?? hintAt(this.surface.state(), this.surface.caret());
    if (!here) return false;
    const words = here.hint.suggestions[0];
    if (!one) this.open(here, "key");
    else if (words !== undefined) this.#accept(one, words);
    return true;
  }

  /** Escape: it is not blame. */
  dismissKey(): boolean {
    const one = this.opened();
    if (one) this.#dismiss(one, "not_blame");
    return one !== null;
  }

  /** The mouse rests on a hint, or on none. */
  over(one: Found | null): void {
    window.clearTimeout(this.#hover);
    this.#hover = window.setTimeout(() => {
      if (this.#gone) return;
      if (!one) {
        if (this.#hovered) this.close();
      } else if (this.list().includes(one) && one !== this.opened()) this.open(one, "hover");
    }, HOVER_MS);
  }

  #accept(one: Found, words: string): void {
    if (this.board.readonly.get()) return;
    this.board.undo.stopCapturing();
    const span = { from: one.from, to: one.to };
    // Words that are left out take one of the two spaces around them along.
    if (words.trim() === "" && / $/.test(this.surface.state().sliceDoc(0, span.from)) && /^[ .,;:!?]/.test(this.surface.state().sliceDoc(span.to))) span.from -= 1;
    this.surface.rewrite(span, words.trim() === "" ? "" : words);
    this.board.undo.stopCapturing();
    this.board.hints.accepted(this.field, one.hint);
    this.#desk.say("Rewritten.");
    this.surface.focus();
  }

  #dismiss(one: Found, reason: Reason): void {
    void this.board.hints.dismiss(this.field, one.words, one.hint, reason).then((sentence) => sentence && this.board.say(sentence));
    this.#desk.forget(this.field, one.words);
    this.#desk.say("Dismissed, for everyone.");
    this.surface.focus();
  }

  #byCaret(): void {
    if (this.#gone) return;
    const { main } = this.surface.state().selection;
    const here = main.empty && this.surface.hasFocus() ? hintAt(this.surface.state(), this.surface.caret()) : null;
    const now = this.opened();
    if (here === now || (here === null && this.#hovered)) return;
    if (here) this.open(here, "caret");
    else this.close();
  }

  #draw(one: Found | null): void {
    if (!one) {
      replace(this.place);
      return this.#standing.gone();
    }
    const now = (): Found => this.opened() ?? one;
    replace(this.place, hintCard(one.hint, { accept: (words) => this.#accept(now(), words), dismiss: (reason) => this.#dismiss(now(), reason) }));
    this.place.firstElementChild?.addEventListener("mouseenter", () => window.clearTimeout(this.#hover));
    this.#standing.stand(!this.#hovered);
  }

  #mouseLeft = (): void => {
    if (this.#hovered) this.over(null);
  };

  #left = (event: FocusEvent): void => {
    if (this.dom.contains(event.relatedTarget as Node | null)) return;
    queueMicrotask(() => {
      if (this.#gone) return;
      this.#asker.left();
      if (!this.#hovered) this.close();
    });
  };
}

function same(a: string, b: string): boolean {
  const plain = (words: string): string => words.toLowerCase().split(/\s+/).join(" ").trim();
  return plain(a) === plain(b);
}
