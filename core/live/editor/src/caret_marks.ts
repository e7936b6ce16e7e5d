// Draws the others' carets and selections into an editor, and tells them about mine.
// A name stands on a small flag that fades: beside the caret at a line's end, else just above it. Never here: where the carets are.
import { RangeSet, type Range } from "@codemirror/state";
import { Decoration, ViewPlugin, WidgetType, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";
import type * as Y from "yjs";
import type { Carets } from "./carets";
import { h } from "./dom";
import type { Stop } from "./signal";

class CaretMark extends WidgetType {
  constructor(
    readonly name: string,
    readonly color: string,
    readonly stamp: string,
    readonly atEnd: boolean,
  ) {
    super();
  }

  override eq(other: CaretMark): boolean {
    return other.stamp === this.stamp && other.name === this.name && other.color === this.color && other.atEnd === this.atEnd;
  }

  override toDOM(): HTMLElement {
    // The name is drawn by the style sheet: whoever copies or reads the text gets the text alone.
    const flag = h("span", { class: "flag", "data-name": this.name });
    return h("span", { class: this.atEnd ? "caret at-end" : "caret", style: `--who: ${this.color}`, "aria-hidden": "true" }, flag);
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** The extension for one text. */
export function caretMarks(carets: Carets, text: Y.Text) {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      stop: Stop;
      destroyed = false;

      constructor(readonly view: EditorView) {
        this.decorations = draw(view, carets, text);
        this.stop = carets.watch(text, () => {
          if (this.destroyed) return;
          this.decorations = draw(view, carets, text);
          view.dispatch({});
        });
        if (view.hasFocus) this.tell();
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.decorations = draw(update.view, carets, text);
        if (!update.selectionSet && !update.docChanged && !update.focusChanged) return;
        if (update.view.hasFocus) this.tell();
        else if (update.focusChanged) carets.gone(text);
      }

      // After the change has reached the document, whose positions count.
      tell(): void {
        queueMicrotask(() => {
          if (this.destroyed || !this.view.hasFocus) return;
          const { anchor, head } = this.view.state.selection.main;
          if (Math.max(anchor, head) <= text.length) carets.here(text, anchor, head);
        });
      }

      destroy(): void {
        this.destroyed = true;
        this.stop();
        carets.gone(text);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function draw(view: EditorView, carets: Carets, text: Y.Text): DecorationSet {
  const { doc } = view.state;
  const marks: Range<Decoration>[] = [];
  for (const caret of carets.of(text)) {
    const head = Math.min(caret.head, doc.length);
    const anchor = Math.min(caret.anchor, doc.length);
    if (head !== anchor) {
      const mark = Decoration.mark({ class: "their-selection", attributes: { style: `--who: ${caret.color}` } });
      marks.push(mark.range(Math.min(head, anchor), Math.max(head, anchor)));
    }
    const widget = new CaretMark(caret.name, caret.color, `${caret.client} ${caret.stamp}`, doc.lineAt(head).to === head);
    marks.push(Decoration.widget({ widget, side: head > anchor ? -1 : 1 }).range(head));
  }
  return marks.length > 0 ? Decoration.set(marks, true) : RangeSet.empty;
}
