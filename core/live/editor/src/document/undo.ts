// Ctrl+Z takes back my changes and nobody else's: one undo manager a document, for all boards of the tab.
// Here lives what counts as mine and what undo may never take away. Not here: keys, DOM.
import * as Y from "yjs";

const SKIP_UNDO = "debrief quiet";
const managers = new WeakMap<Y.Doc, Y.UndoManager>();

/** A change of mine that undo leaves alone, such as making the empty row that the next key goes into. */
export function withoutUndo(doc: Y.Doc, origin: object, change: () => void): void {
  doc.transact((transaction) => {
    transaction.meta.set(SKIP_UNDO, true);
    change();
  }, origin);
}

/**
 * The undo manager of a document. It follows `origin` and the editors' own origins, which register themselves.
 * It never deletes a shared type: a row or a text that others write in stays, whoever made it.
 */
export function undoManagerFor(doc: Y.Doc, origin: object): Y.UndoManager {
  let manager = managers.get(doc);
  if (!manager) {
    manager = new Y.UndoManager(doc, {
      captureTimeout: 500,
      trackedOrigins: new Set([origin]),
      captureTransaction: (transaction) => transaction.meta.get(SKIP_UNDO) !== true,
      deleteFilter: (item) => !(item.content instanceof Y.ContentType),
    });
    managers.set(doc, manager);
  }
  return manager;
}
