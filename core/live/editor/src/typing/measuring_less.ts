// What an editor asks the page about at each key, as far as it can do without. Each question lays the page out at once, or
// walks through everything around the board. Not here: drawing, the caret.
import { EditorView } from "@codemirror/view";

/** The editor's own parts that we reach for: @codemirror/view is pinned, and a test of shape is ours. */
export interface Measured {
  docView: { updateSelection(mustRead?: boolean, fromPointer?: boolean): void };
  viewState: { printing: boolean };
  observer: { intersecting: boolean };
}

/** Up to this many characters and lines a text is drawn whole, whatever part of it can be seen. */
const SMALL_CHARACTERS = 2000;
const SMALL_LINES = 40;

export function measureLess(view: EditorView): void {
  readSelectionWithFocus(view);
  measureSmallTextsWhole(view);
}

// A text without the focus has no caret to draw, and what it reads of the page's selection it does not use. It hears of
// a new selection by itself (selection_changes).
function readSelectionWithFocus(view: EditorView): void {
  const { docView } = view as unknown as Measured;
  const update = docView.updateSelection.bind(docView);
  docView.updateSelection = (mustRead, fromPointer) => {
    const focused = view.root.activeElement === view.contentDOM;
    if (focused || fromPointer || !view.state.facet(EditorView.editable)) update(mustRead, fromPointer);
  };
}

// An editor that prints draws everything, so it does not ask each element up to the page how much of it can be seen.
function measureSmallTextsWhole(view: EditorView): void {
  const { viewState, observer } = view as unknown as Measured;
  let printing = viewState.printing;
  Object.defineProperty(viewState, "printing", {
    get: () => printing || (observer.intersecting && isSmall(view)),
    set: (on: boolean) => {
      printing = on;
    },
  });
}

function isSmall({ state: { doc } }: EditorView): boolean {
  return doc.length <= SMALL_CHARACTERS && doc.lines <= SMALL_LINES;
}
