// Rows that were begun here and left empty are taken away again, and rows that were empty when they were removed come
// back when text arrives that was on its way. Both without a trace in undo. Not here: DOM, focus.
import type * as Y from "yjs";
import { isEmpty, isRemoved, type RowMap, rowAt } from "../document/rows_model";
import { withoutUndo } from "../document/undo";

export class EmptyRows {
  readonly #doc: Y.Doc;
  readonly #root: Y.Map<RowMap>;
  readonly #origin: object;
  /** made here, and not yet left */
  readonly #begun = new Set<string>();
  readonly #removedEmpty = new Set<string>();

  constructor(doc: Y.Doc, root: Y.Map<RowMap>, origin: object) {
    this.#doc = doc;
    this.#root = root;
    this.#origin = origin;
  }

  begun(id: string): void {
    this.#begun.add(id);
  }

  removed(id: string): void {
    this.#removedEmpty.add(id);
  }

  /** Removes the empty rows that were begun here, but for the one that somebody is in. */
  removeLeft(heldId: string | undefined, readonly: boolean): void {
    for (const id of this.#begun) {
      if (id === heldId) continue;
      this.#begun.delete(id);
      const row = rowAt(this.#root, id);
      if (!row || !isEmpty(row) || isRemoved(row) || readonly) continue;
      this.#removedEmpty.add(id);
      withoutUndo(this.#doc, this.#origin, () => row.map.set("removed", true));
    }
  }

  /** Brings back what has text by now. */
  reviveFilled(): void {
    for (const id of this.#removedEmpty) {
      const row = rowAt(this.#root, id);
      if (!row || row.text.length === 0) continue;
      this.#removedEmpty.delete(id);
      withoutUndo(this.#doc, this.#origin, () => row.map.set("removed", false));
    }
  }
}
