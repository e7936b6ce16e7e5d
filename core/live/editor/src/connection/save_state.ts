// What the save badge shows, computed from the state of the connection and the acknowledgements. One rule in one
// place: never "saved" for anything that the server has not acknowledged. Not here: sockets, DOM.
import { closedMessage, saveMessage } from "./connection_messages";

export interface SaveStatus {
  state: "saved" | "saving" | "offline";
  /** changes of this tab that only this browser has */
  pending: number;
  /** how many of them this browser has stored: they survive even if the page dies now */
  kept: number;
  sentence: string | null;
}

export interface LinkState {
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

export function saveStatusOf(link: LinkState): SaveStatus {
  const { pending, kept } = link;
  const silent = link.up && pending > 0 && link.silentFor > SILENCE_MS;
  const shortOutage = !link.up && !link.closed && link.downFor < GRACE_MS;
  let state: SaveStatus["state"] = "saved";
  if (silent || (!link.up && !shortOutage)) state = "offline";
  else if (shortOutage || !link.synced || pending > 0) state = "saving";
  const connecting = state === "saving" && pending === 0;
  const where = link.storing ? "kept here" : "only on this page: keep it open";
  return {
    state,
    pending,
    kept,
    sentence: link.closed ? closedMessage(pending, where) : saveMessage(state, pending, connecting, where),
  };
}

export function sameSaveStatus(a: SaveStatus, b: SaveStatus): boolean {
  return a.state === b.state && a.pending === b.pending && a.kept === b.kept && a.sentence === b.sentence;
}
