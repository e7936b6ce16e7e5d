// The shared look as CSS custom properties, on top of the variables that Streamlit's theme puts around each
// component (--st-…), so that light, dark and a team's own colours just follow. Never here: layout.
import { style } from "./dom";

/** Wrap what you draw in an element with class "debrief" and call `dress(root, element)` once and on each update. */
export const themeCss = `
:host { display: block; }
.debrief {
  --bg: var(--st-background-color, #fbfaf7);
  --ink: var(--st-text-color, #1f2a37);
  --accent: var(--st-primary-color, #0f6b6b);
  --font: var(--st-font, "Inter", "Source Sans 3", system-ui, sans-serif);
  --heading-font: var(--st-heading-font, var(--font));
  --mono: var(--st-code-font, ui-monospace, monospace);
  --r: 14px;
  --r-small: 10px;
  --panel: #ffffff; --sunk: #f3f1eb; --line: #e4e0d6; --line-strong: #8a8f94; --muted: #5d6874; --faint: #69737d;
  --accent-ink: #ffffff; --accent-soft: #dff0ee;
  --warm: #a34a06; --warm-soft: #fdeedd; --over: #9d2b3f; --over-soft: #fae6ea; --ok: #2f6f3e; --hint: #8a6600; --hint-line: #b98900;
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
  --accent: var(--st-primary-color, #58c2ba);
  --panel: #1a2127; --sunk: #151b20; --line: #2b343c; --line-strong: #6d7984; --muted: #a9b4bd; --faint: #919ca6;
  --accent-ink: #06201f; --accent-soft: #123534;
  --warm: #f2a65a; --warm-soft: #3a2713; --over: #f08a9b; --over-soft: #3d1a22; --ok: #7cc98d; --hint: #e5bd4f; --hint-line: #e5bd4f;
  --shadow: 0 1px 2px rgb(0 0 0 / .3), 0 8px 24px rgb(0 0 0 / .25);
}
.debrief, .debrief *, .debrief *::before, .debrief *::after { box-sizing: border-box; }
.debrief .num { font-variant-numeric: tabular-nums; font-feature-settings: "tnum" 1; }
.debrief :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.debrief .visually-hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0;
}
.debrief button { font: inherit; color: inherit; cursor: pointer; }
@media (prefers-reduced-motion: reduce) {
  .debrief *, .debrief *::before, .debrief *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`;

/** Gives the element the shared look and tells it whether the page is dark. Safe to call again and again. */
export function dress(root: Node, element: HTMLElement): void {
  style(root, themeCss);
  element.classList.add("debrief");
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const theme = isDark(background) ? "dark" : "light";
  if (element.dataset.theme !== theme) element.dataset.theme = theme;
}

/** Whether a colour such as #12171c or rgb(18, 23, 28) is a dark one. Unknown forms count as light. */
export function isDark(color: string): boolean {
  const rgb = parse(color);
  if (!rgb) return false;
  const [r, g, b] = rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}

function parse(color: string): [number, number, number] | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{1,2})?$/i.exec(color)?.[1];
  if (hex) {
    const wide = hex.length === 3 ? [...hex].map((c) => c + c).join("") : hex;
    return [0, 2, 4].map((i) => Number.parseInt(wide.slice(i, i + 2), 16)) as [number, number, number];
  }
  const numbers = /^rgba?\(([^)]+)\)$/i.exec(color)?.[1]?.match(/[\d.]+/g);
  return numbers && numbers.length >= 3 ? [Number(numbers[0]), Number(numbers[1]), Number(numbers[2])] : null;
}
