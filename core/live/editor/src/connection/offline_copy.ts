// Keeps unsent typing across a crash or a reload: a copy of the document in this browser (IndexedDB), one for each
// meeting and epoch. A copy of another epoch is never merged into the new document; when it holds text that was never
// sent it is kept and shown. A copy with unsent text is never deleted here.
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";
import { type TextPiece, textPieces } from "../document/document_text";
import { type Emitter, emitter, type Signal, signal } from "../shared/signal";
import { type CopyDatabase, OfflineWriter } from "./offline_writer";

export interface StaleCopy {
  epoch: number;
  pieces: TextPiece[];
  /** the person has it and need not see it again; the copy itself stays */
  done(): void;
}

export interface OfflineStore {
  /** resolves with the number of changes an earlier visit left unsent, once the copy was read */
  loaded: Promise<number>;
  staleCopies: Signal<StaleCopy[]>;
  isOrigin(origin: unknown): boolean;
  /** notes how many changes of this tab are not stored on the server yet, and whether it can be reached */
  noteUnsent(count: number, reachable: boolean): void;
  /** how many of them the copy has, durably; `able` is false while this browser refuses to store anything */
  storedUnsent(): { count: number; able: boolean };
  /** the copy has more now, or could not be written */
  changed: Emitter<void>;
  /** the meeting is not ours any more and nothing is unsent: leave no copy behind */
  forget(): void;
  close(): void;
}

/** A browser that forbids or loses its storage must not hold up the meeting. */
const READ_TIMEOUT_MS = 2500;
const PREFIX = "debrief:";

export function databaseName(pm: string, epoch: number): string {
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

export function openOfflineStore(data: { pm: string; epoch: number }, doc: Y.Doc): OfflineStore {
  const kept = signal<StaleCopy[]>([]);
  const changed = emitter<void>();
  let copy = openCopy(databaseName(data.pm, data.epoch), doc);
  let writer = copy && new OfflineWriter(copy as unknown as CopyDatabase, () => changed.emit());
  const since = performance.now();
  const canStore = (): boolean =>
    (writer?.storageWorks ?? false) && (copy?.synced === true || performance.now() - since < READ_TIMEOUT_MS);
  const flushNow = (): void => writer?.flush();
  window.addEventListener("pagehide", flushNow);
  document.addEventListener("visibilitychange", flushNow);
  const ready = copy ? unsentIn(copy) : Promise.resolve(0);
  void ready
    .then(() => findStaleCopies(data.pm, data.epoch))
    .then(
      (found) => kept.set(found),
      () => undefined,
    );
  const stopWriting = (): void => {
    window.removeEventListener("pagehide", flushNow);
    document.removeEventListener("visibilitychange", flushNow);
    writer?.stop();
    writer = null;
  };
  return {
    loaded: Promise.race([
      ready.catch(() => 0),
      new Promise<number>((done) => setTimeout(() => done(0), READ_TIMEOUT_MS)),
    ]),
    staleCopies: kept,
    changed,
    isOrigin: (origin) => copy !== null && origin === copy,
    storedUnsent: () => ({ count: writer?.storedUnsent ?? 0, able: canStore() }),
    noteUnsent(count, reachable) {
      if (!writer || !copy?.synced) return;
      writer.unsent(count);
      writer.urgent = !reachable;
    },
    forget() {
      stopWriting();
      copy?.clearData().catch(() => undefined);
      copy = null;
    },
    close() {
      stopWriting();
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
async function findStaleCopies(pm: string, epoch: number): Promise<StaleCopy[]> {
  if (typeof indexedDB.databases !== "function") return [];
  const names = (await indexedDB.databases()).map((database) => database.name);
  const found: StaleCopy[] = [];
  for (const other of otherEpochs(names, pm, epoch)) {
    const doc = new Y.Doc();
    const copy = openCopy(databaseName(pm, other), doc);
    if (!copy) continue;
    const unsent = await unsentIn(copy);
    const seen: unknown = await copy.get("seen");
    if (unsent === 0) await copy.clearData();
    else if (seen !== 1) found.push({ epoch: other, pieces: textPieces(doc), done: () => void copy.set("seen", 1) });
  }
  return found;
}
