// The requests of a quiet minute. What everybody sees of it comes on the socket; a person's own lines come as the answer
// to a request of theirs. Not here: drawing, when something is sent.
import type { Connection } from "../connection/connection";
import { postToServer } from "../shared/server_request";
import { DraftStore, type DraftStoreProps, type SendResult } from "./draft_store";

export type QuietPress =
  | { what: "start" | "more" | "reveal"; round: number }
  | { what: "at_end" | "done"; round: number; on: boolean };

const path = (connection: Connection): string => `live/quiet/${encodeURIComponent(connection.data.pm)}`;

/** Null when it was done, or why not in a sentence. */
export async function sendQuietPress(connection: Connection, sent: QuietPress): Promise<string | null> {
  const { ok, sentence } = await postToServer(path(connection), sent);
  return ok ? null : sentence;
}

export function makeDraftStore(connection: Connection, refused: (sentence: string) => void): DraftStore {
  const key = `debrief-quiet-${connection.data.pm}`;
  return new DraftStore({
    copy: { load: () => stored(key), save: (text) => store(key, text) },
    later(callback, ms) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    async fetch(round) {
      const { ok, body } = await postToServer(path(connection), { what: "mine", round });
      return ok ? ((body.drafts ?? []) as Awaited<ReturnType<DraftStoreProps["fetch"]>>) : null;
    },
    async send(round, draft) {
      // The page may be closing: the browser finishes this all the same.
      const answer = await postToServer(path(connection), { what: "write", round, draft }, { keepalive: true });
      const result = resultOf(answer.ok, answer.status);
      if (result === "refused") refused(answer.sentence);
      return result;
    },
  });
}

const CONFLICT = 409;
const TOO_MANY_REQUESTS = 429;

function resultOf(ok: boolean, status: number): SendResult {
  if (ok) return "stored";
  if (status === CONFLICT) return "ended";
  return status >= 400 && status < 500 && status !== TOO_MANY_REQUESTS ? "refused" : "unreachable";
}

// Without a storage it lasts as long as the page.
function store(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    return;
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
