// Writes what is typed into this browser's copy, in bundles: a key must not wait for a disk. While the server can
// be reached it has each key before the copy does; without it a bundle goes out as soon as the key is handled.
// A bundle holds the words and the mark how many changes are unsent: both are stored together or not at all.
import { PREFERRED_TRIM_SIZE, storeState, type IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

/** With a server behind it the copy may be this much older than the page. */
const CALM_MS = 250;
/** A browser that could not store is asked again after this long. */
const AGAIN_MS = 2000;
/** Many small updates are merged into one after a quiet moment. */
const TIDY_MS = 1000;

/** The copy's own parts that we reach for: y-indexeddb is pinned, and its tests of shape are ours. */
export interface Copy extends Pick<IndexeddbPersistence, "db" | "doc" | "synced"> {
  _storeUpdate: (update: Uint8Array, origin: unknown) => void;
  _dbsize: number;
}

export class CopyWriter {
  #waiting: Uint8Array[] = [];
  #unsent = 0;
  /** what the copy says about unsent changes; null while it was never told */
  #marked: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #tidying: ReturnType<typeof setTimeout> | null = null;
  #urgent = true;
  #able = true;

  /** `stored` is told after each bundle, and when one could not be stored. */
  constructor(
    readonly copy: Copy,
    readonly stored: () => void,
  ) {
    copy.doc.off("update", copy._storeUpdate);
    copy._storeUpdate = (update, origin) => {
      if (!copy.db || origin === copy) return;
      this.#waiting.push(update);
      this.#soon();
    };
    copy.doc.on("update", copy._storeUpdate);
  }

  /** How many unsent changes are in the copy, to be found by the next visit. */
  get marked(): number {
    return this.#marked ?? 0;
  }

  /** False when this browser refuses to store: private windows, a full disk, cleared data. */
  get able(): boolean {
    return this.#able;
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
    if (this.#marked === count || (this.#marked === null && count === 0)) return;
    this.#soon();
  }

  /** Hands what waits to the disk now. The page may be gone in a moment, so the commit is asked for at once. */
  flush(): void {
    this.#stop();
    const { db } = this.copy;
    if (!db || !this.copy.synced || (this.#waiting.length === 0 && this.#marked === this.#unsent)) return;
    const bundle = this.#waiting;
    const unsent = this.#unsent;
    this.#waiting = [];
    try {
      const transaction = db.transaction(["updates", "custom"], "readwrite");
      transaction.oncomplete = () => this.#done(unsent);
      transaction.onabort = () => this.#failed(bundle);
      if (bundle.length > 0) transaction.objectStore("updates").add(bundle.length === 1 ? bundle[0] : Y.mergeUpdates(bundle));
      transaction.objectStore("custom").put(unsent, "unsent");
      transaction.commit?.();
    } catch {
      this.#failed(bundle);
      return;
    }
    if (bundle.length > 0) this.#count();
  }

  stop(): void {
    this.flush();
    this.#stop();
    if (this.#tidying !== null) clearTimeout(this.#tidying);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#urgent ? 0 : CALM_MS);
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #done(unsent: number): void {
    this.#marked = unsent;
    this.#able = true;
    this.stored();
  }

  // Nothing is thrown away: the bundle stays in front of what came after it.
  #failed(bundle: Uint8Array[]): void {
    this.#waiting = [...bundle, ...this.#waiting];
    this.#able = false;
    this.#timer ??= setTimeout(() => this.flush(), AGAIN_MS);
    this.stored();
  }

  #count(): void {
    this.copy._dbsize += 1;
    if (this.copy._dbsize < PREFERRED_TRIM_SIZE) return;
    if (this.#tidying !== null) clearTimeout(this.#tidying);
    this.#tidying = setTimeout(() => void storeState(this.copy as unknown as IndexeddbPersistence, false), TIDY_MS);
  }
}
