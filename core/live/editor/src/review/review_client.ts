// Sends what is entered in a review to the server: retried while there is no connection, and sent along when the page
// is closed. Drafts are kept in this browser until the server has them. Not here: drawing.

export type ReviewCommand = Record<string, string>;

/** `words`: as they stand now. Without `ok`, `sentence` says why; it is tried again when it is not `final`. */
export type Outcome = { ok: true; words: string | null; due: string } | { ok: false; sentence: string; final: boolean };

export type SendReview = (message: ReviewCommand, leaving?: boolean) => Promise<Outcome>;

/** What could not be sent is tried again after this long. */
export const RETRY_MS = 2000;

const OFFLINE_MESSAGE = "There is no connection. This is kept here and sent again.";

export function makeReviewClient(
  address: string,
  base: () => string = () => document.baseURI,
  send: typeof fetch = (...all) => fetch(...all),
): SendReview {
  return async (message, leaving = false) => {
    const answer = await send(new URL(address, base()), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      credentials: "same-origin",
      keepalive: leaving,
    }).catch(() => null);
    const body = ((await answer?.json().catch(() => null)) ?? {}) as Record<string, unknown>;
    if (answer?.status === 200)
      return { ok: true, words: typeof body.words === "string" ? body.words : null, due: text(body.due) };
    const temporary = !answer || answer.status === 429 || answer.status >= 500;
    return {
      ok: false,
      sentence: temporary ? OFFLINE_MESSAGE : text(body.sentence) || OFFLINE_MESSAGE,
      final: !temporary,
    };
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What was typed and is not on the server yet. `before` is what it was changed from. */
export interface Draft {
  before: string;
  words: string;
}

export interface DraftStore {
  /** what drafts there are */
  all(): string[];
  get(what: string): Draft | null;
  set(what: string, draft: Draft | null): void;
}

/** Drafts of one review. A browser without storage keeps them as long as the page is open. */
export function draftStore(review: string, storage: () => Storage = () => localStorage): DraftStore {
  const here = new Map<string, Draft>();
  const key = (what: string): string => `debrief-review:${review}:${what}`;
  return {
    all() {
      const names = new Set(here.keys());
      try {
        for (let at = 0; at < storage().length; at += 1) {
          const name = storage().key(at) ?? "";
          if (name.startsWith(key(""))) names.add(name.slice(key("").length));
        }
      } catch {
        // no storage
      }
      return [...names].sort();
    },
    get(what) {
      try {
        const found = JSON.parse(storage().getItem(key(what)) ?? "null") as Partial<Draft> | null;
        if (found && typeof found.before === "string" && typeof found.words === "string")
          return { before: found.before, words: found.words };
      } catch {
        // no storage, or not ours
      }
      return here.get(what) ?? null;
    },
    set(what, draft) {
      if (draft) here.set(what, draft);
      else here.delete(what);
      try {
        if (draft) storage().setItem(key(what), JSON.stringify(draft));
        else storage().removeItem(key(what));
      } catch {
        // full or forbidden: the page itself still has it
      }
    },
  };
}

/** Words of a review that is over, typed while there was no line: the page shows something else by now. */
export async function sendLeftOverDrafts(kept: DraftStore, talk: SendReview): Promise<void> {
  for (const what of kept.all()) {
    const draft = kept.get(what);
    const action = /^(.+)\.done$/.exec(what)?.[1];
    const about = action ? "words" : what === "because" || what === "note" ? what : null;
    if (!draft || !about) continue;
    const outcome = await talk({ about, before: draft.before, words: draft.words, ...(action ? { action } : {}) });
    if (outcome.ok) kept.set(what, null);
  }
}
