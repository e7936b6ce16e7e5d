// When hints are requested for a text, and what becomes of the answer: after a finished sentence or a pause in the
// person's own typing; positions follow what was typed meanwhile. Not here: marks, cards, how the server is reached.
import { type ChangeDesc, ChangeSet, type EditorState, type StateEffect } from "@codemirror/state";
import type { Hint, HintClient, HintQuery } from "./hint_client";
import { type FoundHint, foundHints, overlaps, placeHints, setFoundHints, typedSpans } from "./hint_state";
import { FINISHED_MS, PAUSE_MS, sentenceEnd } from "./hint_timing";

/** Who is told what came of it, and says what is asked for. */
export interface HintWatcher {
  /** whether unsure hints are wanted too */
  closer(): boolean;
  /** so many hints are new */
  appeared(sure: number, unsure: number): void;
  /** the server answered, or did not when it was asked twice */
  answered(ok: boolean): void;
}

export interface HintContext {
  field: string;
  /** the one that it stands in now */
  section(): string;
  row?(): string | null;
}

/** The text that is asked about, as far as asking goes. */
export interface HintText {
  state(): EditorState;
  effect(...effects: StateEffect<unknown>[]): void;
  hasFocus(): boolean;
  /** a word is being put together right now */
  composing(): boolean;
}

const RETRY_MS = 3000;

type Timer = ReturnType<typeof setTimeout>;

export class HintRequester {
  readonly #hints: HintClient;
  readonly #text: HintText;
  readonly #context: HintContext;
  readonly #watcher: HintWatcher;
  #sentenceTimer: Timer | undefined;
  #pauseTimer: Timer | undefined;
  #retryTimer: Timer | undefined;
  #typedAt = Number.NEGATIVE_INFINITY;
  /** the text that was last asked about, and what changed since */
  #lastQuery: { text: string; since: ChangeDesc } | null = null;
  #requestNumber = 0;
  #destroyed = false;

  constructor(hints: HintClient, text: HintText, context: HintContext, watcher: HintWatcher) {
    this.#hints = hints;
    this.#text = text;
    this.#context = context;
    this.#watcher = watcher;
  }

  /** This person changed the text; `finished`: and ended a sentence. */
  typed(finished: boolean): void {
    this.#typedAt = performance.now();
    this.#afterPause();
    if (!finished || this.#sentenceTimer !== undefined) return;
    this.#sentenceTimer = setTimeout(() => {
      this.#sentenceTimer = undefined;
      void this.#request();
    }, FINISHED_MS);
  }

  /** Anybody changed the text. */
  textChanged(changes: ChangeDesc): void {
    if (this.#lastQuery) this.#lastQuery.since = this.#lastQuery.since.composeDesc(changes);
  }

  /** The person is somewhere else now: nothing is unfinished any more. */
  focusLeft(): void {
    if (this.#pauseTimer === undefined) return;
    clearTimeout(this.#pauseTimer);
    this.#pauseTimer = undefined;
    void this.#request();
  }

  /** The person wants to know now, and perhaps more than before. */
  lookAgain(): void {
    if (this.#text.state().field(typedSpans).length === 0) this.#watcher.answered(true);
    else void this.#request();
  }

  destroy(): void {
    this.#destroyed = true;
    for (const timer of [this.#sentenceTimer, this.#pauseTimer, this.#retryTimer]) clearTimeout(timer);
  }

  #afterPause(): void {
    clearTimeout(this.#pauseTimer);
    this.#pauseTimer = setTimeout(() => {
      this.#pauseTimer = undefined;
      void this.#request();
    }, PAUSE_MS);
  }

  async #request(mayRetry = true): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#requestNumber += 1;
    const number = this.#requestNumber;
    const outdated = (): boolean => this.#destroyed || number !== this.#requestNumber;
    const hints = await this.#hints.check(() => (outdated() ? null : this.#query()));
    if (outdated() || !this.#lastQuery) return;
    if (!hints) {
      // Not now (too many at once, or no network): once more, a little later.
      if (mayRetry) this.#retryTimer = setTimeout(() => void this.#request(false), RETRY_MS);
      else this.#watcher.answered(false);
    } else if (this.#text.composing()) this.#afterPause();
    else this.#show(hints, this.#lastQuery);
  }

  #query(): HintQuery | null {
    const state = this.#text.state();
    if (state.field(typedSpans).length === 0) return null;
    const text = state.sliceDoc();
    this.#lastQuery = { text, since: ChangeSet.empty(text.length).desc };
    const { field, section, row } = this.#context;
    return { field, section: section(), text, row: row?.(), ...(this.#watcher.closer() ? { closer: true } : {}) };
  }

  #show(hints: readonly Hint[], { text: asked, since }: { text: string; since: ChangeDesc }): void {
    const state = this.#text.state();
    const text = state.sliceDoc();
    const known = state.field(foundHints);
    const rested = !this.#text.hasFocus() || performance.now() - this.#typedAt >= PAUSE_MS - 100;
    const list = placeHints(hints, asked, since, state, known)
      .filter((found) => !found.hint.unsure || this.#watcher.closer())
      .filter((found) => overlaps(found, state.field(typedSpans)))
      .filter((found) => !this.#hints.dismissed(this.#context.field, found.text))
      .filter((found) => rested || known.includes(found) || sentenceEnd(text, found.to) !== null);
    const isKnown = (found: FoundHint): boolean =>
      known.some((old) => old.hint.rule === found.hint.rule && old.text === found.text);
    if (list.length > 0 || known.length > 0) this.#text.effect(setFoundHints.of(list));
    const fresh = list.filter((found) => !isKnown(found));
    const unsure = fresh.filter(({ hint }) => hint.unsure).length;
    this.#watcher.appeared(fresh.length - unsure, unsure);
    this.#watcher.answered(true);
  }
}
