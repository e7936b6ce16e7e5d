// Unsent typing survives a crash or a reload: a copy of the document in this browser, one for each meeting and
// epoch. A copy of an older epoch never merges into the new document; when it holds words that were never
// sent it is kept aside and shown. Nothing with unsent words is ever deleted here.
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { signal, type Signal } from "./signal";

export interface KeptCopy {
  epoch: number;
  text: string;
}

export interface Offline {
  /** resolves with the number of changes an earlier visit left unsent */
  loaded: Promise<number>;
  kept: Signal<KeptCopy[]>;
  isOrigin(origin: unknown): boolean;
  unsent(count: number): void;
  /** the meeting is not ours any more and nothing is unsent: leave no copy behind */
  forget(): void;
  close(): void;
}

const PATIENCE_MS = 2500;

export function copyName(pm: string, epoch: number): string {
  return `debrief:${pm}:${epoch}`;
}

export function openOffline(data: { pm: string; epoch: number }, doc: Y.Doc): Offline {
  const kept = signal<KeptCopy[]>([]);
  let copy = openCopy(copyName(data.pm, data.epoch), doc);
  let noted = -1;
  const ready = copy ? unsentIn(copy) : Promise.resolve(0);
  return {
    loaded: Promise.race([ready.catch(() => 0), new Promise<number>((done) => setTimeout(() => done(0), PATIENCE_MS))]),
    kept,
    isOrigin: (origin) => copy !== null && origin === copy,
    unsent(count) {
      if (!copy?.synced || noted === count) return;
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

async function unsentIn(copy: IndexeddbPersistence): Promise<number> {
  await copy.whenSynced;
  const count: unknown = await copy.get("unsent");
  return typeof count === "number" ? count : 0;
}
