// What the save badge says, from what is known about the line and the ledger. One rule in one place: it never
// says "saved" about anything that the server has not confirmed. Never here: sockets, DOM.
import { closedSentence, saveSentence } from "./sentences";

export interface Save {
  state: "saved" | "saving" | "offline";
  /** changes of this tab that only this browser has */
  pending: number;
  /** how many of them this browser has stored: they survive even if the page dies now */
  kept: number;
  sentence: string | null;
}

export interface LineFacts {
  /** the socket is open and was not closed for good */
  up: boolean;
  /** the server closed for good; why is said elsewhere, at length */
  closed: boolean;
  /** milliseconds since the socket went away; 0 while it is up */
  downFor: number;
  /** milliseconds since anything was heard on an open socket */
  silentFor: number;
  /** the first exchange of this socket is done: both sides have everything */
  synced: boolean;
  pending: number;
  /** of the pending ones, how many are in this browser's copy */
  kept: number;
  /** false while this browser refuses to keep a copy */
  storing: boolean;
}

/** A flicker of the network is not worth a word. */
export const GRACE_MS = 1500;
/** Changes unanswered for this long on a silent line are called what they are: not there yet. */
export const SILENCE_MS = 5000;

export function saveState(line: LineFacts): Save {
  const { pending, kept } = line;
  const silent = line.up && pending > 0 && line.silentFor > SILENCE_MS;
  const brief = !line.up && !line.closed && line.downFor < GRACE_MS;
  let state: Save["state"] = "saved";
  if (silent || (!line.up && !brief)) state = "offline";
  else if (brief || !line.synced || pending > 0) state = "saving";
  const connecting = state === "saving" && pending === 0;
  const where = line.storing ? "kept here" : "only on this page: keep it open";
  return { state, pending, kept, sentence: line.closed ? closedSentence(pending, where) : saveSentence(state, pending, connecting, where) };
}

export function sameSave(a: Save, b: Save): boolean {
  return a.state === b.state && a.pending === b.pending && a.kept === b.kept && a.sentence === b.sentence;
}
