// Hints in an editor: a light underline under the text they are about. Not here: when a text is looked at, what a card
// says, the room that a card takes (card_gap).
import { type EditorState, type Extension, Prec } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { ySyncFacet } from "y-codemirror.next";
import type * as Y from "yjs";
import type { Board } from "../board/board_context";
import { h } from "../shared/dom";
import { cardGap, reserveCardGap } from "./card_gap";
import { HintController } from "./hint_controller";
import { hintDescriptions, hintElementId, hintMarkClass } from "./hint_descriptions";
import type { HintContext } from "./hint_requester";
import {
  acceptingHint,
  addTypedSpans,
  type FoundHint,
  foundHints,
  hintAt,
  isTyped,
  openHint,
  setOpenHint,
  typedSpans,
  undoInProgress,
} from "./hint_state";
import type { HintSurface } from "./hint_surface";
import { storedTypedSpans, storeTypedSpans } from "./typed_ranges";

const hintMarks = EditorView.decorations.compute([foundHints, openHint], (state: EditorState): DecorationSet => {
  const current = state.field(openHint)?.hint;
  const shown = state.field(foundHints).filter(({ from, to }) => from < to && to <= state.doc.length);
  const markFor = ({ hint }: FoundHint): Decoration =>
    Decoration.mark({
      tagName: "mark",
      class: hintMarkClass(hint, hint === current),
      attributes: { "aria-describedby": hintElementId(hint) },
    });
  return Decoration.set(
    shown.map((found) => markFor(found).range(found.from, found.to)),
    true,
  );
});

interface EditorHintsProps {
  board: Board;
  context: HintContext;
  listChanged?: (list: readonly FoundHint[]) => void;
}

class EditorHints {
  readonly controller: HintController;
  readonly #view: EditorView;
  readonly #descriptions = h("div", { hidden: true });
  #destroyed = false;

  constructor(view: EditorView, { board, context, listChanged }: EditorHintsProps) {
    this.#view = view;
    this.controller = new HintController(board, editorSurface(view, board), context, (list) => {
      this.#descriptions.replaceChildren(...hintDescriptions(list));
      listChanged?.(list);
    });
    view.dom.append(this.#descriptions);
    view.dom.addEventListener("mouseover", this.#pointerOver);
    queueMicrotask(() => this.#restoreTypedSpans());
  }

  update(update: ViewUpdate): void {
    const typing = update.transactions.some((tr) => isTyped(tr));
    const selected = update.transactions.some((tr) => tr.isUserEvent("select"));
    this.controller.changed({
      changes: update.docChanged ? update.changes.desc : null,
      typed: typing ? update.state.selection.main.head : null,
      caretMoved: update.selectionSet && !update.docChanged && selected,
      resized: update.geometryChanged,
    });
  }

  destroy(): void {
    this.#destroyed = true;
    this.controller.destroy();
    this.#descriptions.remove();
    const text = this.#text();
    if (text) storeTypedSpans(text, this.#view.state.field(typedSpans));
  }

  // Back in a section: what I typed here earlier is still mine.
  #restoreTypedSpans(): void {
    const text = this.#text();
    const stored = text && storedTypedSpans(text);
    if (this.#destroyed || !stored) return;
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ effects: addTypedSpans.of(stored.filter(({ to }) => to <= length)) });
    this.controller.recheck();
  }

  #text(): Y.Text | null {
    return this.#view.state.facet(ySyncFacet)?.ytext ?? null;
  }

  readonly #pointerOver = (event: Event): void => {
    const target = event.target as HTMLElement;
    if (this.controller.cardSlot.contains(target)) return;
    const mark = target.closest(".hint-mark");
    this.controller.pointerOver(mark?.isConnected ? hintAt(this.#view.state, this.#view.posAtDOM(mark)) : null);
  };
}

/** `listChanged` is called with all hints of the text whenever they change. */
export function editorHints(
  board: Board,
  context: HintContext,
  listChanged?: (list: readonly FoundHint[]) => void,
): Extension[] {
  const plugin = ViewPlugin.define((view) => new EditorHints(view, { board, context, listChanged }));
  const withController =
    (run: (controller: HintController) => boolean) =>
    (view: EditorView): boolean => {
      const controller = view.plugin(plugin)?.controller;
      return controller ? run(controller) : false;
    };
  const keys = keymap.of([
    { key: "Alt-Enter", run: withController((controller) => controller.acceptKey()) },
    { key: "Escape", run: withController((controller) => controller.dismissKey()) },
  ]);
  return [
    typedSpans,
    foundHints,
    openHint,
    hintMarks,
    cardGap,
    undoInProgress.of(() => board.undo.undoing || board.undo.redoing),
    plugin,
    Prec.high(keys),
  ];
}

function editorSurface(view: EditorView, board: Board): HintSurface {
  return {
    dom: view.dom,
    state: () => view.state,
    effect: (...effects) => view.dispatch({ effects }),
    hasFocus: () => view.hasFocus,
    composing: () => view.composing,
    caret: () => view.state.selection.main.head,
    select(pos) {
      view.focus();
      view.dispatch({ selection: { anchor: pos }, scrollIntoView: true });
    },
    focus: () => view.focus(),
    replaceText(span, text) {
      if (board.readonly.get()) return;
      view.dispatch({
        changes: { from: span.from, to: span.to, insert: text },
        selection: { anchor: span.from + text.length },
        userEvent: "input.hint",
        annotations: acceptingHint.of(true),
        effects: setOpenHint.of(null),
      });
    },
    lineBox: (pos, side) => view.coordsAtPos(Math.min(pos, view.state.doc.length), side),
    reserveSpace: (at) => reserveCardGap(view, at),
  };
}
