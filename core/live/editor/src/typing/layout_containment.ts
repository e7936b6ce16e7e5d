// Contains the layout of a text that is typed into: while its height stays the same, a key lays out its own lines and
// not the whole page. Not here: the text.
import type { EditorView } from "@codemirror/view";

const boxes = new Map<Element, HTMLElement>();
let observer: ResizeObserver | null = null;

/** Returns the disposer. Only for an editor as wide as its box: its words no longer widen anything. */
export function containLayout(view: Pick<EditorView, "dom" | "contentDOM">): () => void {
  const { dom, contentDOM } = view;
  observer ??= new ResizeObserver(resized);
  boxes.set(contentDOM, dom);
  observer.observe(contentDOM);
  return () => {
    boxes.delete(contentDOM);
    observer?.unobserve(contentDOM);
  };
}

// Told after layout and before paint, so nobody sees a line that has not got its room yet. All heights are read before
// one is written: a list of twenty rows would be laid out twenty times otherwise.
function resized(entries: readonly ResizeObserverEntry[]): void {
  const sizes = entries.map(({ target }) => ({ box: boxes.get(target), height: (target as HTMLElement).offsetHeight }));
  for (const { box, height } of sizes) {
    if (!box) continue;
    box.style.contain = height > 0 ? "size layout" : "";
    box.style.height = height > 0 ? `${height}px` : "";
  }
}
