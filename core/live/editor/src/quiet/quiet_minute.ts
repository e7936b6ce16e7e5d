// The quiet minute in this tab: which one is on screen, this person's lines, and what happens when it is revealed. It
// lives as long as the board, so that lines are stored whatever section is looked at. A key pressed in the very moment
// of the reveal is neither lost nor doubled: the card stays until the document has the lines, and the caret goes with
// them in one step. Not here: drawing (quiet_card), requests (quiet_client), the words in the document (reveal).
import type { Connection } from "../connection/connection";
import type { QuietMinute } from "../connection/protocol";
import { makeDisposables, type Signal, signal, watch } from "../shared/signal";
import type { DraftLine, DraftStore } from "./draft_store";
import { hasArrived, type Place, settle } from "./reveal";

/** The document is not waited for longer: the rest comes by itself. */
const ARRIVAL_MS = 3000;
const LOOK_AGAIN_MS = 50;

/** Where the caret stood in the card: in a line, or in an empty field. */
export interface CardFocus {
  line: string | null;
  field: string;
  caret: number;
}

export interface QuietCardHandle {
  focus(): CardFocus | null;
  /** an input method is in the middle of a word */
  composing(): boolean;
  /** whether the list under the card shows this line already, so that the caret can go there */
  canHand(line: DraftLine): boolean;
  hand(focus: CardFocus, place: Place | null): void;
}

export interface Quiet {
  readonly store: DraftStore;
  /** the round that is on screen: while it is open, and until its lines are in the document; null: none */
  readonly shown: Signal<QuietMinute | null>;
  /** the card on screen, if there is one */
  card: QuietCardHandle | null;
  stop(): void;
}

export interface QuietProps {
  connection: Connection;
  store: DraftStore;
  isProse(field: string): boolean;
  readonly: Signal<boolean>;
}

export function quietMinute(props: QuietProps): Quiet {
  return new QuietPart(props);
}

class QuietPart implements Quiet {
  readonly store: DraftStore;
  readonly shown = signal<QuietMinute | null>(null);
  card: QuietCardHandle | null = null;
  readonly #props: QuietProps;
  readonly #disposables = makeDisposables();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #endedAt: number | null = null;

  constructor(props: QuietProps) {
    this.#props = props;
    this.store = props.store;
    const { connection, readonly } = props;
    const flush = (): void => void this.store.flush();
    connection.doc.on("update", this.#changed);
    globalThis.addEventListener?.("pagehide", flush);
    this.#disposables.add(
      watch([connection.quiet, connection.synced, connection.me, readonly], this.#update),
      () => connection.doc.off("update", this.#changed),
      () => globalThis.removeEventListener?.("pagehide", flush),
      () => clearTimeout(this.#timer),
      () => this.store.stop(),
    );
  }

  stop(): void {
    this.#disposables.dispose();
  }

  // After the change is complete, also in the editors that show it: a caret is never put into a text of before.
  readonly #changed = (): void => {
    if (this.#endedAt !== null) queueMicrotask(this.#update);
  };

  readonly #update = (): void => {
    const { connection, readonly } = this.#props;
    const quiet = connection.quiet.get();
    if (!quiet || !connection.synced.get()) return;
    const over = quiet.status !== "open" || (this.store.round !== 0 && this.store.round !== quiet.number);
    if (over && this.store.round !== 0) {
      if (readonly.get()) return; // this tab may not write any more: its lines stay where they are
      if (this.#isWaiting(quiet)) return this.#lookAgain();
      this.#settle(quiet);
    }
    this.#endedAt = null;
    if (quiet.status !== "open") return this.shown.set(null);
    if (!readonly.get()) this.store.open(quiet.number);
    this.shown.set(quiet);
  };

  /** Until the document has this person's lines, and the list under the card the one with the caret. */
  #isWaiting(quiet: QuietMinute): boolean {
    if (this.card?.composing()) return true;
    this.#endedAt ??= performance.now();
    if (performance.now() - this.#endedAt > ARRIVAL_MS) return false;
    const { connection, isProse } = this.#props;
    const lines = this.store.lines();
    const expected = quiet.number === this.store.round ? lines.filter(({ id }) => quiet.shown.includes(id)) : [];
    if (expected.some((line) => !hasArrived(connection.doc, line, isProse(line.field)))) return true;
    const focused = this.card?.focus()?.line;
    return expected.some((line) => line.id === focused && this.card?.canHand(line) === false);
  }

  #lookAgain(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#update, LOOK_AGAIN_MS);
  }

  // In one step, between two keys: the lines go into the document, the card goes, the caret goes along.
  #settle(quiet: QuietMinute): void {
    const { connection, isProse } = this.#props;
    const focus = this.card?.focus() ?? null;
    const card = this.card;
    const places = new Map<string, Place | null>();
    for (const line of this.store.take())
      places.set(
        line.id,
        settle(connection.doc, connection.localOrigin, line, {
          prose: isProse(line.field),
          typing: line.id === focus?.line,
        }),
      );
    this.shown.set(quiet.status === "open" ? quiet : null);
    if (focus && card) card.hand(focus, focus.line === null ? null : (places.get(focus.line) ?? null));
  }
}
