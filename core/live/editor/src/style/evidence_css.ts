// Pictures on rows of the timeline: small in the row, as large as the window allows in their dialog.
export const evidenceCss = `
.board .row-pictures { grid-column: 3 / -1; grid-row: 3; display: flex; flex-wrap: wrap; gap: .5rem .9rem; margin-top: .4rem; }
.board .row-pictures[hidden] { display: none; }
.board .row-picture { display: grid; grid-template-columns: auto minmax(7rem, 14rem) 1.75rem; gap: 0 .5rem; align-items: center; min-width: 0; max-width: 100%; }
.board .picture-open { padding: 0; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--sunk); width: 6.5rem; height: 4.25rem; overflow: hidden; cursor: zoom-in; }
.board .picture-open img { display: block; width: 100%; height: 100%; object-fit: cover; }
.board .picture-open:hover { border-color: var(--accent); }
.board .row .row-picture input[type="text"] { width: 100%; min-height: 2rem; font-size: .8125rem; color: var(--muted); padding: 0 .4rem; }
.board .picture-remove { border: 0; background: none; color: var(--faint); width: 1.75rem; height: 1.75rem; border-radius: 8px; padding: 0; line-height: 1; font-size: 1.125rem; }
.board .picture-remove:hover { background: var(--line); color: var(--ink); }
.board .picture-remove:disabled { display: none; }
.board .picture-gone { grid-column: 2 / -1; margin: 0; color: var(--warm); font-size: .8125rem; }
.board .row-picture[data-gone] .picture-open { cursor: default; border-style: dashed; }
.board .row-picture[data-gone] img { visibility: hidden; }
.board .row-picture.waiting { display: flex; flex-wrap: wrap; gap: .35rem .75rem; padding: .5rem .75rem; border: 1px dashed var(--line-strong); border-radius: 8px; color: var(--muted); font-size: .8125rem; }
.board .row-picture.waiting progress { width: 7rem; accent-color: var(--accent); }
.board .row-picture.failed { border-color: var(--warm); }
.board .row-picture.failed [role="alert"] { color: var(--warm); font-weight: 600; max-width: 34rem; }
.board .row-picture.waiting button { border: 1px solid var(--line-strong); border-radius: 8px; background: var(--panel); padding: .2rem .65rem; min-height: 2rem; }
.board [data-field="timeline"] .cell-picture { grid-column: 4 / -1; grid-row: 2; margin-bottom: -.45rem; }
.board .picture-add { border: 0; background: none; color: var(--faint); width: 1.75rem; height: 1.75rem; border-radius: 8px; padding: 0; display: grid; place-items: center; opacity: 0; }
.board .picture-add::before { content: ""; width: 16px; height: 13px; border: 1.5px solid currentColor; border-radius: 3px;
  background: linear-gradient(135deg, transparent 62%, currentColor 63%) 0 100% / 60% 60% no-repeat, radial-gradient(circle at 75% 28%, currentColor 1.4px, transparent 1.9px); }
.board .row:hover .picture-add, .board .row:focus-within .picture-add, .board .picture-add:focus-visible { opacity: 1; }
.board .picture-add:hover { background: var(--line); color: var(--ink); }
.board .picture-add:disabled { display: none; }
.board [data-draft]:not([data-open]) .cell-picture { display: none; }
.board .row[data-dropping] { outline: 2px dashed var(--accent); outline-offset: -2px; }
@media (hover: none) { .board .row:focus-within .picture-add { color: var(--muted); } }
@container board (max-width: 35rem) {
  /* What opens with the row stands below its pictures: above, it would push one away from under the finger. */
  .board [data-field="timeline"] .cell-who { grid-column: 1 / 3; grid-row: 4; }
  .board [data-field="timeline"] .cell-picture { grid-column: 3 / -1; grid-row: 4; justify-self: end; margin-bottom: 0; }
  .board [data-field="timeline"] .row:not(:focus-within) .cell-picture { display: none; }
  .board .picture-add { width: 2.75rem; height: 2.25rem; opacity: 1; color: var(--muted); border: 1px solid var(--line-strong); }
  .board .row-pictures { grid-column: 1 / -1; grid-row: 3; }
  .board .row-picture { grid-template-columns: auto minmax(0, 1fr) 2.5rem; width: 100%; }
  .board .picture-remove { width: 2.5rem; height: 2.5rem; }
}
`;

export const dialogCss = `
.picture-dialog { width: max-content; max-width: min(96vw, 1680px); max-height: 96dvh; overflow: auto; padding: 1rem; border: 1px solid var(--line); border-radius: var(--r); background: var(--panel); color: var(--ink); }
.picture-dialog::backdrop { background: rgb(0 0 0 / .55); }
.picture-dialog figure { margin: 0; }
.picture-dialog img { display: block; max-width: 100%; max-height: calc(96dvh - 8rem); margin: 0 auto; border-radius: 6px; background: #fff; }
.picture-dialog figcaption { margin: .7rem 0 0; overflow-wrap: anywhere; }
.picture-dialog .picture-close { margin-top: .8rem; min-height: 2.75rem; padding: .45rem 1.2rem; border: 1px solid var(--line-strong); border-radius: var(--r-small); background: none; font-weight: 600; }
`;
