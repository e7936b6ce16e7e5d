// What an editor knows about hints: which words this person typed here, which of them are worth a second look,
// and which hint is open. Positions move with the text; a hint whose words change is gone. Never here: DOM, network.
import { StateEffect, StateField, type ChangeDesc, type EditorState, type Transaction } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { ySyncAnnotation } from "y-codemirror.next";
import type { Hint } from "./hints";

export interface Span {
  from: number;
  to: number;
}

export interface Found extends Span {
  hint: Hint;
}

export const setMine = StateEffect.define<Span[]>();
export const setFound = StateEffect.define<Found[]>();
/** by value: the hint whose card is open */
export const setOpen = StateEffect.define<Found | null>();

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

// What others insert at the edge of my words does not become mine.
function follow(spans: readonly Span[], changes: ChangeDesc): Span[] {
  return spans.map(({ from, to }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) })).filter(({ from, to }) => from < to);
}

function typedIn(tr: Transaction): Span[] {
  if (tr.annotation(ySyncAnnotation) !== undefined) return [];
  const spans: Span[] = [];
  tr.changes.iterChangedRanges((_fromA, _toA, from, to) => spans.push({ from, to }));
  return spans;
}

/** The words that this person typed in this tab, during this visit. */
export const mine = StateField.define<Span[]>({
  create: () => [],
  update(spans, tr) {
    let now = tr.docChanged ? merged([...follow(spans, tr.changes), ...typedIn(tr)]) : spans;
    for (const effect of tr.effects) if (effect.is(setMine)) now = merged([...now, ...effect.value]);
    return now;
  },
});

export const found = StateField.define<Found[]>({
  create: () => [],
  update(list, tr) {
    let now = list;
    if (tr.docChanged && list.length > 0) {
      now = list
        .filter(({ from, to }) => tr.changes.touchesRange(from, to) === false)
        .map((one) => ({ ...one, from: tr.changes.mapPos(one.from, 1), to: tr.changes.mapPos(one.to, -1) }));
    }
    for (const effect of tr.effects) if (effect.is(setFound)) now = effect.value;
    return now;
  },
});

export const open = StateField.define<Found | null>({
  create: () => null,
  update(current, tr) {
    let now = current;
    for (const effect of tr.effects) if (effect.is(setOpen)) now = effect.value;
    if (!now) return null;
    // The same hint, wherever it stands now.
    const { hint } = now;
    return tr.state.field(found).find((one) => one.hint === hint) ?? null;
  },
});

const mark = Decoration.mark({ class: "hint-mark" });
const openMark = Decoration.mark({ class: "hint-mark open" });

export const marks = EditorView.decorations.compute([found, open], (state): DecorationSet => {
  const { length } = state.doc;
  const shown = state.field(found).filter(({ from, to }) => from < to && to <= length);
  const current = state.field(open)?.hint;
  return Decoration.set(shown.map((one) => (one.hint === current ? openMark : mark).range(one.from, one.to)), true);
});

export function hintAt(state: EditorState, pos: number): Found | null {
  return state.field(found).find(({ from, to }) => from <= pos && pos <= to) ?? null;
}
