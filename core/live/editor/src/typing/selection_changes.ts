// Tells an editor that the page's selection changed. Each editor listens to the whole page by itself, and each reads the
// selection when it hears of it: in a list of twenty rows a key would be read twenty times. While one of them has the
// focus only that one is told, and the one that had it before. Not here: what an editor makes of it.
import type { EditorView } from "@codemirror/view";
import type { Disposer } from "../shared/signal";

/** The editor's own part that we reach for: @codemirror/view is pinned, and a test of shape is ours. */
interface Observed {
  observer: { onSelectionChange(event: Event): void };
}

const editors = new Map<HTMLElement, (event: Event) => void>();
let before: HTMLElement | null = null;

/** Returns the disposer. */
export function shareSelectionChanges(view: EditorView): Disposer {
  const told = (view as unknown as Observed).observer.onSelectionChange;
  document.removeEventListener("selectionchange", told);
  if (editors.size === 0) document.addEventListener("selectionchange", tell);
  editors.set(view.contentDOM, told);
  return () => {
    editors.delete(view.contentDOM);
    if (before === view.contentDOM) before = null;
    if (editors.size === 0) document.removeEventListener("selectionchange", tell);
  };
}

function tell(event: Event): void {
  const focused = focusedElement();
  const one = focused && editors.get(focused);
  if (!focused || !one) {
    before = null;
    for (const each of [...editors.values()]) each(event);
    return;
  }
  const left = before === focused ? null : before;
  before = focused;
  if (left) editors.get(left)?.(event);
  one(event);
}

function focusedElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}
