// Asking the server about words that were just typed, telling it what was used and what was waved away, and
// having it read a date. What comes back is for this person's eyes only and is kept in this tab. A server that
// knows less is fine: what it cannot say is not said. Never here: drawing, and never the words of others.

export interface Hint {
  /** UTF-16 offsets into the text that was asked about */
  start: number;
  end: number;
  rule: string;
  category: string;
  message: string;
  question: string;
  suggestions: string[];
  /** what kind of words these are, in the guide's words */
  about?: string;
  /** where the guide says more: a page of this server */
  guide?: string;
}

export interface Question {
  field: string;
  section: string;
  text: string;
  row?: string | null;
}

/** Why somebody waves a hint away. The team reads these to tune its rules. */
export type Reason = "not_blame" | "not_helpful" | "quote";

export type Due = { due: string; words: string } | { sentence: string };

export interface Hints {
  /** What is worth a second look; null when the server cannot say now. Asked when its turn comes: `ask` may think better of it. */
  check(ask: () => Question | null): Promise<Hint[] | null>;
  /** For everyone, for good: this phrase in this field is fine. Answers with a sentence when that silences the rule. */
  dismiss(field: string, phrase: string, hint: Hint, reason: Reason): Promise<string | null>;
  dismissed(field: string, phrase: string): boolean;
  /** A rewrite was taken: its rule helps. */
  accepted(field: string, hint: Hint): void;
  /** The day that was meant, or a sentence about it; null when the server cannot say. */
  due(text: string, zone: string): Promise<Due | null>;
}

export interface Answer {
  status: number;
  body: unknown;
}

export type Post = (address: string, body: unknown) => Promise<Answer>;

const post: Post = async (address, body) => {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
  return { status: answer.status, body: (await answer.json().catch(() => null)) as unknown };
};

const LONGEST = 20_000;
/** The server answers five questions a second to one person. */
const APART_MS = 220;

export function makeHints(address: string | undefined, send: Post = post, base: () => string = () => document.baseURI, apart = APART_MS): Hints {
  const gone = new Set<string>();
  const root = address?.replace(/\/+$/, "");
  const at = (path: string): string => new URL(path, base()).toString();
  const turn = turns(apart);
  const tell = async (tail: string, body: unknown): Promise<string | null> => {
    const answer = root ? await send(at(`${root}${tail}`), body).catch(() => null) : null;
    return answer?.status === 200 ? words((answer.body as { sentence?: unknown } | null)?.sentence) || null : null;
  };
  const keyOf = (field: string, phrase: string): string => `${field}\n${phrase.toLowerCase().split(/\s+/).join(" ").trim()}`;
  return {
    async check(ask) {
      if (!root) return null;
      await turn();
      const question = ask();
      if (!question || question.text.length > LONGEST) return null;
      if (question.text.trim() === "") return [];
      const { row, ...rest } = question;
      const answer = await send(at(root), row ? { ...rest, row } : rest).catch(() => null);
      const hints = (answer?.body as { hints?: unknown } | null | undefined)?.hints;
      if (answer?.status !== 200 || !Array.isArray(hints)) return null;
      return hints.map((one) => sound(one, question.text.length, base())).filter((one) => one !== null);
    },
    dismiss(field, phrase, hint, reason) {
      gone.add(keyOf(field, phrase));
      return tell("/dismiss", { field, phrase, rule: hint.rule, reason });
    },
    dismissed: (field, phrase) => gone.has(keyOf(field, phrase)),
    accepted: (field, hint) => void tell("/accept", { field, rule: hint.rule }),
    async due(text, zone) {
      const there = root?.replace(/(^|\/)hints(?=\/[^/]*$)/, "$1due");
      if (!there || there === root) return null;
      const answer = await send(at(there), { text, zone }).catch(() => null);
      return answer ? dueOf(answer) : null;
    },
  };
}

// One after the other, a little apart: whoever comes back to a long list asks about many rows at once.
function turns(apart: number): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = last.then(() => undefined);
    last = mine.then(() => new Promise((resolve) => setTimeout(resolve, apart)));
    return mine;
  };
}

const words = (value: unknown): string => (typeof value === "string" ? value : "");

function sound(raw: unknown, length: number, base: string): Hint | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { start, end, rule, category, message, question, suggestions, about, guide } = raw as Record<string, unknown>;
  if (!Number.isInteger(start) || !Number.isInteger(end)) return null;
  const [from, to] = [start as number, end as number];
  if (from < 0 || to > length || from >= to) return null;
  return {
    start: from, end: to,
    rule: words(rule), category: words(category), message: words(message), question: words(question),
    suggestions: Array.isArray(suggestions) ? suggestions.filter((one) => typeof one === "string") : [],
    about: typeof about === "string" ? about : undefined,
    guide: guideOf(guide, base),
  };
}

/** The guide is a page of this server; nothing else is linked to. */
function guideOf(guide: unknown, base: string): string | undefined {
  if (typeof guide !== "string" || guide === "" || !URL.canParse(guide, base)) return undefined;
  const there = new URL(guide, base);
  return there.origin === new URL(base).origin ? there.toString() : undefined;
}

function dueOf({ status, body }: Answer): Due | null {
  const { due, words: said, sentence } = (body ?? {}) as Record<string, unknown>;
  if (status === 200 && typeof due === "string" && /^\d{4}-\d{2}-\d{2}$/.test(due)) return { due, words: words(said) };
  // Anything else with a sentence is about the road (not here, too often), not about the date.
  return (status === 200 || status === 400 || status === 422) && typeof sentence === "string" ? { sentence } : null;
}
