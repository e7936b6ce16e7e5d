// Hints in one text, whatever shows it: when it is looked at, the card of the open hint, and accepting or dismissing
// it. Nothing of it leaves this screen but what the person decides. Not here: how marks are drawn, and how a text is
// changed (the surfaces: editor_hints for editors, line_hints for one line).
import type { Board } from "../board/board_context";
import { h, setChildren } from "../shared/dom";
import type { Disposer } from "../shared/signal";
import { CardPositioner } from "./card_positioner";
import { type CloserLook, closerLookOf, type LookedAt } from "./closer_look";
import { hintCard, spokenText } from "./hint_card";
import type { Reason } from "./hint_client";
import { type HintCoordinator, type HintHost, hintCoordinatorOf, type OpenedBy } from "./hint_coordinator";
import { type HintContext, HintRequester } from "./hint_requester";
import { type FoundHint, foundHints, hintAt, openHint, setFoundHints, setOpenHint } from "./hint_state";
import type { HintSurface, SurfaceChange } from "./hint_surface";
import { endsSentence } from "./hint_timing";

const HOVER_MS = 250;
/** So much of the text before the caret tells whether a sentence was finished. */
const SENTENCE_CONTEXT = 80;

/** Over all texts and what hangs from their rows, under toasts. */
const CARD_Z_INDEX = "12";

export class HintController implements HintHost {
  readonly cardSlot = h("div", { class: "hint-place" });
  readonly field: string;
  readonly dom: HTMLElement;
  #shownHint: FoundHint | null = null;
  #reported: readonly FoundHint[] = [];
  #hoverTimer = 0;
  #openedByHover = false;
  #destroyed = false;
  readonly #board: Board;
  readonly #surface: HintSurface;
  readonly #listChanged: (list: readonly FoundHint[]) => void;
  readonly #requester: HintRequester;
  readonly #coordinator: HintCoordinator;
  readonly #unregister: Disposer;
  readonly #positioner: CardPositioner;
  readonly #look: CloserLook;
  readonly #lookedAt: LookedAt;
  readonly #section: () => string;

  /** `listChanged` is called with all hints of the text whenever they change. */
  constructor(
    board: Board,
    surface: HintSurface,
    context: HintContext,
    listChanged: (list: readonly FoundHint[]) => void = () => undefined,
  ) {
    this.#board = board;
    this.#surface = surface;
    this.#listChanged = listChanged;
    this.field = context.field;
    this.dom = surface.dom;
    this.#reported = surface.state().field(foundHints);
    this.#coordinator = hintCoordinatorOf(board);
    this.#unregister = this.#coordinator.register(this);
    this.#look = closerLookOf(board);
    this.#section = context.section;
    this.#lookedAt = this.#look.register(this.#section, () => this.#switched());
    this.#requester = new HintRequester(board.hints, surface, context, {
      closer: () => this.#look.on(this.#section()),
      appeared: (sure, unsure) => this.#coordinator.announceNew(sure, unsure),
      answered: (ok) => this.#lookedAt.report(ok ? "done" : "failed"),
    });
    surface.dom.append(this.cardSlot);
    this.#positioner = new CardPositioner(board, surface, this.cardSlot, () => this.opened());
    surface.dom.addEventListener("mouseleave", this.#pointerLeft);
    surface.dom.addEventListener("focusout", this.#focusLeft);
  }

  destroy(): void {
    this.#destroyed = true;
    window.clearTimeout(this.#hoverTimer);
    this.#positioner.destroy();
    this.#requester.destroy();
    this.#unregister();
    this.#lookedAt.stop();
    this.cardSlot.remove();
  }

  /** The surface says what happened to its state. */
  changed({ changes, typed, caretMoved, resized }: SurfaceChange): void {
    const state = this.#surface.state();
    if (changes) this.#requester.textChanged(changes);
    if (typed !== null) {
      this.#requester.typed(endsSentence(state.sliceDoc(Math.max(0, typed - SENTENCE_CONTEXT), typed)));
      // A card elsewhere is in the way of whoever types here.
      queueMicrotask(() => this.#coordinator.closeOthers(this));
    }
    const list = state.field(foundHints);
    if (list !== this.#reported) {
      this.#reported = list;
      this.#listChanged(list);
      this.#lookedAt.reportUnsure(this.#hasUnsure());
    }
    const now = state.field(openHint);
    if (now?.hint !== this.#shownHint?.hint) this.#draw(now);
    else if (now && (changes || resized)) this.#positioner.update();
    this.#shownHint = now;
    if (caretMoved && typed === null) queueMicrotask(() => this.#openAtCaret());
  }

  /** Back in a section: what was typed here earlier is looked at again. */
  recheck(): void {
    this.#requester.typed(false);
  }

  list(): readonly FoundHint[] {
    return this.#destroyed ? [] : [...this.#surface.state().field(foundHints)].sort((a, b) => a.from - b.from);
  }

  opened(): FoundHint | null {
    return this.#destroyed ? null : this.#surface.state().field(openHint);
  }

  caret(): number | null {
    return this.#surface.hasFocus() ? this.#surface.caret() : null;
  }

  open(found: FoundHint, by: OpenedBy): void {
    this.#coordinator.closeOthers(this);
    this.#openedByHover = by === "hover";
    if (by === "key") {
      this.#surface.select(found.from);
      this.#coordinator.announce(spokenText(found.hint));
    }
    this.#surface.effect(setOpenHint.of(found));
  }

  close(): void {
    this.#openedByHover = false;
    if (this.opened()) this.#surface.effect(setOpenHint.of(null));
  }

  removeDismissed(phrase: string): void {
    const rest = this.list().filter((found) => !samePhrase(found.text, phrase));
    if (rest.length < this.list().length) this.#surface.effect(setOpenHint.of(null), setFoundHints.of(rest));
  }

  /** Alt+Enter: uses the first rewrite of the card; where no card is open yet, it opens it. */
  acceptKey(): boolean {
    const opened = this.opened();
    const found = opened ?? hintAt(this.#surface.state(), this.#surface.caret());
    if (!found) return false;
    const suggestion = found.hint.suggestions[0];
    if (!opened) this.open(found, "key");
    else if (suggestion !== undefined) this.#accept(opened, suggestion);
    return true;
  }

  /** Escape: it is not blame. */
  dismissKey(): boolean {
    const opened = this.opened();
    if (opened) this.#dismiss(opened, "not_blame");
    return opened !== null;
  }

  /** The mouse rests on a hint, or on none. */
  pointerOver(found: FoundHint | null): void {
    window.clearTimeout(this.#hoverTimer);
    this.#hoverTimer = window.setTimeout(() => {
      if (this.#destroyed) return;
      if (!found) {
        if (this.#openedByHover) this.close();
      } else if (this.list().includes(found) && found !== this.opened()) this.open(found, "hover");
    }, HOVER_MS);
  }

  #accept(found: FoundHint, suggestion: string): void {
    if (this.#board.readonly.get()) return;
    this.#board.undo.stopCapturing();
    const span = { from: found.from, to: found.to };
    const leaveOut = suggestion.trim() === "";
    const state = this.#surface.state();
    // A part that is left out takes one of the two spaces around it along.
    if (leaveOut && / $/.test(state.sliceDoc(0, span.from)) && /^[ .,;:!?]/.test(state.sliceDoc(span.to)))
      span.from -= 1;
    this.#surface.replaceText(span, leaveOut ? "" : suggestion);
    this.#board.undo.stopCapturing();
    this.#board.hints.accepted(this.field, found.hint);
    this.#coordinator.announce("Rewritten.");
    this.#surface.focus();
  }

  #dismiss(found: FoundHint, reason: Reason): void {
    void this.#board.hints
      .dismiss(this.field, found.text, found.hint, reason)
      .then((sentence) => sentence && this.#board.notify(sentence));
    this.#coordinator.removeDismissed(this.field, found.text);
    this.#coordinator.announce("Dismissed, for everyone.");
    this.#surface.focus();
  }

  // A closer look was asked for here, or is over.
  #switched(): void {
    if (this.#destroyed) return;
    if (this.#look.on(this.#section())) {
      this.#lookedAt.report("looking");
      this.#requester.lookAgain();
      return;
    }
    if (this.#hasUnsure()) this.#surface.effect(setFoundHints.of(this.list().filter(({ hint }) => !hint.unsure)));
    this.#lookedAt.report("done");
  }

  #hasUnsure(): boolean {
    return this.list().some(({ hint }) => hint.unsure);
  }

  #openAtCaret(): void {
    if (this.#destroyed) return;
    const { main } = this.#surface.state().selection;
    const here = main.empty && this.#surface.hasFocus() ? hintAt(this.#surface.state(), this.#surface.caret()) : null;
    const now = this.opened();
    if (here === now || (here === null && this.#openedByHover)) return;
    if (here) this.open(here, "caret");
    else this.close();
  }

  #draw(opened: FoundHint | null): void {
    // A text lays itself out alone, which makes a layer of it: without this the next text stands on the card.
    this.dom.style.zIndex = opened ? CARD_Z_INDEX : "";
    if (!opened) {
      setChildren(this.cardSlot);
      return this.#positioner.hidden();
    }
    const current = (): FoundHint => this.opened() ?? opened;
    const card = hintCard(opened.hint, {
      accept: (suggestion) => this.#accept(current(), suggestion),
      dismiss: (reason) => this.#dismiss(current(), reason),
    });
    card.addEventListener("mouseenter", () => window.clearTimeout(this.#hoverTimer));
    setChildren(this.cardSlot, card);
    this.#positioner.show(!this.#openedByHover);
  }

  readonly #pointerLeft = (): void => {
    if (this.#openedByHover) this.pointerOver(null);
  };

  readonly #focusLeft = (event: FocusEvent): void => {
    if (this.dom.contains(event.relatedTarget as Node | null)) return;
    queueMicrotask(() => {
      if (this.#destroyed) return;
      this.#requester.focusLeft();
      if (!this.#openedByHover) this.close();
    });
  };
}

function samePhrase(a: string, b: string): boolean {
  const plain = (text: string): string => text.toLowerCase().split(/\s+/).join(" ").trim();
  return plain(a) === plain(b);
}
