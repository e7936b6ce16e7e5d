// Contains the layout of a text that is typed into: while its height stays the same, a key lays out its own lines and
// not the whole page. Not here: the text.
import type { EditorView } from "@codemirror/view";

/** Returns the disposer. Only for an editor as wide as its box: its words no longer widen anything. */
export function containLayout(view: EditorView): () => void {
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
