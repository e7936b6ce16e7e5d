// Counts which changes of this tab are stored on the server, for the save badge. The server acknowledges "n document
// frames of this socket are stored"; this maps frames to the changes they carried. Pure: no sockets, no DOM.
import * as decoding from "lib0/decoding";

const SYNC = 0;
const STEP_2 = 1;
const UPDATE = 2;

interface Frame {
  /** how many changes of this tab the frame carried */
  changes: number;
  /** false for an answer that has nothing in it and needs no receipt */
  needsAck: boolean;
}

export class AckTracker {
  /** changes that no open socket has carried yet */
  #unsent = 0;
  #frames: Frame[] = [];
  #acked = 0;
  #sentSinceChange = false;

  /** A new socket: its frames are counted from nothing. What the old one did not confirm is unsent again. */
  opened(): void {
    this.closed();
  }

  closed(): void {
    for (const frame of this.#frames.slice(this.#acked)) this.#unsent += frame.changes;
    this.#frames = [];
    this.#acked = 0;
    this.#sentSinceChange = false;
  }

  /** Each frame that leaves through the socket passes here. */
  sent(bytes: Uint8Array): void {
    const kind = frameKind(bytes);
    if (kind === "update") {
      this.#frames.push({ changes: 1, needsAck: true });
      this.#sentSinceChange = true;
    } else if (kind === "step2" || kind === "empty") {
      const changes = this.#unsent > 0 ? this.#unsent : kind === "step2" ? 1 : 0;
      this.#frames.push({ changes, needsAck: changes > 0 });
      this.#unsent = 0;
    }
  }

  /** A change made in this tab, told after the socket had its chance to send it. */
  changed(): void {
    if (!this.#sentSinceChange) this.#unsent += 1;
    this.#sentSinceChange = false;
  }

  /** The copy in this browser was read: not a change of anybody, though the socket may have sent it on. */
  loadedFromCopy(): void {
    this.#sentSinceChange = false;
  }

  /**
   * The server's receipt: the first `n` frames of this socket are stored. A receipt never takes back an earlier one.
   */
  saved(n: number): void {
    if (Number.isFinite(n)) this.#acked = Math.max(this.#acked, Math.min(n, this.#frames.length));
  }

  /** What an earlier visit of this browser left unsent. */
  restoreUnsent(unsent: number): void {
    this.#unsent = Math.max(this.#unsent, unsent);
  }

  get framesSent(): number {
    return this.#frames.length;
  }

  /** Changes of this tab that are not durable yet. */
  get pending(): number {
    return this.#frames.slice(this.#acked).reduce((sum, frame) => sum + frame.changes, this.#unsent);
  }
}

/**
 * What a frame is to the server's count. An answer with no new content is "empty": deletions travel in every answer.
 */
export function frameKind(bytes: Uint8Array): "update" | "step2" | "empty" | "other" {
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== SYNC) return "other";
    const kind = decoding.readVarUint(decoder);
    if (kind === UPDATE) return "update";
    if (kind !== STEP_2) return "other";
    const update = decoding.readVarUint8Array(decoder);
    return update.length === 0 || update[0] === 0 ? "empty" : "step2";
  } catch {
    return "other";
  }
}
