// A change that is one step back, however long it takes and whatever was typed just before.
import type * as Y from "yjs";

export function asOneUndoStep(undo: Y.UndoManager, change: () => void): void {
  const { captureTimeout } = undo;
  undo.stopCapturing();
  undo.captureTimeout = Number.POSITIVE_INFINITY;
  try {
    change();
  } finally {
    undo.captureTimeout = captureTimeout;
    undo.stopCapturing();
  }
}
