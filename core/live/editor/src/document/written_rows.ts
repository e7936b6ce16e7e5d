// Rows that this person wrote in and that nobody has seen yet: without network, or in the moment that a change is on its
// way. Whoever removes such a row does not know its words, so it comes back with them. Not here: drawing, what is sent.
import * as Y from "yjs";
import type { Disposer } from "../shared/signal";
import type { RowMap } from "./rows_model";
import { withoutUndo } from "./undo";

/** Keys of a row that are no words of anybody. */
const PLACE: ReadonlySet<string | null> = new Set(["removed", "rank"]);

export interface WrittenRowsProps {
  doc: Y.Doc;
  localOrigin: object;
  /** whether a transaction's origin is this tab's own writing */
  isOurs(origin: unknown): boolean;
  /** changes of this tab that the others have not seen */
  pending(): number;
}

export function watchWrittenRows({ doc, localOrigin, isOurs, pending }: WrittenRowsProps): Disposer {
  const written = new Set<RowMap>();
  const ours = (row: RowMap, withWords: boolean): void => {
    // This change is not among those that are pending yet.
    if (pending() === 0) written.clear();
    if (withWords) written.add(row);
    else if (row.get("removed") === true) written.delete(row);
  };
  const changed = ({ origin, changed: types }: Y.Transaction): void => {
    for (const [type, keys] of types) {
      const row = rowAround(type);
      if (!row) continue;
      const inRow = type instanceof Y.Map;
      if (isOurs(origin)) ours(row, !inRow || [...keys].some((key) => !PLACE.has(key)));
      else if (inRow && keys.has("removed") && row.get("removed") === true && pending() > 0 && written.has(row))
        withoutUndo(doc, localOrigin, () => row.set("removed", false));
    }
  };
  doc.on("afterTransaction", changed);
  return () => doc.off("afterTransaction", changed);
}

function rowAround(type: unknown): RowMap | null {
  const row: unknown = type instanceof Y.Text ? type.parent : type;
  return row instanceof Y.Map && row.parent instanceof Y.Map && row.get("text") instanceof Y.Text ? row : null;
}
