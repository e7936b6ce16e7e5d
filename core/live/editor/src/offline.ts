// Unsent typing survives a crash or a reload: a copy of the document in this browser, one for each meeting and
// epoch. A copy of another epoch never merges into the new document; when it holds words that were never
// sent it is kept aside and shown. Nothing with unsent words is ever deleted here.
import { IndexeddbPersistence, PREFERRED_TRIM_SIZE, storeState } from "y-indexeddb";
import * as Y from "yjs";
import { pieces, type Piece } from "./doc_text";
import { signal, type Signal } from "./signal";

export interface KeptCopy {
  epoch: number;
  pieces: Piece[];
  /** the person has it and need not see it again; the copy itself stays */
  done(): void;
}

export interface Offline {
  /** resolves with the number of changes an earlier visit left unsent, once the copy was read */
  loaded: Promise<number>;
  kept: Signal<KeptCopy[]>;
  isOrigin(origin: unknown): boolean;
  /** notes how many changes of this tab are not stored on the server yet */
  unsent(count: number): void;
  /** the meeting is not ours any more and nothing is unsent: leave no copy behind */
  forget(): void;
  close(): void;
}

/** A browser that forbids or loses its storage must not hold up the meeting. */
const PATIENCE_MS = 2500;
/** Many small updates are merged into one after a quiet moment. */
const TIDY_MS = 1000;
const PREFIX = "debrief:";

export function copyName(pm: string, epoch: number): string {
  return `${PREFIX}${pm}:${epoch}`;
}

/** The epochs among database names that belong to this meeting and are not the present one. */
export function otherEpochs(names: readonly (string | undefined)[], pm: string, epoch: number): number[] {
  const own = `${PREFIX}${pm}:`;
  return names
    .filter((name): name is string => name?.startsWith(own) ?? false)
    .map((name) => name.slice(own.length))
    .filter((tail) => /^\d+$/.test(tail))
    .map(Number)
    .filter((other) => other !== epoch)
    .sort((a, b) => b - a);
}

/** `fromServer` tells what came over the line from what was typed here. */
export function openOffline(data: { pm: string; epoch: number }, doc: Y.Doc, fromServer: (origin: unknown) => boolean): Offline {
  const kept = signal<KeptCopy[]>([]);
  let copy = openCopy(copyName(data.pm, data.epoch), doc);
  let noted = -1;
  if (copy) {
    const mine = copy;
    storeAtOnce(mine, (origin) => (fromServer(origin) ? null : (noted = Math.max(0, noted) + 1)));
  }
  const ready = copy ? unsentIn(copy) : Promise.resolve(0);
  void ready.then(() => keepAside(data.pm, data.epoch)).then((found) => kept.set(found), () => undefined);
  return {
    loaded: Promise.race([ready.catch(() => 0), new Promise<number>((done) => setTimeout(() => done(0), PATIENCE_MS))]),
    kept,
    isOrigin: (origin) => copy !== null && origin === copy,
    unsent(count) {
      if (!copy?.synced || noted === count) return;
      if (noted === -1 && count === 0) return;
      noted = count;
      copy.set("unsent", count).catch(() => undefined);
    },
    forget() {
      copy?.clearData().catch(() => undefined);
      copy = null;
    },
    close() {
      copy?.destroy().catch(() => undefined);
    },
  };
}

function openCopy(name: string, doc: Y.Doc): IndexeddbPersistence | null {
  try {
    return typeof indexedDB === "undefined" ? null : new IndexeddbPersistence(name, doc);
  } catch {
    return null;
  }
}

/** The copy's own parts that we reach for: y-indexeddb is pinned, and its tests of shape are ours. */
interface Inside {
  _storeUpdate: (update: Uint8Array, origin: unknown) => void;
  _dbsize: number;
}

// y-indexeddb leaves the commit to the browser, which asks the page once more before it writes: a page that dies in
// that moment takes its last key with it (seen). So each update is committed at once, and with it, when it was typed
// here, how many changes are unsent: the words and the mark that they are unsent are stored together or not at all.
function storeAtOnce(copy: IndexeddbPersistence, unsentAfter: (origin: unknown) => number | null): void {
  const inside = copy as unknown as Inside;
  copy.doc.off("update", inside._storeUpdate);
  let tidying: ReturnType<typeof setTimeout> | null = null;
  inside._storeUpdate = (update, origin) => {
    if (!copy.db || origin === copy) return;
    try {
      const transaction = copy.db.transaction(["updates", "custom"], "readwrite");
      transaction.objectStore("updates").add(update);
      const unsent = unsentAfter(origin);
      if (unsent !== null) transaction.objectStore("custom").put(unsent, "unsent");
      transaction.commit?.();
      inside._dbsize += 1;
    } catch {
      return; // the person cleared this browser's storage: the line to the server goes on without a copy
    }
    if (inside._dbsize < PREFERRED_TRIM_SIZE) return;
    if (tidying !== null) clearTimeout(tidying);
    tidying = setTimeout(() => void storeState(copy, false), TIDY_MS);
  };
  copy.doc.on("update", inside._storeUpdate);
}

async function unsentIn(copy: IndexeddbPersistence): Promise<number> {
  await copy.whenSynced;
  const count: unknown = await copy.get("unsent");
  return typeof count === "number" ? count : 0;
}

// Looks through this browser's copies of other epochs. One whose words all reached the server is tidied away.
async function keepAside(pm: string, epoch: number): Promise<KeptCopy[]> {
  if (typeof indexedDB.databases !== "function") return [];
  const names = (await indexedDB.databases()).map((one) => one.name);
  const found: KeptCopy[] = [];
  for (const other of otherEpochs(names, pm, epoch)) {
    const doc = new Y.Doc();
    const copy = openCopy(copyName(pm, other), doc);
    if (!copy) continue;
    const unsent = await unsentIn(copy);
    const seen: unknown = await copy.get("seen");
    if (unsent === 0) await copy.clearData();
    else if (seen !== 1) found.push({ epoch: other, pieces: pieces(doc), done: () => void copy.set("seen", 1) });
  }
  return found;
}
