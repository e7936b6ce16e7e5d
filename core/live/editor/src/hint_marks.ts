// Hints in an editor: a light underline under words, and the room that a card takes in the text of a phone.
// Never here: when a text is looked at, what a card says.
import { EditorSelection, Prec, StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { ySyncFacet } from "y-codemirror.next";
import * as Y from "yjs";
import type { Board } from "./board_context";
import { h } from "./dom";
import type { About } from "./hint_asker";
import type { Box } from "./hint_place";
import { accepting, found, hintAt, isTyped, mine, open, setMine, setOpen, undoing, type Found, type Span } from "./hint_state";
import { Watch, type Surface } from "./hint_watch";
import type { Hint } from "./hints";

type Kept = { from: Y.RelativePosition; to: Y.RelativePosition }[];
/** What I typed in a text, while no editor shows it. */
const keptMine = new WeakMap<Y.Text, Kept>();

const names = new WeakMap<Hint, string>();
let named = 0;

/** The element that says what a hint is about, for `aria-describedby`. */
export function nameOf(hint: Hint): string {
  let name = names.get(hint);
  if (!name) names.set(hint, (name = `hint-${(named += 1)}`));
  return name;
}

/** What the marks of a text are described by; nothing of it is seen. */
export function descriptions(list: readonly Found[]): HTMLElement[] {
  return list.map(({ hint }) => h("span", { id: nameOf(hint), hidden: true }, `Hint: ${hint.message}`));
}

const marks = EditorView.decorations.compute([found, open], (state: EditorState): DecorationSet => {
  const current = state.field(open)?.hint;
  const shown = state.field(found).filter(({ from, to }) => from < to && to <= state.doc.length);
  const look = (one: Found): Decoration =>
    Decoration.mark({ tagName: "mark", class: one.hint === current ? "hint-mark open" : "hint-mark", attributes: { "aria-describedby": nameOf(one.hint) } });
  return Decoration.set(shown.map((one) => look(one).range(one.from, one.to)), true);
});

type Gap = { pos: number; height: number } | null;
const setGap = StateEffect.define<Gap>();
const gap = StateField.define<Gap>({
  create: () => null,
  update(now, tr) {
    for (const effect of tr.effects) if (effect.is(setGap)) return effect.value;
    return now && tr.docChanged ? { ...now, pos: tr.changes.mapPos(now.pos, 1) } : now;
  },
  provide: (field) =>
    EditorView.decorations.from(field, (now) => (now ? Decoration.set(Decoration.widget({ widget: new GapWidget(now.height), side: 1 }).range(now.pos)) : Decoration.none)),
});

class GapWidget extends WidgetType {
  constructor(readonly height: number) {
    super();
  }

  override eq(other: GapWidget): boolean {
    return other.height === this.height;
  }

  override toDOM(): HTMLElement {
    return h("span", { class: "hint-gap", style: `height: ${this.height}px`, "aria-hidden": "true" });
  }
}

export function hintsFor(board: Board, about: About, listed?: (list: readonly Found[]) => void): Extension[] {
  const plugin = ViewPlugin.fromClass(
    class {
      readonly told = h("div", { hidden: true });
      readonly watch: Watch;
      gone = false;

      constructor(readonly view: EditorView) {
        this.watch = new Watch(board, surfaceOf(view, board), about, (list) => {
          this.told.replaceChildren(...descriptions(list));
          listed?.(list);
        });
        view.dom.append(this.told);
        view.dom.addEventListener("mouseover", this.over);
        queueMicrotask(() => this.recall());
      }

      // Back in a section: what I typed here earlier is still mine.
      recall(): void {
        const text = this.view.state.facet(ySyncFacet)?.ytext ?? null;
        const kept = text && keptMine.get(text);
        if (this.gone || !text?.doc || !kept || kept.length === 0) return;
        const spans: Span[] = [];
        for (const { from, to } of kept) {
          const start = Y.createAbsolutePositionFromRelativePosition(from, text.doc);
          const end = Y.createAbsolutePositionFromRelativePosition(to, text.doc);
          if (start && end && start.type === text && end.type === text && end.index <= this.view.state.doc.length) spans.push({ from: start.index, to: end.index });
        }
        this.view.dispatch({ effects: setMine.of(spans) });
        this.watch.look();
      }

      update(update: ViewUpdate): void {
        const typing = update.transactions.some((tr) => isTyped(tr));
        this.watch.changed({
          changes: update.docChanged ? update.changes.desc : null,
          typed: typing ? update.state.selection.main.head : null,
          walked: update.selectionSet && !update.docChanged && update.transactions.some((tr) => tr.isUserEvent("select")),
          resized: update.geometryChanged,
        });
      }

      over = (event: Event): void => {
        const target = event.target as HTMLElement;
        if (this.watch.place.contains(target)) return;
        const on = target.closest(".hint-mark");
        this.watch.over(on?.isConnected ? hintAt(this.view.state, this.view.posAtDOM(on)) : null);
      };

      destroy(): void {
        this.gone = true;
        this.watch.destroy();
        this.told.remove();
        const text = this.view.state.facet(ySyncFacet)?.ytext ?? null;
        const at = (pos: number, assoc: number): Y.RelativePosition => Y.createRelativePositionFromTypeIndex(text as Y.Text, pos, assoc);
        if (text) keptMine.set(text, this.view.state.field(mine).filter(({ to }) => to <= text.length).map(({ from, to }) => ({ from: at(from, 0), to: at(to, -1) })));
      }
    },
  );
  const with_ = (run: (watch: Watch) => boolean) => (view: EditorView): boolean => {
    const watch = view.plugin(plugin)?.watch;
    return watch ? run(watch) : false;
  };
  const keys = keymap.of([
    { key: "Alt-Enter", run: with_((watch) => watch.acceptKey()) },
    { key: "Escape", run: with_((watch) => watch.dismissKey()) },
  ]);
  return [mine, found, open, marks, gap, undoing.of(() => board.undo.undoing || board.undo.redoing), plugin, Prec.high(keys)];
}

function surfaceOf(view: EditorView, board: Board): Surface {
  const lineBox = (pos: number, side: -1 | 1): Box | null => view.coordsAtPos(Math.min(pos, view.state.doc.length), side);
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
    rewrite(span, words) {
      if (board.readonly.get()) return;
      view.dispatch({
        changes: { from: span.from, to: span.to, insert: words },
        selection: { anchor: span.from + words.length },
        userEvent: "input.hint",
        annotations: accepting.of(true),
        effects: setOpen.of(null),
      });
    },
    lineBox,
    room(at) {
      const now = view.state.field(gap);
      const end = at && view.moveToLineBoundary(EditorSelection.cursor(Math.min(at.pos, view.state.doc.length), -1), true).head;
      const next = at && end !== null ? { pos: end, height: at.height } : null;
      // The gap itself moves the end of its line by a space: near enough stays.
      const same = now && next ? Math.abs(now.pos - next.pos) < 3 && now.height === next.height : now === next;
      if (!same) view.dispatch({ effects: setGap.of(next) });
    },
  };
}
