// What a text knows about hints: which of its words this person typed here, which are worth a second look, and
// which hint is open. Positions move with the text; a hint whose words change is gone. Not here: DOM, network.
import {
  Annotation,
  type ChangeDesc,
  type EditorState,
  Facet,
  StateEffect,
  StateField,
  type Transaction,
} from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";
import type { Hint } from "./hint_client";

export interface Span {
  from: number;
  to: number;
}

export interface FoundHint extends Span {
  hint: Hint;
  /** the words as they were when the hint was given */
  text: string;
}

export const addTypedSpans = StateEffect.define<Span[]>();
export const setFoundHints = StateEffect.define<FoundHint[]>();
/** by value: the hint whose card is open */
export const setOpenHint = StateEffect.define<FoundHint | null>();
/** a change that others made, in a text that is not an editor's */
export const remoteChange = Annotation.define<true>();
/** a change by a hint's own button: not typing */
export const acceptingHint = Annotation.define<true>();
/** whether my own undo is at work right now: what it brings back is mine, although it comes from the document */
export const undoInProgress = Facet.define<() => boolean>();

/** Joins spans that touch, in order. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (span.to <= span.from) continue;
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

export function overlaps(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => other.from < span.to && span.from < other.to);
}

export function isTyped(tr: Transaction): boolean {
  if (!tr.docChanged) return false;
  const remote = tr.annotation(ySyncAnnotation) !== undefined || tr.annotation(remoteChange) === true;
  return !remote || tr.startState.facet(undoInProgress).some((now) => now());
}

// What others insert at the edge of my words, or between them, does not become mine.
function mapSpans(spans: readonly Span[], changes: ChangeDesc, inserted: readonly Span[]): Span[] {
  let kept = spans
    .map(({ from, to }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) }))
    .filter(({ from, to }) => from < to);
  for (const hole of inserted) {
    kept = kept.flatMap(({ from, to }) =>
      hole.to <= from || to <= hole.from
        ? [{ from, to }]
        : [
            { from, to: hole.from },
            { from: hole.to, to },
          ].filter((part) => part.from < part.to),
    );
  }
  return kept;
}

function changedSpans(tr: Transaction): Span[] {
  const spans: Span[] = [];
  tr.changes.iterChangedRanges((_fromA, _toA, from, to) => spans.push({ from, to }));
  return spans.filter(({ from, to }) => from < to);
}

/** The words that this person typed in this tab, during this visit. */
export const typedSpans = StateField.define<Span[]>({
  create: () => [],
  update(spans, tr) {
    let now = spans;
    if (tr.docChanged) {
      const changed = changedSpans(tr);
      now = isTyped(tr)
        ? mergeSpans([...mapSpans(spans, tr.changes, []), ...changed])
        : mapSpans(spans, tr.changes, changed);
    }
    for (const effect of tr.effects) if (effect.is(addTypedSpans)) now = mergeSpans([...now, ...effect.value]);
    return now;
  },
});

/** Where words stand after changes; null when they are not the same words any more. */
export function moveFound<T extends Span & { text: string }>(
  item: T,
  changes: ChangeDesc,
  textIn: (from: number, to: number) => string,
): T | null {
  const from = changes.mapPos(item.from, 1);
  const to = changes.mapPos(item.to, -1);
  if (from >= to || textIn(from, to) !== item.text) return null;
  if (changes.touchesRange(item.from, item.to) === false) return { ...item, from, to };
  // Something was put right beside them: another letter makes another word.
  const glued = (a: string, b: string): boolean => /[\p{L}\p{N}_]$/u.test(a) && /^[\p{L}\p{N}_]/u.test(b);
  const [before, after] = [textIn(Math.max(0, from - 2), from), textIn(to, to + 2)];
  return glued(before, item.text) || glued(item.text, after) ? null : { ...item, from, to };
}

export const foundHints = StateField.define<FoundHint[]>({
  create: () => [],
  update(list, tr) {
    let now = list;
    if (tr.docChanged && list.length > 0) {
      const text = (from: number, to: number): string => tr.newDoc.sliceString(from, Math.min(to, tr.newDoc.length));
      now = list.map((found) => moveFound(found, tr.changes, text)).filter((item) => item !== null);
    }
    for (const effect of tr.effects) if (effect.is(setFoundHints)) now = effect.value;
    return now;
  },
});

export const openHint = StateField.define<FoundHint | null>({
  create: () => null,
  update(current, tr) {
    // Whoever goes on typing has seen enough of the card.
    let now = isTyped(tr) && !tr.annotation(acceptingHint) ? null : current;
    for (const effect of tr.effects) if (effect.is(setOpenHint)) now = effect.value;
    if (!now) return null;
    // The same hint, wherever it stands now.
    const { hint } = now;
    return tr.state.field(foundHints).find((found) => found.hint === hint) ?? null;
  },
});

/**
 * The hints of an answer, where their words stand now: `since` are the changes made after the question.
 * What is known already stays the same object, so that an open card stays open.
 */
export function placeHints(
  hints: readonly Hint[],
  asked: string,
  since: ChangeDesc,
  state: EditorState,
  known: readonly FoundHint[],
): FoundHint[] {
  const text = (from: number, to: number): string => state.sliceDoc(from, Math.min(to, state.doc.length));
  return hints
    .map((hint) =>
      moveFound({ from: hint.start, to: hint.end, hint, text: asked.slice(hint.start, hint.end) }, since, text),
    )
    .filter((item) => item !== null)
    .map(
      (entry) =>
        known.find(
          (old) =>
            old.from === entry.from &&
            old.to === entry.to &&
            old.hint.rule === entry.hint.rule &&
            old.hint.unsure === entry.hint.unsure,
        ) ?? entry,
    );
}

export function hintAt(state: EditorState, pos: number): FoundHint | null {
  return state.field(foundHints).find(({ from, to }) => from <= pos && pos <= to) ?? null;
}
