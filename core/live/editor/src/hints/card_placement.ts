// Where a hint card is placed: under its sentence, and never over what is being typed or asks to be pressed. Pure.

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface PlacementInput {
  /** where the card would like to begin */
  left: number;
  /** the first and the last line of the words, and the line in which their sentence ends */
  first: Rect;
  last: Rect;
  end: Rect;
  /** the row or the box they stand in */
  field: Rect;
  /** how far to the left and right a card may reach */
  bounds: { left: number; right: number };
  card: { width: number; height: number };
  /** where somebody is typing, and what must stay in reach */
  avoid: readonly Rect[];
  /** the height of the window */
  height: number;
}

const GAP = 6;
/** A card stays this near to its words, in lines: under the whole row, or under the sentence, or right under them. */
const MAX_LINES_AWAY = 5;

export function placeCard(input: PlacementInput): { left: number; top: number } {
  const { first, last, end, field, bounds, card, avoid, height } = input;
  const left = Math.max(bounds.left, Math.min(input.left, bounds.right - card.width));
  const line = Math.max(1, last.bottom - last.top);
  const near = [field, end, last].filter(({ bottom }) => bottom - last.bottom <= MAX_LINES_AWAY * line + 1);
  const tops = [
    ...near.map(({ bottom }) => bottom + GAP),
    first.top - GAP - card.height,
    field.bottom + GAP,
    field.top - GAP - card.height,
  ];
  const free = tops.filter(
    (top) =>
      !avoid.some((kept) => rectsOverlap({ left, top, right: left + card.width, bottom: top + card.height }, kept)),
  );
  const seen = free.find((top) => top >= 0 && top + card.height <= height);
  return { left, top: seen ?? free[0] ?? field.bottom + GAP };
}

export function rectsOverlap(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
