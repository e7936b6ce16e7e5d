// Where the bar and the board stand before Streamlit has drawn its page: at the places that they have in it. The
// measures of the bar are those of pages/parts/frame/bar.css, those of the page Streamlit's (header, gaps, columns);
// tests/e2e/test_before_streamlit.py holds that nothing moves.

/** On the page's root while the room is shown and Streamlit's page is not. */
export const SHOWN = "debrief-early";

export const stageCss = `
:root { --debrief-side: 5rem; --debrief-bar: 4rem; --debrief-top: 4rem; --debrief-dock: 0px; --debrief-bottom: 0px; }
.${SHOWN} > body { margin: 0; }
.${SHOWN} #root { visibility: hidden; }
.debrief-stage { position: fixed; inset: 0; z-index: 1000000; overflow: auto; box-sizing: border-box; background: var(--st-background-color);
  padding: 3.75rem var(--debrief-side) 4rem; }
.debrief-stage .bar-place { position: sticky; top: 0; z-index: 2; display: flex; align-items: center; box-sizing: border-box; height: calc(var(--debrief-bar) + 1px); padding: 0 106px 0 20px;
  margin: 0 calc(-1 * var(--debrief-side)); background: light-dark(#fff, #1a2127); border-bottom: 1px solid light-dark(#e4e0d6, #2b343c); box-shadow: 0 4px 18px rgb(31 42 55 / .06); }
.debrief-stage .bar-place > * { flex: 1 1 0; min-width: 0; }
/* The bar leaves 86px for the button "More", which everybody has. Two columns of 75 and 25 %, a gap of 4rem between them, and half of what is left over. */
.debrief-stage .board-place { margin-top: 1rem; width: calc(75% - 2rem); }
.debrief-stage[data-wide] .board-place { width: auto; }
@media (max-width: 56.25em) { :root { --debrief-side: 1rem; } }
@media (max-width: 40em) {
  :root { --debrief-bar: 3.75rem; --debrief-top: 3.75rem; --debrief-dock: 7rem; --debrief-bottom: calc(7rem + env(safe-area-inset-bottom, 0px) + var(--debrief-keyboard, 0px)); }
  /* No padding: what sticks to the lower edge would stand above it, and above the dock besides. */
  .debrief-stage { padding-bottom: 0; }
  .debrief-stage::after { content: ""; display: block; height: calc(var(--debrief-bottom) + 2rem); }
  .debrief-stage .bar-place { padding: 0 98px 0 16px; }
  .debrief-stage .board-place { width: auto; }
}
@media (max-width: 40em) and (max-height: 23.75em), (max-width: 18em) {
  :root { --debrief-bar: 0px; --debrief-top: 0px; --debrief-dock: 0px; --debrief-bottom: 0px; }
  .debrief-stage .bar-place { position: static; height: auto; padding-block: .4rem; }
}
`;
