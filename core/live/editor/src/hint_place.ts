// Where a card stands: under the sentence it is about, where it hides nothing that is being typed. Pure.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Room {
  /** where the card would like to begin */
  left: number;
  /** the first and the last line of the words, and the line in which their sentence ends */
  first: Box;
  last: Box;
  end: Box;
  /** the row or the box they stand in */
  field: Box;
  /** how far to the left and right a card may reach */
  bounds: { left: number; right: number };
  card: { width: number; height: number };
  /** where somebody is typing */
  avoid: Box | null;
  /** the height of the window */
  height: number;
}

const GAP = 6;
/** A card stays this near to its words, in lines: under the whole row, or under the sentence, or right under them. */
const LINES = 5;

export function placeCard(room: Room): { left: number; top: number } {
  const { first, last, end, field, bounds, card, avoid, height } = room;
  const left = Math.max(bounds.left, Math.min(room.left, bounds.right - card.width));
  const line = Math.max(1, last.bottom - last.top);
  const near = [field, end, last].filter(({ bottom }) => bottom - last.bottom <= LINES * line + 1);
  const tops = [...near.map(({ bottom }) => bottom + GAP), first.top - GAP - card.height, field.bottom + GAP, field.top - GAP - card.height];
  const free = tops.filter((top) => !avoid || !meet({ left, top, right: left + card.width, bottom: top + card.height }, avoid));
  const seen = free.find((top) => top >= 0 && top + card.height <= height);
  return { left, top: seen ?? free[0] ?? field.bottom + GAP };
}

export function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
