// A phone's keyboard lies over the page without making it shorter. What is fixed to the lower edge has to know how much
// is covered: it stands in --debrief-keyboard on the page's root. Not here: who uses it.

import { type Disposer, makeDisposables } from "./signal";
import { invalidateViewportInsets } from "./viewport_insets";

/** Less than this is an address bar that folds away, not a keyboard. */
const MIN_KEYBOARD_HEIGHT = 120;

/** How much of the window's lower end a keyboard covers, in whole pixels. A page that is zoomed in says nothing. */
export function coveredHeight(
  windowHeight: number,
  view: { height: number; offsetTop: number; scale: number },
): number {
  if (view.scale > 1.05) return 0;
  const below = Math.round(windowHeight - view.height - view.offsetTop);
  return below >= MIN_KEYBOARD_HEIGHT ? below : 0;
}

export function trackKeyboardInset(): Disposer {
  const view = window.visualViewport;
  if (!view) return () => undefined;
  const root = document.documentElement;
  const disposables = makeDisposables();
  let previous = 0;
  const update = (): void => {
    const now = coveredHeight(window.innerHeight, view);
    if (now === previous) return;
    root.style.setProperty("--debrief-keyboard", `${now}px`);
    invalidateViewportInsets();
    if (now > previous) requestAnimationFrame(scrollFocusedIntoView);
    previous = now;
  };
  // Chrome scrolls to the caret of an editor that the Tab key reaches, and asks no scroll-margin.
  const tabbed = (event: KeyboardEvent): void => {
    if (event.key === "Tab") scrollFocusedIntoView();
  };
  document.addEventListener("keyup", tabbed, true); // the board keeps its keys from the page
  view.addEventListener("resize", update);
  view.addEventListener("scroll", update);
  disposables.add(
    () => document.removeEventListener("keyup", tabbed, true),
    () => view.removeEventListener("resize", update),
    () => view.removeEventListener("scroll", update),
    () => root.style.removeProperty("--debrief-keyboard"),
  );
  update();
  return disposables.dispose;
}

// Whoever tapped into a field that the keyboard then covered sees it again; its scroll-margin keeps it clear of the
// bars.
function scrollFocusedIntoView(): void {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at && at !== document.body) at.scrollIntoView({ block: "nearest" });
}
