// Sentences about the connection: close codes, the state of saving, offline copies. Every final close code has a
// sentence that says what to do. Not here: logic.

const FINAL: Readonly<Record<number, string>> = {
  4401: "This browser is not signed in to the meeting any more. Open your join link again, or ask for the code.",
  4403: "You are not in this meeting. Open the join link, or ask the facilitator for the code.",
  4404: "This meeting is not here. It may have been removed; ask whoever sent you the link.",
  4409: "This postmortem was restored to another version. Reload the page to go on; your unsent words are kept in this browser.",
  4413: "The last change was too large to send. It is still here: copy it out, reload the page, and add it in smaller pieces.",
  4422: "This browser sent something the server could not read. Reload the page; your words are kept in this browser.",
  4429: "There is no free seat: the room is full, or you have it open in too many tabs. Close a tab and reload.",
};

const UNKNOWN = "The server closed this connection for good. Reload the page; your words are kept in this browser.";

/** Codes 4400-4499 are final, and each has a sentence. Everything else is tried again. */
export function closeMessage(code: number): string | null {
  if (code < 4400 || code > 4499) return null;
  return FINAL[code] ?? UNKNOWN;
}

export const FINAL_CODES: readonly number[] = Object.keys(FINAL).map(Number);

export function changeCount(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}

/** The words on the save badge. `where` says what becomes of changes that the server does not have. */
export function saveMessage(
  state: "saved" | "saving" | "offline",
  pending: number,
  connecting: boolean,
  whereKept: string,
): string {
  if (state === "saved") return "Saved";
  if (state === "saving") return connecting ? "Connecting…" : "Saving…";
  return pending > 0 ? `Offline, ${changeCount(pending)} ${whereKept}` : "Offline, reconnecting…";
}

/** The same once the server has closed for good. */
export function closedMessage(pending: number, whereKept: string): string {
  return pending > 0 ? `Closed, ${changeCount(pending)} ${whereKept}` : "Closed";
}
