// A text that is typed into keeps its layout to itself: while its height stays, a key lays out its own lines and not the
// whole page around them. Never here: what stands in the text.
import type { EditorView } from "@codemirror/view";

/** Returns the way out. Only for an editor as wide as its box: its words no longer widen anything. */
export function steady(view: EditorView): () => void {
  const { dom, contentDOM } = view;
  // Told after layout and before paint, so nobody sees a line that has not got its room yet.
  const observer = new ResizeObserver(() => {
    const height = contentDOM.offsetHeight;
    dom.style.contain = height > 0 ? "size layout" : "";
    dom.style.height = height > 0 ? `${height}px` : "";
  });
  observer.observe(contentDOM);
  return () => observer.disconnect();
}
