// How much of the window's upper and lower edge lies under bars, in pixels: what a caret must be scrolled clear of. The
// measures are the page's (styles.css, bar.css); they are read when they can have changed, never while somebody types.
import type { Disposer } from "./signal";

export interface ViewportInsets {
  top: number;
  bottom: number;
}

let cached: ViewportInsets | null = null;

/** "64px" -> 64, "4rem" -> 64 with letters of 16 px; what is not a plain length is nothing. */
export function parsePixels(value: string, letters: number): number {
  const found = /^(\d{1,4}(?:\.\d{1,4})?)(px|rem)$/.exec(value.trim());
  return found ? Number(found[1]) * (found[2] === "rem" ? letters : 1) : 0;
}

export function viewportInsets(): ViewportInsets {
  if (cached) return cached;
  const page = getComputedStyle(document.documentElement);
  const letters = parsePixels(page.fontSize, 1);
  const of = (name: string): number => parsePixels(page.getPropertyValue(name), letters);
  cached = { top: of("--debrief-top") + 12, bottom: of("--debrief-dock") + of("--debrief-keyboard") + 12 };
  return cached;
}

/** They are read anew the next time somebody asks. */
export function invalidateViewportInsets(): void {
  cached = null;
}

export function watchViewportInsets(): Disposer {
  invalidateViewportInsets();
  window.addEventListener("resize", invalidateViewportInsets);
  return () => window.removeEventListener("resize", invalidateViewportInsets);
}
