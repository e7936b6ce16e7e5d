// Choosing among the actions: the bar over the list, the star and the dots in a row, the ideas under it.
export const choosingCss = `
.board .choosing { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.1rem; margin-bottom: .7rem; }
.board .choosing[data-open] { padding: .75rem 1rem; border-radius: var(--r); background: var(--accent-soft); }
.board .choosing-words { flex: 1 1 18rem; color: var(--muted); font-size: .9375rem; text-wrap: pretty; }
.board .choosing[data-open] .choosing-words { color: var(--ink); font-weight: 500; }
.board .choosing-status { font-weight: 650; font-variant-numeric: tabular-nums; }
.board .choosing-buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
.board .choosing-buttons:not(:has(button:not([hidden]))) { display: none; }
.board .choosing-button { border: 1px solid var(--line-strong); border-radius: .5rem; background: var(--panel); min-height: 2.5rem; padding: .3rem .9rem; font-size: .9375rem; }
.board .choosing-button:hover { border-color: var(--accent); color: var(--accent); }
.board .choosing-button.primary { border-color: transparent; background: var(--st-primary-color, var(--accent)); color: #fff; font-weight: 600; }
.board .choosing-button.primary:hover { filter: brightness(1.12); color: #fff; }

.board .mark-star { grid-column: 1; grid-row: 1; width: 1.75rem; min-height: 1.75rem; display: grid; place-items: center; }
.board .mark-star .star, .board .mark-star .chosen { width: 1.75rem; height: 1.75rem; padding: 0; border: 0; border-radius: 8px; background: none; font-size: 1.2rem; line-height: 1.75rem; text-align: center; color: var(--faint); }
.board .mark-star .star[aria-pressed="true"], .board .mark-star .chosen { color: var(--hint-line); }
.board .mark-star .star:hover { background: var(--line); }
.board .mark-dots { grid-column: 6; grid-row: 1; display: grid; justify-items: end; align-items: center; }
.board .mark-dots:has(> :not([hidden])) { min-width: 7.5rem; min-height: 1.9rem; }
.board .dot { display: inline-flex; align-items: center; gap: .45rem; min-height: 2.2rem; padding: .15rem .8rem .15rem .6rem; border: 1px solid var(--line-strong); border-radius: 99px; background: var(--panel); font-size: .875rem; white-space: nowrap; }
.board .dot::before { content: ""; width: .95rem; height: .95rem; border: 2px solid var(--accent); border-radius: 50%; }
.board .dot[aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); font-weight: 650; }
.board .dot[aria-pressed="true"]::before { background: var(--accent); }
.board .dot[data-none-left]::before { border-color: var(--line-strong); }
.board .dot[data-none-left] { color: var(--muted); }
.board .dot:hover { border-color: var(--accent); }
.board .dots-got { display: inline-flex; align-items: center; gap: .5rem; padding: .15rem .2rem; color: var(--muted); font-size: .875rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.board .dots-got .drawn { color: var(--accent); letter-spacing: .08em; }
.board .dots-got[data-tied]::after { content: "tie"; padding: 0 .5rem; border-radius: 99px; background: var(--warm-soft); color: var(--warm); font-weight: 600; }

.board .ideas-aside { margin-top: .8rem; border: 1px solid var(--line); border-radius: var(--r); background: var(--panel); }
.board .ideas-aside > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .7rem; padding: .7rem 1rem; cursor: pointer; list-style: none; border-radius: var(--r); }
.board .ideas-aside > summary::-webkit-details-marker { display: none; }
.board .ideas-aside > summary::before { content: "›"; color: var(--accent); transition: transform .15s; }
.board .ideas-aside[open] > summary::before { transform: rotate(90deg); }
.board .ideas-aside > summary span { color: var(--muted); font-size: .875rem; }
.board .idea-list { padding: 0 1rem .5rem; }
.board .idea-list li { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem 1rem; padding: .5rem 0; border-top: 1px solid var(--line); }
.board .idea-words { flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere; }
.board .idea-owner { color: var(--muted); font-size: .875rem; }
.board .idea-list .quiet { min-height: 2rem; }

@container board (max-width: 35rem) {
  .board .choosing-buttons, .board .choosing-button { flex: 1 1 100%; }
  .board .choosing-button { min-height: 2.75rem; }
  .board .mark-dots { grid-column: 2 / -1; grid-row: auto; justify-items: start; }
  .board .mark-dots:has(> :not([hidden])) { margin: .2rem 0 .3rem; }
  /* In a vote a phone shows what can be voted for, and the rest of a row only while somebody is in it. */
  .board [data-field="actions"]:has(> .choosing[data-open]) .row:not(:has(.cell :focus)) > .cell:not(.cell-text) { display: none; }
  .board .dot { min-height: 2.75rem; padding-right: 1.1rem; }
}
`;
