// The shared look as CSS custom properties, on top of the variables that Streamlit's theme puts around each
// component (--st-…), so that light, dark and a team's own colours just follow. Not here: layout.
import { adoptStyles } from "../shared/dom";

/** What comes into view by key or by link stays clear of the bars over and under the page. */
export const clearOfBars =
  "scroll-margin: calc(var(--debrief-top, 3.75rem) + 12px) 0 calc(var(--debrief-bottom, 0px) + var(--debrief-notice, 0px) + 12px);";

/** Wrap what you draw in an element with class "debrief" and call `dress(root, element)` once and on each update. */
export const themeCss = `
:host { display: block; }
.debrief {
  --bg: var(--st-background-color, #fbfaf7);
  --ink: var(--st-text-color, #1f2a37);
  /* The link colour: Streamlit's primary must carry white words, which a lit accent on a dark page cannot. */
  --accent: var(--st-link-color, #0f6b6b);
  --font: var(--st-font, "Inter", "Source Sans 3", system-ui, sans-serif);
  --heading-font: var(--st-heading-font, var(--font));
  --mono: var(--st-code-font, ui-monospace, monospace);
  --r: 14px;
  --r-small: 10px;
  --panel: #ffffff; --sunk: #f3f1eb; --line: var(--st-border-color, #e4e0d6); --line-strong: #8a8f94; --muted: #5d6874; --faint: #69737d;
  --accent-ink: #ffffff; --accent-soft: var(--st-blue-background-color, #dff0ee);
  --warm: var(--st-orange-text-color, #8f4207); --warm-soft: var(--st-orange-background-color, #fdeedd);
  --over: var(--st-red-text-color, #8f2436); --over-soft: var(--st-red-background-color, #fae6ea);
  --plain-soft: var(--st-gray-background-color, #efece5); --plain-text: var(--st-gray-text-color, #55606b);
  --ok: var(--st-green-text-color, #265b33); --hint: var(--st-yellow-text-color, #6f5200); --hint-line: var(--st-yellow-color, #b98900);
  --shadow: 0 1px 2px rgb(31 42 55 / .05), 0 6px 20px rgb(31 42 55 / .06);
  --ease: cubic-bezier(.2, .7, .2, 1);
  color: var(--ink);
  font-family: var(--font);
  font-size: 1rem;
  line-height: 1.5;
  -webkit-font-smoothing: antialiased;
}
.debrief[data-theme="dark"] {
  --bg: var(--st-background-color, #12171c);
  --ink: var(--st-text-color, #eef2f4);
  --accent: var(--st-link-color, #58c2ba);
  --panel: #1a2127; --sunk: #151b20; --line: var(--st-border-color, #2b343c); --line-strong: #6d7984; --muted: #a9b4bd; --faint: #919ca6;
  --accent-ink: #06201f; --accent-soft: var(--st-blue-background-color, #123534);
  --warm: var(--st-orange-text-color, #f5b878); --warm-soft: var(--st-orange-background-color, #3a2713);
  --over: var(--st-red-text-color, #f3a3b0); --over-soft: var(--st-red-background-color, #3d1a22);
  --plain-soft: var(--st-gray-background-color, #222b32); --plain-text: var(--st-gray-text-color, #b4bec6);
  --ok: var(--st-green-text-color, #93d4a1); --hint: var(--st-yellow-text-color, #ebcb73); --hint-line: var(--st-yellow-color, #e5bd4f);
  --shadow: 0 1px 2px rgb(0 0 0 / .3), 0 8px 24px rgb(0 0 0 / .25);
}
.debrief, .debrief *, .debrief *::before, .debrief *::after { box-sizing: border-box; }
.debrief .num { font-variant-numeric: tabular-nums; font-feature-settings: "tnum" 1; }
.debrief :focus-visible:not(.cm-content) { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.debrief .visually-hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0;
}
/* Only ever a dot or a mark: an empty one in italics would make the browser load a typeface for nothing. */
.debrief i { font-style: normal; }
.debrief button { font: inherit; color: inherit; cursor: pointer; }
@media (prefers-reduced-motion: reduce) {
  .debrief *, .debrief *::before, .debrief *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`;

/** Gives the element the shared look and tells it whether the page is dark. Safe to call again and again. */
export function applyTheme(root: Node, element: HTMLElement): void {
  adoptStyles(root, themeCss);
  element.classList.add("debrief");
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const theme = isDark(background) ? "dark" : "light";
  if (element.dataset.theme !== theme) element.dataset.theme = theme;
}

/** Whether a colour such as #12171c or rgb(18, 23, 28) is a dark one. Unknown forms count as light. */
export function isDark(color: string): boolean {
  const rgb = parseColor(color);
  if (!rgb) return false;
  const [r, g, b] = rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}

function parseColor(color: string): [number, number, number] | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{1,2})?$/i.exec(color)?.[1];
  if (hex) {
    const wide = hex.length === 3 ? [...hex].map((c) => c + c).join("") : hex;
    return [0, 2, 4].map((i) => Number.parseInt(wide.slice(i, i + 2), 16)) as [number, number, number];
  }
  const numbers = /^rgba?\(([^)]+)\)$/i.exec(color)?.[1]?.match(/[\d.]+/g);
  return numbers && numbers.length >= 3 ? [Number(numbers[0]), Number(numbers[1]), Number(numbers[2])] : null;
}
