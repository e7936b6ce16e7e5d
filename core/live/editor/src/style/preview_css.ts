// The preview of a pasted text: what is asked, rows to choose, lines that are none.
export const previewCss = `
.board .paste-preview { padding: .75rem .75rem 1rem; margin-bottom: .5rem; border-bottom: 1px solid var(--line); }
.board .paste-preview h3 { margin: 0; font-size: 1.125rem; }
.board .paste-preview h3:focus { outline: none; }
.board .paste-status { margin: .1rem 0 .75rem; color: var(--muted); }
.board .paste-questions fieldset { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .5rem; border: 0; margin: 0 0 .6rem; padding: .6rem .9rem; border-radius: var(--r-small); background: var(--warm-soft); min-width: 0; }
.board .paste-questions legend { float: left; font-weight: 600; padding: 0 .4rem 0 0; color: var(--ink); }
.board .paste-questions label { display: inline-flex; align-items: center; gap: .4rem; min-height: 2.25rem; padding: .2rem .75rem; border: 1px solid var(--line-strong); border-radius: 9px; background: var(--panel); cursor: pointer; }
.board .paste-questions label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); font-weight: 600; }
.board .paste-questions select { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line-strong); border-radius: 9px; min-height: 2.25rem; padding: .2rem .5rem; max-width: 12rem; }
.board .paste-questions input { accent-color: var(--accent); margin: 0; }
.board .paste-all { display: inline-flex; align-items: center; gap: .6rem; padding: .25rem .5rem; color: var(--muted); font-size: .875rem; min-height: 2rem; cursor: pointer; }
.board .paste-range { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .6rem; padding: .1rem .5rem .5rem; color: var(--muted); font-size: .875rem; }
.board .paste-range[hidden] { display: none; }
.board .paste-range input { width: 5.5rem; min-height: 2rem; padding: .1rem .4rem; font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--line-strong); border-radius: 9px; }
.board .paste-range button { min-height: 2rem; padding: .1rem .7rem; border: 1px solid var(--line-strong); border-radius: 9px; background: var(--panel); color: var(--ink); }
.board .paste-preview input[type="checkbox"] { width: 1.15rem; height: 1.15rem; accent-color: var(--accent); margin: 0; flex: none; }
.board .paste-rows, .board .paste-kept ul { list-style: none; margin: 0; padding: 0; }
.board .paste-rows { max-height: 26rem; overflow-y: auto; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.board .paste-row { display: grid; grid-template-columns: 1.5rem 6.5rem minmax(0, 1fr) auto 2.25rem; gap: .2rem .75rem; align-items: start; padding: .5rem; }
.board .paste-row + .paste-row { border-top: 1px solid var(--line); }
.board .paste-row input { margin-top: .2rem; }
.board .paste-when small { display: block; color: var(--muted); }
.board .paste-what { overflow-wrap: anywhere; white-space: pre-wrap; min-width: 0; }
.board .paste-who { margin-right: .5rem; }
.board .paste-marks { display: block; color: var(--warm); font-weight: 600; }
.board .paste-kind { font: inherit; font-size: .8125rem; color: var(--muted); background: var(--panel); border: 1px solid var(--line-strong); border-radius: 99px; padding: .1rem .5rem; max-width: 8rem; }
.board .paste-line { color: var(--muted); text-align: end; padding-top: .15rem; }
.board .paste-kept { margin-top: .6rem; }
.board .paste-kept summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
.board .paste-kept ul { max-height: 14rem; overflow-y: auto; }
.board .paste-kept li { display: flex; justify-content: space-between; align-items: center; gap: .75rem; padding: .3rem .6rem; margin-top: .3rem; border-radius: 9px; background: var(--sunk); color: var(--muted); overflow-wrap: anywhere; }
.board .paste-kept li > span { min-width: 0; }
.board .paste-kept small { color: var(--warm); }
.board .paste-kept button { flex: none; border: 1px solid var(--line-strong); border-radius: 9px; background: var(--panel); padding: .3rem .7rem; font-size: .875rem; }
.board .paste-kept button[aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); color: var(--ink); }
.board .paste-buttons { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .9rem; }
.board .paste-buttons button { min-height: 2.75rem; border: 1px solid var(--line-strong); border-radius: 10px; background: var(--panel); padding: .45rem 1.1rem; font-weight: 600; }
.board .paste-buttons .primary { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
.board .paste-buttons .primary:disabled { opacity: .55; cursor: default; }
.board .paste-buttons .quiet { border-color: transparent; background: none; color: var(--muted); }
.board .paste-offer { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem; color: var(--muted); font-size: .8125rem; padding: .35rem .8rem; }
.board .paste-offer label { color: var(--accent); text-decoration: underline; text-underline-offset: 3px; cursor: pointer; border-radius: 6px; padding: .2rem 0; }
.board .paste-offer label:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
.board .rows[data-dropping] { outline: 2px dashed var(--accent); outline-offset: 4px; }
@media (max-width: 40em) {
  .board .paste-preview { padding: .75rem .6rem; margin-inline: 0; }
  .board .paste-row { grid-template-columns: 1.5rem minmax(0, 1fr) auto; }
  .board .paste-row .paste-what { grid-column: 2 / -1; grid-row: 2; }
  .board .paste-row .paste-line { display: none; }
  .board .paste-range:not([hidden]) ~ .paste-rows .paste-line { display: block; grid-column: 1; grid-row: 2; padding: 0; text-align: start; }
  .board .paste-when small { display: inline; margin-left: .4rem; }
  .board .paste-buttons .primary { flex: 1 1 100%; }
}
`;
