// Writes changes into this browser's copy in batches, so that no key waits for the disk. While the server is reachable
// a batch may wait, longer when the server has stored all of it; without it a batch is written right after the key. A batch holds the changes and the number of
// unsent ones in one transaction: both are stored or neither is.
import { type IndexeddbPersistence, PREFERRED_TRIM_SIZE, storeState } from "y-indexeddb";
import * as Y from "yjs";

/** With a server behind it the copy may be this much older than the page. */
const ONLINE_DELAY_MS = 250;
/** So many of these delays pass while the server has everything: a batch wakes five threads of the browser. */
const STORED_DELAYS = 8;
/** A browser that could not store is asked again after this long. */
const RETRY_MS = 2000;
/** Many small updates are merged into one after a quiet moment. */
const COMPACT_DELAY_MS = 1000;

/** The copy's own parts that we reach for: y-indexeddb is pinned, and its tests of shape are ours. */
export interface CopyDatabase extends Pick<IndexeddbPersistence, "db" | "doc" | "synced"> {
  _storeUpdate: (update: Uint8Array, origin: unknown) => void;
  _dbsize: number;
}

export class OfflineWriter {
  readonly #copy: CopyDatabase;
  readonly #stored: () => void;
  #pendingUpdates: Uint8Array[] = [];
  #unsent = 0;
  /** what the copy says about unsent changes; null while it was never told */
  #storedUnsent: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #compactTimer: ReturnType<typeof setTimeout> | null = null;
  #delays = 0;
  #urgent = true;
  #storageWorks = true;

  /** `stored` is told after each bundle, and when one could not be stored. */
  constructor(copy: CopyDatabase, stored: () => void) {
    this.#copy = copy;
    this.#stored = stored;
    copy.doc.off("update", copy._storeUpdate);
    copy._storeUpdate = (update, origin) => {
      if (!copy.db || origin === copy) return;
      this.#pendingUpdates.push(update);
      this.#schedule();
    };
    copy.doc.on("update", copy._storeUpdate);
  }

  /** How many unsent changes are in the copy, to be found by the next visit. */
  get storedUnsent(): number {
    return this.#storedUnsent ?? 0;
  }

  /** False when this browser refuses to store: private windows, a full disk, cleared data. */
  get storageWorks(): boolean {
    return this.#storageWorks;
  }

  /** Whether the words are nowhere else: no server can be reached. */
  set urgent(yes: boolean) {
    if (this.#urgent === yes) return;
    this.#urgent = yes;
    if (yes) this.flush();
  }

  /** How many changes of this tab the server has not stored. */
  unsent(count: number): void {
    this.#unsent = count;
    if (this.#storedUnsent === count || (this.#storedUnsent === null && count === 0)) return;
    this.#schedule();
  }

  /** Hands what waits to the disk now. The page may be gone in a moment, so the commit is asked for at once. */
  flush(): void {
    this.#cancelTimer();
    this.#delays = 0;
    const { db } = this.#copy;
    if (!db || !this.#copy.synced || (this.#pendingUpdates.length === 0 && this.#storedUnsent === this.#unsent)) return;
    const batch = this.#pendingUpdates;
    const unsent = this.#unsent;
    this.#pendingUpdates = [];
    try {
      const transaction = db.transaction(["updates", "custom"], "readwrite");
      transaction.oncomplete = () => this.#committed(unsent);
      transaction.onabort = () => this.#failed(batch);
      if (batch.length > 0)
        transaction.objectStore("updates").add(batch.length === 1 ? batch[0] : Y.mergeUpdates(batch));
      transaction.objectStore("custom").put(unsent, "unsent");
      transaction.commit?.();
    } catch {
      this.#failed(batch);
      return;
    }
    if (batch.length > 0) this.#countUpdate();
  }

  stop(): void {
    this.flush();
    this.#cancelTimer();
    if (this.#compactTimer !== null) clearTimeout(this.#compactTimer);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.#due(), this.#urgent ? 0 : ONLINE_DELAY_MS);
  }

  #due(): void {
    this.#timer = null;
    this.#delays += 1;
    const stored = this.#unsent === 0 && this.storedUnsent === 0;
    if (stored && !this.#urgent && this.#delays < STORED_DELAYS) this.#schedule();
    else this.flush();
  }

  #cancelTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #committed(unsent: number): void {
    this.#storedUnsent = unsent;
    this.#storageWorks = true;
    this.#stored();
  }

  // Nothing is thrown away: the bundle stays in front of what came after it.
  #failed(bundle: Uint8Array[]): void {
    this.#pendingUpdates = [...bundle, ...this.#pendingUpdates];
    this.#storageWorks = false;
    this.#timer ??= setTimeout(() => this.flush(), RETRY_MS);
    this.#stored();
  }

  #countUpdate(): void {
    this.#copy._dbsize += 1;
    if (this.#copy._dbsize < PREFERRED_TRIM_SIZE) return;
    if (this.#compactTimer !== null) clearTimeout(this.#compactTimer);
    this.#compactTimer = setTimeout(
      () => void storeState(this.#copy as unknown as IndexeddbPersistence, false),
      COMPACT_DELAY_MS,
    );
  }
}
