// The lines of this person in a quiet minute: in memory, on the server that keeps them for their author alone, and, while
// the server has not got them, in this browser. Nothing of them is in the shared document or in the presence.
// Not here: drawing, and what becomes of them when they are revealed (reveal).
import { newRowId } from "../document/rows_model";
import { emitter } from "../shared/signal";

export interface DraftLine {
  /** of the row that it becomes */
  readonly id: string;
  readonly field: string;
  text: string;
  /** what the server has; empty: nothing */
  stored: string;
  /** what was sent last: the server may have it, and its answer got lost */
  sent: string;
}

export type SendResult = "stored" | "ended" | "refused" | "unreachable";
export type StoreState = "stored" | "storing" | "waiting";

export interface DraftStoreProps {
  /** resolves once the server has the line, or says why not */
  send(round: number, line: Pick<DraftLine, "id" | "field" | "text">): Promise<SendResult>;
  /** the lines that the server keeps for this person; null when it did not answer */
  fetch(round: number): Promise<Pick<DraftLine, "id" | "field" | "text">[] | null>;
  /** of this meeting and this person in this browser */
  copy: { load(): string | null; save(text: string | null): void };
  later(callback: () => void, ms: number): () => void;
}

const SEND_AFTER_MS = 500;
const RETRY_MS = 2000;

interface Kept {
  round: number;
  lines: DraftLine[];
}

export class DraftStore {
  readonly changed = emitter<void>();
  readonly #props: DraftStoreProps;
  readonly #lines = new Map<string, DraftLine>();
  readonly #refused = new Map<string, string>();
  #round = 0;
  #cancelTimer: (() => void) | null = null;
  #sending: Promise<void> | null = null;
  #unreachable = false;
  #loaded = false;

  constructor(props: DraftStoreProps) {
    this.#props = props;
    const kept = readKept(props.copy.load());
    this.#round = kept.round;
    for (const line of kept.lines) this.#lines.set(line.id, line);
  }

  /** The round that the lines belong to; 0 while there is none. */
  get round(): number {
    return this.#round;
  }

  /** In the order in which they were begun here. */
  lines(field?: string): DraftLine[] {
    return [...this.#lines.values()].filter((line) => field === undefined || line.field === field);
  }

  get state(): StoreState {
    if (!this.lines().some(isUnsent)) return this.#loaded ? "stored" : "storing";
    return this.#unreachable || this.#refused.size > 0 ? "waiting" : "storing";
  }

  /** A round began, or the page was loaded in the middle of one. Lines of an older one are taken before. */
  open(round: number): void {
    if (this.#round === round && this.#loaded) return;
    if (this.#round !== round) this.#lines.clear();
    this.#round = round;
    void this.#load(round);
  }

  edit(id: string, field: string, text: string): void {
    const line = this.#lines.get(id) ?? { id, field, text: "", stored: "", sent: "" };
    line.text = text;
    this.#lines.set(id, line);
    this.#refused.delete(id);
    if (text === "" && line.stored === "" && line.sent === "") this.#lines.delete(id);
    this.#keep();
    this.#sendLater(SEND_AFTER_MS);
    this.changed.emit();
  }

  newId(): string {
    return newRowId();
  }

  /** Sends what the server has not got, now. Resolves when there is nothing left to try. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** The round is over: its lines as they stand here, which are nobody's business of this store any more. */
  take(): DraftLine[] {
    const lines = this.lines();
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#lines.clear();
    this.#refused.clear();
    this.#round = 0;
    this.#loaded = false;
    this.#props.copy.save(null);
    this.changed.emit();
    return lines;
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  async #load(round: number): Promise<void> {
    const found = await this.#props.fetch(round);
    if (this.#round !== round || this.#loaded) return;
    if (found === null) return void this.#props.later(() => this.#round === round && void this.#load(round), RETRY_MS);
    this.#loaded = true;
    for (const { id, field, text } of found) {
      const here = this.#lines.get(id);
      if (here) here.stored = text;
      else this.#lines.set(id, { id, field, text, stored: text, sent: text });
    }
    this.#keep();
    this.changed.emit();
    if (this.lines().some(isUnsent)) this.#sendLater(0);
  }

  #sendLater(ms: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#props.later(() => void this.flush(), ms);
  }

  async #sendAll(): Promise<void> {
    const round = this.#round;
    for (;;) {
      const line = this.lines().find((item) => isUnsent(item) && this.#refused.get(item.id) !== item.text);
      if (!line || this.#round !== round) return;
      const text = line.text;
      line.sent = text;
      const result = await this.#props.send(round, { id: line.id, field: line.field, text });
      this.#unreachable = result === "unreachable";
      if (this.#round !== round || result === "ended") return;
      if (result === "stored") this.#stored(line, text);
      else if (result === "refused") this.#refused.set(line.id, text);
      else this.#sendLater(RETRY_MS);
      this.changed.emit();
      if (result === "unreachable") return;
    }
  }

  #stored(line: DraftLine, text: string): void {
    line.stored = text;
    if (line.text === "" && text === "") this.#lines.delete(line.id);
    this.#keep();
  }

  /** What the server has not got is kept in this browser, so that a reload finds it. */
  #keep(): void {
    const lines = this.lines().filter(isUnsent);
    this.#props.copy.save(lines.length === 0 ? null : JSON.stringify({ round: this.#round, lines } satisfies Kept));
  }
}

/** The server may have something else than what stands here. Blank lines are as good as none. */
export function isUnsent({ text, stored, sent }: DraftLine): boolean {
  return (text !== stored || sent !== stored) && [text, stored, sent].some((words) => words.trim() !== "");
}

function readKept(text: string | null): Kept {
  const none: Kept = { round: 0, lines: [] };
  if (text === null) return none;
  try {
    const { round, lines } = JSON.parse(text) as Kept;
    return typeof round === "number" && Array.isArray(lines) ? { round, lines: lines.filter(isLine) } : none;
  } catch {
    return none;
  }
}

function isLine(value: unknown): value is DraftLine {
  const line = (value ?? {}) as Record<string, unknown>;
  return ["id", "field", "text", "stored", "sent"].every((key) => typeof line[key] === "string");
}
