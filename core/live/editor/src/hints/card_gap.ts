// The room that a card takes in the text of a phone: an empty block under the line that its hint ends in.
import { EditorSelection, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { h } from "../shared/dom";

type Gap = { pos: number; height: number } | null;

class GapWidget extends WidgetType {
  readonly #height: number;

  constructor(height: number) {
    super();
    this.#height = height;
  }

  override eq(other: GapWidget): boolean {
    return other.#height === this.#height;
  }

  override toDOM(): HTMLElement {
    return h("span", { class: "hint-gap", style: `height: ${this.#height}px`, "aria-hidden": "true" });
  }
}

const setGap = StateEffect.define<Gap>();

export const cardGap = StateField.define<Gap>({
  create: () => null,
  update(gap, tr) {
    for (const effect of tr.effects) if (effect.is(setGap)) return effect.value;
    return gap && tr.docChanged ? { ...gap, pos: tr.changes.mapPos(gap.pos, 1) } : gap;
  },
  provide: (field) =>
    EditorView.decorations.from(field, (gap) =>
      gap
        ? Decoration.set(Decoration.widget({ widget: new GapWidget(gap.height), side: 1 }).range(gap.pos))
        : Decoration.none,
    ),
});

/** Makes room under the drawn line of a position; null takes it away. */
export function reserveCardGap(view: EditorView, at: { pos: number; height: number } | null): void {
  const current = view.state.field(cardGap);
  let next: Gap = null;
  if (at) {
    const start = EditorSelection.cursor(Math.min(at.pos, view.state.doc.length), -1);
    next = { pos: view.moveToLineBoundary(start, true).head, height: at.height };
  }
  // The gap itself moves the end of its line by a space: near enough stays.
  const same =
    current && next ? Math.abs(current.pos - next.pos) < 3 && current.height === next.height : current === next;
  if (!same) view.dispatch({ effects: setGap.of(next) });
}
