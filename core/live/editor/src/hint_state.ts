// What a text knows about hints: which of its words this person typed here, which are worth a second look, and
// which hint is open. Positions move with the text; a hint whose words change is gone. Never here: DOM, network.
import { Annotation, Facet, StateEffect, StateField, type ChangeDesc, type EditorState, type Transaction } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";
import type { Hint } from "./hints";

export interface Span {
  from: number;
  to: number;
}

export interface Found extends Span {
  hint: Hint;
  /** the words as they were when the hint was given */
  words: string;
}

export const setMine = StateEffect.define<Span[]>();
export const setFound = StateEffect.define<Found[]>();
/** by value: the hint whose card is open */
export const setOpen = StateEffect.define<Found | null>();
/** a change that others made, in a text that is not an editor's */
export const theirs = Annotation.define<true>();
/** a change by a hint's own button: not typing */
export const accepting = Annotation.define<true>();
/** whether my own undo is at work right now: what it brings back is mine, although it comes from the document */
export const undoing = Facet.define<() => boolean>();

/** Joins spans that touch, in order. */
export function merged(spans: readonly Span[]): Span[] {
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
  const remote = tr.annotation(ySyncAnnotation) !== undefined || tr.annotation(theirs) === true;
  return !remote || tr.startState.facet(undoing).some((now) => now());
}

// What others insert at the edge of my words, or between them, does not become mine.
function follow(spans: readonly Span[], changes: ChangeDesc, inserted: readonly Span[]): Span[] {
  let kept = spans.map(({ from, to }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) })).filter(({ from, to }) => from < to);
  for (const hole of inserted) {
    kept = kept.flatMap(({ from, to }) =>
      hole.to <= from || to <= hole.from ? [{ from, to }] : [{ from, to: hole.from }, { from: hole.to, to }].filter((part) => part.from < part.to),
    );
  }
  return kept;
}

function changedIn(tr: Transaction): Span[] {
  const spans: Span[] = [];
  tr.changes.iterChangedRanges((_fromA, _toA, from, to) => spans.push({ from, to }));
  return spans.filter(({ from, to }) => from < to);
}

/** The words that this person typed in this tab, during this visit. */
export const mine = StateField.define<Span[]>({
  create: () => [],
  update(spans, tr) {
    let now = spans;
    if (tr.docChanged) {
      const changed = changedIn(tr);
      now = isTyped(tr) ? merged([...follow(spans, tr.changes, []), ...changed]) : follow(spans, tr.changes, changed);
    }
    for (const effect of tr.effects) if (effect.is(setMine)) now = merged([...now, ...effect.value]);
    return now;
  },
});

/** Where words stand after changes; null when they are not the same words any more. */
export function moved<T extends Span & { words: string }>(one: T, changes: ChangeDesc, text: (from: number, to: number) => string): T | null {
  const from = changes.mapPos(one.from, 1);
  const to = changes.mapPos(one.to, -1);
  if (from >= to || text(from, to) !== one.words) return null;
  if (changes.touchesRange(one.from, one.to) === false) return { ...one, from, to };
  // Something was put right beside them: another letter makes another word.
  const glued = (a: string, b: string): boolean => /[\p{L}\p{N}_]$/u.test(a) && /^[\p{L}\p{N}_]/u.test(b);
  const [before, after] = [text(Math.max(0, from - 2), from), text(to, to + 2)];
  return glued(before, one.words) || glued(one.words, after) ? null : { ...one, from, to };
}

export const found = StateField.define<Found[]>({
  create: () => [],
  update(list, tr) {
    let now = list;
    if (tr.docChanged && list.length > 0) {
      const text = (from: number, to: number): string => tr.newDoc.sliceString(from, Math.min(to, tr.newDoc.length));
      now = list.map((one) => moved(one, tr.changes, text)).filter((one) => one !== null);
    }
    for (const effect of tr.effects) if (effect.is(setFound)) now = effect.value;
    return now;
  },
});

export const open = StateField.define<Found | null>({
  create: () => null,
  update(current, tr) {
    // Whoever goes on typing has seen enough of the card.
    let now = isTyped(tr) && !tr.annotation(accepting) ? null : current;
    for (const effect of tr.effects) if (effect.is(setOpen)) now = effect.value;
    if (!now) return null;
    // The same hint, wherever it stands now.
    const { hint } = now;
    return tr.state.field(found).find((one) => one.hint === hint) ?? null;
  },
});

/**
 * The hints of an answer, where their words stand now: `since` are the changes made after the question.
 * What is known already stays the same object, so that an open card stays open.
 */
export function landed(hints: readonly Hint[], asked: string, since: ChangeDesc, state: EditorState, known: readonly Found[]): Found[] {
  const text = (from: number, to: number): string => state.sliceDoc(from, Math.min(to, state.doc.length));
  return hints
    .map((hint) => moved({ from: hint.start, to: hint.end, hint, words: asked.slice(hint.start, hint.end) }, since, text))
    .filter((one) => one !== null)
    .map((one) => known.find((old) => old.from === one.from && old.to === one.to && old.hint.rule === one.hint.rule) ?? one);
}

export function hintAt(state: EditorState, pos: number): Found | null {
  return state.field(found).find(({ from, to }) => from <= pos && pos <= to) ?? null;
}
