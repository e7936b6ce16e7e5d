// Hints in an editor: asked for after a pause in this person's own typing, drawn as a light underline, opened on
// hover, by the caret or with F8. Nothing of it leaves this screen. Never here: the card's words, the rules.
import { Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { ySyncFacet } from "y-codemirror.next";
import * as Y from "yjs";
import type { Board } from "./board_context";
import { h, replace } from "./dom";
import { hintCard } from "./hint_card";
import { found, hintAt, marks, mine, open, overlaps, setFound, setMine, setOpen, type Found, type Span } from "./hint_state";

const PAUSE_MS = 700;
const HOVER_MS = 250;

type Kept = { from: Y.RelativePosition; to: Y.RelativePosition }[];
/** What I typed in a text, while no editor shows it. */
const keptMine = new WeakMap<Y.Text, Kept>();
/** The editors of each board that may hold hints, for going from one to the next. */
const editors = new WeakMap<Board, Set<EditorView>>();

export function hintsFor(board: Board, field: string, section: string): Extension[] {
  const drop = (view: EditorView, one: Found): void => {
    board.hints.dismiss(field, view.state.sliceDoc(one.from, one.to), one.hint);
    view.dispatch({ effects: [setOpen.of(null), setFound.of(view.state.field(found).filter(({ hint }) => hint !== one.hint))] });
  };
  const accept = (view: EditorView, one: Found, words: string): void => {
    if (board.readonly.get()) return;
    board.undo.stopCapturing();
    view.dispatch({ changes: { from: one.from, to: one.to, insert: words }, selection: { anchor: one.from + words.length }, userEvent: "input.hint", effects: setOpen.of(null) });
    view.focus();
  };

  const plugin = ViewPlugin.fromClass(
    class {
      readonly place = h("div", { class: "hint-place", "aria-live": "polite" });
      pause = 0;
      hover = 0;
      shown: Found | null = null;
      hovered = false;
      gone = false;

      constructor(readonly view: EditorView) {
        view.dom.append(this.place);
        const all = editors.get(board) ?? new Set();
        editors.set(board, all.add(view));
        view.dom.addEventListener("mouseover", this.over);
        view.dom.addEventListener("mouseleave", this.leave);
        view.dom.addEventListener("focusout", this.left);
        queueMicrotask(() => this.recall());
      }

      // Back in a section: what I typed here earlier is still mine.
      recall(): void {
        const text = this.text();
        const kept = text && keptMine.get(text);
        if (this.gone || !text?.doc || !kept) return;
        const spans: Span[] = [];
        for (const { from, to } of kept) {
          const start = Y.createAbsolutePositionFromRelativePosition(from, text.doc);
          const end = Y.createAbsolutePositionFromRelativePosition(to, text.doc);
          if (start?.type === text && end?.type === text && end.index <= this.view.state.doc.length) spans.push({ from: start.index, to: end.index });
        }
        this.view.dispatch({ effects: setMine.of(spans) });
        this.later();
      }

      text(): Y.Text | null {
        return this.view.state.facet(ySyncFacet)?.ytext ?? null;
      }

      update(update: ViewUpdate): void {
        if (update.docChanged && update.state.field(mine) !== update.startState.field(mine)) this.later();
        const now = update.state.field(open);
        if (now?.hint !== this.shown?.hint) this.draw(now);
        this.shown = now;
        if (update.selectionSet && !update.docChanged && update.transactions.some((tr) => tr.isUserEvent("select"))) this.byCaret();
      }

      // Asked after a pause in my own typing. A change of others alone asks nothing.
      later(): void {
        window.clearTimeout(this.pause);
        if (this.view.state.field(mine).length === 0) return;
        this.pause = window.setTimeout(() => void this.ask(), PAUSE_MS);
      }

      async ask(): Promise<void> {
        const text = this.view.state.sliceDoc();
        const hints = await board.hints.check(field, section, text);
        if (this.gone || this.view.state.sliceDoc() !== text) return;
        const words = this.view.state.field(mine);
        const list = hints
          .map((hint): Found => ({ from: hint.start, to: hint.end, hint }))
          .filter((one) => overlaps(one, words) && !board.hints.dismissed(field, text.slice(one.from, one.to)));
        const before = this.view.state.field(found);
        const same = (a: Found, b: Found): boolean => a.from === b.from && a.to === b.to && a.hint.rule === b.hint.rule;
        // What is known already stays the same object, so that an open card stays open.
        this.view.dispatch({ effects: setFound.of(list.map((one) => before.find((old) => same(old, one)) ?? one)) });
      }

      // Not from within an update: the view is busy then.
      byCaret(): void {
        queueMicrotask(() => {
          if (this.gone) return;
          const { main } = this.view.state.selection;
          const here = main.empty ? hintAt(this.view.state, main.head) : null;
          if (here !== this.view.state.field(open)) this.show(here);
        });
      }

      show(one: Found | null): void {
        if (!this.gone) this.view.dispatch({ effects: setOpen.of(one) });
      }

      draw(one: Found | null): void {
        if (!one) return replace(this.place);
        const now = (): Found => this.view.state.field(open) ?? one;
        replace(this.place, hintCard(one.hint, { accept: (words) => accept(this.view, now(), words), dismiss: () => (drop(this.view, now()), this.view.focus()) }));
      }

      over = (event: Event): void => {
        window.clearTimeout(this.hover);
        const target = event.target as HTMLElement;
        if (this.place.contains(target)) return;
        const on = target.closest(".hint-mark");
        this.hover = window.setTimeout(() => {
          if (this.gone) return;
          if (on?.isConnected) {
            this.hovered = true;
            this.show(hintAt(this.view.state, this.view.posAtDOM(on)));
          } else if (this.hovered) this.leave();
        }, HOVER_MS);
      };

      leave = (): void => {
        window.clearTimeout(this.hover);
        if (!this.hovered) return;
        this.hovered = false;
        this.show(null);
      };

      left = (event: FocusEvent): void => {
        if (!this.view.dom.contains(event.relatedTarget as Node | null) && !this.hovered) queueMicrotask(() => this.show(null));
      };

      destroy(): void {
        this.gone = true;
        window.clearTimeout(this.pause);
        window.clearTimeout(this.hover);
        editors.get(board)?.delete(this.view);
        this.place.remove();
        const text = this.text();
        const at = (pos: number, assoc: number): Y.RelativePosition => Y.createRelativePositionFromTypeIndex(text as Y.Text, pos, assoc);
        if (text) keptMine.set(text, this.view.state.field(mine).filter(({ to }) => to <= text.length).map(({ from, to }) => ({ from: at(from, 0), to: at(to, -1) })));
      }
    },
  );

  const opened = (view: EditorView): Found | null => view.state.field(open) ?? null;
  const keys = keymap.of([
    {
      key: "Alt-Enter",
      run: (view) => {
        const one = opened(view) ?? hintAt(view.state, view.state.selection.main.head);
        const words = one?.hint.suggestions[0];
        if (one && words !== undefined) accept(view, one, words);
        return one !== null;
      },
    },
    { key: "Escape", run: (view) => { const one = opened(view); if (one) drop(view, one); return one !== null; } },
  ]);
  return [mine, found, open, marks, plugin, Prec.high(keys)];
}

/** F8: the next hint after the caret, in this editor or in the one below; round and round. */
export function openNextHint(board: Board): boolean {
  const inOrder = [...(editors.get(board) ?? [])].filter((view) => view.state.field(found).length > 0)
    .sort((a, b) => (a.dom.compareDocumentPosition(b.dom) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const all = inOrder.flatMap((view) => [...view.state.field(found)].sort((a, b) => a.from - b.from).map((one) => ({ view, one })));
  if (all.length === 0) return false;
  const current = all.findIndex(({ view, one }) => view.state.field(open) === one);
  const focused = all.findIndex(({ view, one }) => view.hasFocus && one.from >= view.state.selection.main.head);
  const next = all[current >= 0 ? (current + 1) % all.length : Math.max(focused, 0)];
  if (!next) return false;
  for (const { view } of all) if (view !== next.view && view.state.field(open)) view.dispatch({ effects: setOpen.of(null) });
  next.view.focus();
  next.view.dispatch({ selection: { anchor: next.one.from }, effects: setOpen.of(next.one), scrollIntoView: true });
  return true;
}
