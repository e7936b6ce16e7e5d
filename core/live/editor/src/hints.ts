// Asking the server about words that were just typed, and telling it what was dismissed.
// What comes back is for this person's eyes only and is kept in this tab. Never here: drawing, and never the words of others.

export interface Hint {
  /** UTF-16 offsets into the text that was asked about */
  start: number;
  end: number;
  rule: string;
  category: string;
  message: string;
  question: string;
  suggestions: string[];
}

export interface Hints {
  /** What is worth a second look in a text; nothing when the server cannot say. */
  check(field: string, section: string, text: string): Promise<Hint[]>;
  /** For good: this phrase in this field is fine. */
  dismiss(field: string, phrase: string, hint: Hint): void;
  dismissed(field: string, phrase: string): boolean;
}

type Post = (address: string, body: unknown) => Promise<unknown>;

const post: Post = async (address, body) => {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
  return answer.ok ? ((await answer.json()) as unknown) : null;
};

const LONGEST = 20_000;

export function makeHints(address: string | undefined, send: Post = post, base: () => string = () => document.baseURI): Hints {
  const gone = new Set<string>();
  const at = (tail: string): string => new URL(`${address?.replace(/\/+$/, "")}${tail}`, base()).toString();
  const keyOf = (field: string, phrase: string): string => `${field}\n${phrase.toLowerCase().split(/\s+/).join(" ").trim()}`;
  return {
    async check(field, section, text) {
      if (!address || text.trim() === "" || text.length > LONGEST) return [];
      try {
        const answer = (await send(at(""), { field, section, text })) as { hints?: unknown } | null;
        const hints = Array.isArray(answer?.hints) ? answer.hints : [];
        return hints.map((one) => sound(one, text.length)).filter((one) => one !== null);
      } catch {
        return []; // offline: a hint can wait
      }
    },
    dismiss(field, phrase, hint) {
      gone.add(keyOf(field, phrase));
      if (address) void send(at("/dismiss"), { field, phrase, rule: hint.rule }).catch(() => null);
    },
    dismissed: (field, phrase) => gone.has(keyOf(field, phrase)),
  };
}

function sound(raw: unknown, length: number): Hint | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { start, end, rule, category, message, question, suggestions } = raw as Record<string, unknown>;
  if (typeof start !== "number" || typeof end !== "number" || start < 0 || end > length || start >= end) return null;
  const words = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    start, end,
    rule: words(rule), category: words(category), message: words(message), question: words(question),
    suggestions: Array.isArray(suggestions) ? suggestions.filter((one) => typeof one === "string") : [],
  };
}
