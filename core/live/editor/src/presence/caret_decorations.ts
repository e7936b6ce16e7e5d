// Draws the others' carets and selections into an editor, and tells them about mine. A name stands on a small flag that
// goes after two seconds: beside the caret at a line's end, else just above it. Not here: where the carets are.
import { type Extension, type Range, RangeSet } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import type * as Y from "yjs";
import { h } from "../shared/dom";
import type { Disposer } from "../shared/signal";
import type { Carets } from "./carets";

interface CaretLook {
  name: string;
  color: string;
  /** another one for each move, so that the name is shown anew */
  stamp: string;
  /** the caret is at the end of its line */
  atEnd: boolean;
}

class CaretWidget extends WidgetType {
  readonly #look: CaretLook;

  constructor(look: CaretLook) {
    super();
    this.#look = look;
  }

  override eq(other: CaretWidget): boolean {
    const [mine, theirs] = [this.#look, other.#look];
    return (
      theirs.stamp === mine.stamp &&
      theirs.name === mine.name &&
      theirs.color === mine.color &&
      theirs.atEnd === mine.atEnd
    );
  }

  override toDOM(): HTMLElement {
    const { name, color, atEnd } = this.#look;
    // The name is drawn by the style sheet: whoever copies or reads the text gets the text alone.
    const flag = h("span", { class: "flag", "data-name": name });
    return h(
      "span",
      { class: atEnd ? "caret at-end" : "caret", style: `--who: ${color}`, "aria-hidden": "true" },
      flag,
    );
  }

  /** Their caret keeps its elements, and only what is different is written: both are dear at each key of others. */
  override updateDOM(caret: HTMLElement, _view: EditorView, from: this): boolean {
    const [old, look] = [from.#look, this.#look];
    if (old.color !== look.color || old.name !== look.name) return false;
    if (old.atEnd !== look.atEnd) caret.classList.toggle("at-end", look.atEnd);
    if (old.stamp !== look.stamp) caret.classList.toggle("again"); // another name for the same animation begins it anew
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

class CaretPlugin {
  decorations: DecorationSet;
  readonly #view: EditorView;
  readonly #carets: Carets;
  readonly #text: Y.Text;
  readonly #stop: Disposer;
  #destroyed = false;

  constructor(view: EditorView, carets: Carets, text: Y.Text) {
    this.#view = view;
    this.#carets = carets;
    this.#text = text;
    this.decorations = decorate(view, carets, text);
    this.#stop = carets.watch(text, () => {
      if (this.#destroyed) return;
      this.decorations = decorate(view, carets, text);
      view.dispatch({});
    });
    if (view.hasFocus) this.#publish();
  }

  update(update: ViewUpdate): void {
    if (update.docChanged) this.decorations = decorate(update.view, this.#carets, this.#text);
    if (!update.selectionSet && !update.docChanged && !update.focusChanged) return;
    if (update.view.hasFocus) this.#publish();
    else if (update.focusChanged) this.#carets.clearOwn(this.#text);
  }

  destroy(): void {
    this.#destroyed = true;
    this.#stop();
    this.#carets.clearOwn(this.#text);
  }

  // After the change has reached the document, whose positions count.
  #publish(): void {
    queueMicrotask(() => {
      if (this.#destroyed || !this.#view.hasFocus) return;
      const { anchor, head } = this.#view.state.selection.main;
      if (Math.max(anchor, head) <= this.#text.length) this.#carets.setOwn(this.#text, anchor, head);
    });
  }
}

/** The extension for one text. */
export function caretDecorations(carets: Carets, text: Y.Text): Extension {
  return ViewPlugin.define((view) => new CaretPlugin(view, carets, text), {
    decorations: (plugin) => plugin.decorations,
  });
}

function decorate(view: EditorView, carets: Carets, text: Y.Text): DecorationSet {
  const { doc } = view.state;
  const marks: Range<Decoration>[] = [];
  for (const caret of carets.inText(text)) {
    const head = Math.min(caret.head, doc.length);
    const anchor = Math.min(caret.anchor, doc.length);
    if (head !== anchor) {
      const mark = Decoration.mark({ class: "their-selection", attributes: { style: `--who: ${caret.color}` } });
      marks.push(mark.range(Math.min(head, anchor), Math.max(head, anchor)));
    }
    const widget = new CaretWidget({
      name: caret.name,
      color: caret.color,
      stamp: `${caret.client} ${caret.stamp}`,
      atEnd: doc.lineAt(head).to === head,
    });
    marks.push(Decoration.widget({ widget, side: head > anchor ? -1 : 1 }).range(head));
  }
  return marks.length > 0 ? Decoration.set(marks, true) : RangeSet.empty;
}
