// When a text is looked at, and what becomes of the answer: after a finished sentence or a pause in this person's
// own typing, and its places follow what was typed meanwhile. Never here: marks, cards, how the server is reached.
import { ChangeSet, type ChangeDesc, type EditorState, type StateEffect } from "@codemirror/state";
import type { Board } from "./board_context";
import { found, landed, mine, overlaps, setFound } from "./hint_state";
import { FINISHED_MS, PAUSE_MS, sentenceEnd } from "./hint_when";

export interface About {
  field: string;
  section: string;
  row?(): string | null;
}

/** The text that is asked about, as far as asking goes. */
export interface Text {
  state(): EditorState;
  effect(...effects: StateEffect<unknown>[]): void;
  hasFocus(): boolean;
  /** a word is being put together right now */
  composing(): boolean;
}

const AGAIN_MS = 3000;

export interface Asker {
  /** this person changed the text; `finished`: and ended a sentence */
  typed(finished: boolean): void;
  /** anybody changed the text */
  moved(changes: ChangeDesc): void;
  /** the person is somewhere else now: nothing is unfinished any more */
  left(): void;
  destroy(): void;
}

/** `appeared` hears how many hints are new. */
export function makeAsker(board: Pick<Board, "hints">, text: Text, about: About, appeared: (count: number) => void): Asker {
  let soon: ReturnType<typeof setTimeout> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let typedAt = Number.NEGATIVE_INFINITY;
  let asked: { words: string; since: ChangeDesc } | null = null;
  let number = 0;
  let gone = false;

  const ask = async (mayRetry = true): Promise<void> => {
    clearTimeout(again);
    const mark = (number += 1);
    const hints = await board.hints.check(() => {
      if (gone || mark !== number || text.state().field(mine).length === 0) return null;
      const words = text.state().sliceDoc();
      asked = { words, since: ChangeSet.empty(words.length).desc };
      return { field: about.field, section: about.section, text: words, row: about.row?.() };
    });
    if (gone || mark !== number || !asked) return;
    if (!hints) {
      // Not now (too many at once, or no network): once more, a little later.
      if (mayRetry) again = setTimeout(() => void ask(false), AGAIN_MS);
      return;
    }
    if (text.composing()) later();
    else take(hints, asked);
  };

  const later = (): void => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      pause = undefined;
      void ask();
    }, PAUSE_MS);
  };

  const take = (hints: Parameters<typeof landed>[0], { words, since }: { words: string; since: ChangeDesc }): void => {
    const state = text.state();
    const now = state.sliceDoc();
    const known = state.field(found);
    const rested = !text.hasFocus() || performance.now() - typedAt >= PAUSE_MS - 100;
    const list = landed(hints, words, since, state, known)
      .filter((one) => overlaps(one, state.field(mine)) && !board.hints.dismissed(about.field, one.words))
      .filter((one) => rested || known.includes(one) || sentenceEnd(now, one.to) !== null);
    const fresh = list.filter((one) => !known.some((old) => old.hint.rule === one.hint.rule && old.words === one.words));
    if (list.length > 0 || known.length > 0) text.effect(setFound.of(list));
    appeared(fresh.length);
  };

  return {
    typed(finished) {
      typedAt = performance.now();
      later();
      if (!finished || soon !== undefined) return;
      soon = setTimeout(() => {
        soon = undefined;
        void ask();
      }, FINISHED_MS);
    },
    moved(changes) {
      if (asked) asked.since = asked.since.composeDesc(changes);
    },
    left() {
      if (pause === undefined) return;
      clearTimeout(pause);
      pause = undefined;
      void ask();
    },
    destroy() {
      gone = true;
      for (const timer of [soon, pause, again]) clearTimeout(timer);
    },
  };
}
