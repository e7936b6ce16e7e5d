// Which parts of a shared text this person typed, while no editor shows it. Positions are relative to the document, so
// they stay right while others write. Not here: what is typed in an open editor (hint_state).
import * as Y from "yjs";
import type { Span } from "./hint_state";

interface StoredRange {
  from: Y.RelativePosition;
  to: Y.RelativePosition;
}

const typedRanges = new WeakMap<Y.Text, StoredRange[]>();

/** Keeps what was typed for the next editor of this text; spans that reach beyond its end are left out. */
export function storeTypedSpans(text: Y.Text, spans: readonly Span[]): void {
  const at = (pos: number, assoc: number): Y.RelativePosition =>
    Y.createRelativePositionFromTypeIndex(text, pos, assoc);
  typedRanges.set(
    text,
    spans.filter(({ to }) => to <= text.length).map(({ from, to }) => ({ from: at(from, 0), to: at(to, -1) })),
  );
}

/** A text that came in at once is as much mine as a typed one; the editor of this text reads it when it is made. */
export function markTypedHere(text: Y.Text): void {
  storeTypedSpans(text, [{ from: 0, to: text.length }]);
}

/** Where the stored spans stand now; null when nothing was stored or the text is in no document. */
export function storedTypedSpans(text: Y.Text): Span[] | null {
  const { doc } = text;
  const stored = typedRanges.get(text);
  if (!doc || !stored || stored.length === 0) return null;
  return stored.flatMap(({ from, to }) => {
    const start = Y.createAbsolutePositionFromRelativePosition(from, doc);
    const end = Y.createAbsolutePositionFromRelativePosition(to, doc);
    return start && end && start.type === text && end.type === text ? [{ from: start.index, to: end.index }] : [];
  });
}
