// One short text that several people write at once: sent at each pause, joined with what others wrote, and kept here
// until the server has it. Pure apart from timers. Not here: DOM.
import { INLINE_SEPARATOR, mergeTexts } from "../shared/text_merge";
import { type Draft, type Outcome, RETRY_MS } from "./review_client";

export interface SharedTextProps {
  /** what is stored now */
  stored: string;
  draft: Draft | null;
  keep(draft: Draft | null): void;
  /** null: it cannot be sent yet, and is kept */
  send(before: string, text: string, leaving: boolean): Promise<Outcome> | null;
  changed(): void;
  separator?: string;
  pauseMs?: number;
  retryMs?: number;
}

type StatusLabel = "" | "Saved" | "Saving…" | "Kept here, not sent yet";

const PAUSE_MS = 600;
/** How long after an answer the server's messages may still be those of before it. */
export const LATE_MS = 5000;

export class SharedText {
  readonly #props: SharedTextProps;
  readonly #separator: string;
  /** what the server has, as far as it is known here */
  #base: string;
  #value: string;
  #sending: { before: string; text: string } | null = null;
  /** what the server said while something was on its way */
  #storedMeanwhile: string | null = null;
  #problem = "";
  /** it could not be sent yet */
  #waiting = false;
  #sentOnce = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was stored before the last thing that was saved here. Answers and messages come on two ways, so a message
   * that still says this is an older one: to show it would take the words away from under somebody's hands. */
  #before: string | null = null;
  #lateTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(props: SharedTextProps) {
    this.#props = props;
    this.#separator = props.separator ?? INLINE_SEPARATOR;
    this.#base = props.stored;
    const { draft } = props;
    this.#value = draft ? mergeTexts(draft.before, draft.words, this.#base, this.#separator) : this.#base;
    if (this.unsent()) this.#flushIn(0);
  }

  value(): string {
    return this.#value;
  }

  /** Typed and not on the server yet. */
  unsent(): boolean {
    return this.#value !== this.#base;
  }

  status(): { label: StatusLabel; problem: string } {
    const problem = this.#problem;
    if (problem) return { label: "", problem };
    if (this.#sending) return { label: "Saving…", problem };
    if (this.unsent()) return { label: this.#waiting ? "Kept here, not sent yet" : "Saving…", problem };
    return { label: this.#sentOnce ? "Saved" : "", problem };
  }

  typed(value: string): void {
    this.#value = value;
    this.#problem = "";
    this.#keep();
    this.#flushIn(this.#props.pauseMs ?? PAUSE_MS);
    this.#props.changed();
  }

  /** The server has this now. */
  storedChanged(stored: string): void {
    if (this.#before !== null && stored === this.#before) return;
    this.#caughtUp();
    if (this.#sending) this.#storedMeanwhile = stored;
    else if (stored !== this.#base) {
      this.#accept(stored, this.#base);
      this.#keep();
      this.#props.changed();
    }
  }

  /** Sends what is unsent; `leaving`: the page is closed, so it goes at once, whatever is on its way. */
  async flush(leaving = false): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.unsent() || (this.#sending && !leaving)) return;
    const mine = { before: this.#base, text: this.#value };
    const answer = this.#props.send(mine.before, mine.text, leaving);
    this.#waiting = answer === null;
    if (!answer) return this.#props.changed();
    this.#sending = mine;
    this.#problem = "";
    this.#props.changed();
    const outcome = await answer;
    if (this.#sending !== mine) return;
    this.#sending = null;
    this.#answered(outcome, mine);
  }

  destroy(): void {
    if (this.unsent()) void this.flush(true);
    clearTimeout(this.#timer);
    clearTimeout(this.#lateTimer);
  }

  #answered(outcome: Outcome, mine: { before: string; text: string }): void {
    if (outcome.ok) {
      this.#sentOnce = true;
      this.#accept(outcome.words ?? mine.text, mine.text);
      if (this.#storedMeanwhile === mine.before) this.#storedMeanwhile = null;
      if (this.#storedMeanwhile === null) this.#expectLate(mine.before);
    } else {
      this.#problem = outcome.sentence;
      if (!outcome.final) this.#flushIn(this.#props.retryMs ?? RETRY_MS);
    }
    const meanwhile = this.#storedMeanwhile;
    if (meanwhile !== null && meanwhile !== mine.before) this.#accept(meanwhile, this.#base);
    this.#storedMeanwhile = null;
    this.#keep();
    // Typed while it was on its way: that goes now.
    if (outcome.ok && this.unsent()) this.#flushIn(0);
    this.#props.changed();
  }

  /** `stored` becomes the base, with what was typed here since `since`. */
  #accept(stored: string, since: string): void {
    this.#value = mergeTexts(since, this.#value, stored, this.#separator);
    this.#base = stored;
  }

  #expectLate(before: string): void {
    clearTimeout(this.#lateTimer);
    this.#before = before === this.#base ? null : before;
    if (this.#before !== null) this.#lateTimer = setTimeout(() => this.#caughtUp(), LATE_MS);
  }

  #caughtUp(): void {
    clearTimeout(this.#lateTimer);
    this.#before = null;
  }

  #keep(): void {
    this.#props.keep(this.unsent() ? { before: this.#base, words: this.#value } : null);
  }

  #flushIn(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delayMs);
  }
}
