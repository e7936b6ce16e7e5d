// A plain input cannot draw marks itself: the same text stands behind it, unseen, and carries the underlines. Not here:
// where hints come from, the input.
import { h } from "../shared/dom";
import type { Rect } from "./card_placement";
import { hintMarkClass } from "./hint_descriptions";
import type { FoundHint } from "./hint_state";

export class LineMarkLayer {
  readonly dom = h("div", { class: "hint-back line", "aria-hidden": "true" });
  #drawn: readonly FoundHint[] = [];

  /** Hints that overlap another one are not drawn. Returns those that are. */
  draw(text: string, list: readonly FoundHint[], opened: FoundHint | null): readonly FoundHint[] {
    this.#drawn = withoutOverlaps(list);
    const nodes: (string | HTMLElement)[] = [];
    let at = 0;
    for (const found of this.#drawn) {
      const look = hintMarkClass(found.hint, found === opened);
      nodes.push(text.slice(at, found.from), h("mark", { class: look }, text.slice(found.from, found.to)));
      at = found.to;
    }
    this.dom.replaceChildren(...(nodes.length > 0 ? [...nodes, text.slice(at)] : []));
    return this.#drawn;
  }

  /** The drawn line in which a position inside a mark stands; null where there is no mark. */
  lineBox(pos: number): Rect | null {
    const at = this.#drawn.findIndex(({ from, to }) => from <= pos && pos <= to);
    const boxes = [...(this.#marks()[at]?.getClientRects() ?? [])];
    return (pos === this.#drawn[at]?.from ? boxes[0] : boxes.at(-1)) ?? null;
  }

  /** The hint whose mark lies under a point of the window. */
  hintAt(x: number, y: number): FoundHint | null {
    const at = this.#marks().findIndex((mark) => [...mark.getClientRects()].some((box) => isInside(box, x, y)));
    return this.#drawn[at] ?? null;
  }

  #marks(): HTMLElement[] {
    return [...this.dom.querySelectorAll<HTMLElement>(".hint-mark")];
  }
}

/** In order; of two that overlap the first one stays. */
export function withoutOverlaps(list: readonly FoundHint[]): FoundHint[] {
  const kept: FoundHint[] = [];
  for (const found of list) if (found.from >= (kept.at(-1)?.to ?? 0)) kept.push(found);
  return kept;
}

function isInside(box: Rect, x: number, y: number): boolean {
  return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}
