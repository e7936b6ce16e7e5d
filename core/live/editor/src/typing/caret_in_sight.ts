// Whether a caret can be seen, asked at each key. An editor that scrolls to its caret asks each element around it, up to
// the page, whether it scrolls and how it looks; a caret in sight needs none of that. Not here: scrolling.
import type { EditorView } from "@codemirror/view";
import { viewportInsets } from "../shared/viewport_insets";

/** False when the place at `pos` cannot be measured, too. Reads the layout, and may be called while an editor draws. */
export function inSight(view: EditorView, pos: number): boolean {
  const { node, offset } = view.domAtPos(pos);
  const range = document.createRange();
  range.setStart(node, offset);
  const caret = range.getBoundingClientRect();
  const { top, bottom } = viewportInsets();
  const { visualViewport, innerHeight } = window;
  const end = visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight;
  return caret.height > 0 && caret.top >= top && caret.bottom <= Math.min(end, innerHeight - bottom);
}
