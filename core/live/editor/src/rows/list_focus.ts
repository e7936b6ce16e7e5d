// Rows find their place once the focus is somewhere else; while a button is held down nothing moves under it. Not here:
// the order of rows.
import type { Disposer } from "../shared/signal";
import type { RowView } from "./row_interfaces";
import type { RowsRenderer } from "./rows_renderer";

/** `settled` is called before rows move, with the row that the focus is in. */
export function watchFocus(renderer: RowsRenderer, settled: (active: RowView | null) => void): Disposer {
  let pressed = false;
  let timer = 0;
  const settle = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (pressed) return;
      const active = renderer.focused();
      settled(active);
      if (active !== renderer.draft) renderer.draftBehind = null;
      renderer.draft.dom.toggleAttribute("data-open", active === renderer.draft);
      renderer.render(false);
    });
  };
  // An open draft is taller. It closes no sooner than rows move, or a click would miss what stood below it.
  const open = (event: FocusEvent): void => {
    if (renderer.draft.dom.contains(event.target as Node)) renderer.draft.dom.setAttribute("data-open", "");
  };
  const press = (): void => {
    pressed = true;
  };
  const release = (): void => {
    pressed = false;
    settle();
  };
  renderer.list.addEventListener("focusout", settle);
  renderer.list.addEventListener("focusin", open);
  window.addEventListener("pointerdown", press, true);
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  return () => {
    window.clearTimeout(timer);
    window.removeEventListener("pointerdown", press, true);
    window.removeEventListener("pointerup", release);
    window.removeEventListener("pointercancel", release);
  };
}
