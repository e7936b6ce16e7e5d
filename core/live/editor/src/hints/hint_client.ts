// Asks the server for hints on text that was just typed, reports which were accepted or dismissed, and stores the
// team's order of day and month. Hints are for this person only and are kept in this tab. A server that cannot answer
// is fine. Not here: drawing; the text of other people is never sent.

export interface Hint {
  /** UTF-16 offsets into the text that was asked about */
  start: number;
  end: number;
  rule: string;
  category: string;
  message: string;
  question: string;
  suggestions: string[];
  /** the clause that was read, in one line: because “we … did not check” */
  because?: string;
  /** only shown because a closer look was asked for */
  unsure?: boolean;
  /** what kind of words these are, in the guide's words */
  about?: string;
  /** where the guide says more: a page of this server */
  guide?: string;
}

export interface HintQuery {
  field: string;
  section: string;
  text: string;
  row?: string | null;
  /** also what the server is unsure of */
  closer?: boolean;
}

/** Why somebody waves a hint away. The team reads these to tune its rules. */
export type Reason = "not_blame" | "not_helpful" | "quote";

export interface HintClient {
  /**
   * What is worth a second look; null when the server cannot say now. Asked when its turn comes: `ask` may think
   * better of it.
   */
  check(ask: () => HintQuery | null): Promise<Hint[] | null>;
  /** For everyone, for good: this phrase in this field is fine. Answers with a sentence when that silences the rule. */
  dismiss(field: string, phrase: string, hint: Hint, reason: Reason): Promise<string | null>;
  dismissed(field: string, phrase: string): boolean;
  /** A rewrite was taken: its rule helps. */
  accepted(field: string, hint: Hint): void;
  /** The team writes days in this order, "dmy" or "mdy": so it is not asked again. */
  saveDayOrder(order: string): Promise<void>;
}

export interface HintResponse {
  status: number;
  body: unknown;
}

export type Post = (address: string, body: unknown) => Promise<HintResponse>;

const post: Post = async (address, body) => {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
  return { status: answer.status, body: (await answer.json().catch(() => null)) as unknown };
};

const MAX_TEXT_LENGTH = 20_000;
/** The server answers five questions a second to one person. */
const MIN_INTERVAL_MS = 220;

export function makeHintClient(
  address: string | undefined,
  send: Post = post,
  base: () => string = () => document.baseURI,
  interval = MIN_INTERVAL_MS,
): HintClient {
  const dismissedPhrases = new Set<string>();
  const root = address?.replace(/\/+$/, "");
  const at = (path: string): string => new URL(path, base()).toString();
  const turn = spacedTurns(interval);
  const sendFeedback = async (tail: string, body: unknown): Promise<string | null> => {
    const answer = root ? await send(at(`${root}${tail}`), body).catch(() => null) : null;
    return answer?.status === 200 ? asText((answer.body as { sentence?: unknown } | null)?.sentence) || null : null;
  };
  const keyOf = (field: string, phrase: string): string =>
    `${field}\n${phrase.toLowerCase().split(/\s+/).join(" ").trim()}`;
  return {
    async check(ask) {
      if (!root) return null;
      await turn();
      const question = ask();
      if (!question || question.text.length > MAX_TEXT_LENGTH) return null;
      if (question.text.trim() === "") return [];
      const { row, ...rest } = question;
      const answer = await send(at(root), row ? { ...rest, row } : rest).catch(() => null);
      const hints = (answer?.body as { hints?: unknown } | null | undefined)?.hints;
      if (answer?.status !== 200 || !Array.isArray(hints)) return null;
      return hints.map((item) => parseHint(item, question.text.length, base())).filter((entry) => entry !== null);
    },
    dismiss(field, phrase, hint, reason) {
      dismissedPhrases.add(keyOf(field, phrase));
      return sendFeedback("/dismiss", { field, phrase, rule: hint.rule, reason, ...unsureOf(hint) });
    },
    dismissed: (field, phrase) => dismissedPhrases.has(keyOf(field, phrase)),
    accepted: (field, hint) => void sendFeedback("/accept", { field, rule: hint.rule, ...unsureOf(hint) }),
    async saveDayOrder(order) {
      const there = root?.replace(/(^|\/)hints(?=\/[^/]*$)/, "$1day-order");
      if (there && there !== root) await send(at(there), { order }).catch(() => null);
    },
  };
}

// One after the other, a little apart: whoever comes back to a long list asks about many rows at once.
function spacedTurns(interval: number): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = last.then(() => undefined);
    last = mine.then(() => new Promise((resolve) => setTimeout(resolve, interval)));
    return mine;
  };
}

/** Answers to hints that came only on request are no answers to the rule. */
const unsureOf = ({ unsure }: Hint): { unsure?: true } => (unsure ? { unsure } : {});

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

function parseHint(raw: unknown, length: number, base: string): Hint | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { start, end, rule, category, message, question, suggestions, because, about, guide, sure } = raw as Record<
    string,
    unknown
  >;
  if (!Number.isInteger(start) || !Number.isInteger(end)) return null;
  const [from, to] = [start as number, end as number];
  if (from < 0 || to > length || from >= to) return null;
  return {
    start: from,
    end: to,
    rule: asText(rule),
    category: asText(category),
    message: asText(message),
    question: asText(question),
    suggestions: Array.isArray(suggestions) ? suggestions.filter((item) => typeof item === "string") : [],
    because: typeof because === "string" ? because : undefined,
    about: typeof about === "string" ? about : undefined,
    guide: guideLink(guide, base),
    ...(sure === false ? { unsure: true } : {}),
  };
}

/** The guide is a page of this server; nothing else is linked to. */
function guideLink(guide: unknown, base: string): string | undefined {
  if (typeof guide !== "string" || guide === "" || !URL.canParse(guide, base)) return undefined;
  const there = new URL(guide, base);
  return there.origin === new URL(base).origin ? there.toString() : undefined;
}
