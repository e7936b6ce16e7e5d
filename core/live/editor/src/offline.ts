// Unsent typing survives a crash or a reload: a copy of the document in this browser, one for each meeting and
// epoch. A copy of another epoch never merges into the new document; when it holds words that were never
// sent it is kept aside and shown. Nothing with unsent words is ever deleted here.
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { CopyWriter, type Copy } from "./copy_writer";
import { pieces, type Piece } from "./doc_text";
import { emitter, signal, type Emitter, type Signal } from "./signal";

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
  /** notes how many changes of this tab are not stored on the server yet, and whether it can be reached */
  unsent(count: number, reachable: boolean): void;
  /** how many of them the copy has, durably; `able` is false while this browser refuses to store anything */
  stored(): { count: number; able: boolean };
  /** the copy has more now, or could not be written */
  changed: Emitter<void>;
  /** the meeting is not ours any more and nothing is unsent: leave no copy behind */
  forget(): void;
  close(): void;
}

/** A browser that forbids or loses its storage must not hold up the meeting. */
const PATIENCE_MS = 2500;
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

export function openOffline(data: { pm: string; epoch: number }, doc: Y.Doc): Offline {
  const kept = signal<KeptCopy[]>([]);
  const changed = emitter<void>();
  let copy = openCopy(copyName(data.pm, data.epoch), doc);
  let writer = copy && new CopyWriter(copy as unknown as Copy, () => changed.emit());
  const since = performance.now();
  const able = (): boolean => (writer?.able ?? false) && (copy?.synced === true || performance.now() - since < PATIENCE_MS);
  const leaving = (): void => writer?.flush();
  window.addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", leaving);
  const ready = copy ? unsentIn(copy) : Promise.resolve(0);
  void ready.then(() => keepAside(data.pm, data.epoch)).then((found) => kept.set(found), () => undefined);
  const end = (): void => {
    window.removeEventListener("pagehide", leaving);
    document.removeEventListener("visibilitychange", leaving);
    writer?.stop();
    writer = null;
  };
  return {
    loaded: Promise.race([ready.catch(() => 0), new Promise<number>((done) => setTimeout(() => done(0), PATIENCE_MS))]),
    kept,
    changed,
    isOrigin: (origin) => copy !== null && origin === copy,
    stored: () => ({ count: writer?.marked ?? 0, able: able() }),
    unsent(count, reachable) {
      if (!writer || !copy?.synced) return;
      writer.unsent(count);
      writer.urgent = !reachable;
    },
    forget() {
      end();
      copy?.clearData().catch(() => undefined);
      copy = null;
    },
    close() {
      end();
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
