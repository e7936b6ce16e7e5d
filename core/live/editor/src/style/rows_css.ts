// Lists of rows: the timeline, answers, factors, actions, the checklist, notes.
export const rowsCss = `
.board .card { padding: .375rem; }
.board .rows { outline: none; }
.board .row {
  position: relative; display: grid; grid-template-columns: minmax(0, 1fr) 1.75rem; gap: 0 .6rem; align-items: start;
  padding: .55rem .5rem .55rem .8rem; border-radius: var(--r-small);
}
.board .card .row:not(:first-child)::before { content: ""; position: absolute; left: .8rem; right: .8rem; top: 0; border-top: 1px solid var(--line); }
.board .row:focus-within { background: var(--sunk); }
.board .card .row:focus-within { box-shadow: inset 2px 0 0 var(--accent); }
.board .row[data-removed] { opacity: .75; }
.board .row[data-removed] .cell-text::after { content: "Somebody removed this row. Type on and it stays."; display: block; color: var(--warm); font-size: .8125rem; }
.board .cell { min-width: 0; }
.board .cell-text { cursor: text; padding: .1rem 0; }
.board .row-remove { grid-column: -2 / -1; grid-row: 1; border: 0; background: none; color: var(--faint); width: 1.75rem; height: 1.75rem; border-radius: 8px; padding: 0; line-height: 1; font-size: 1.125rem; opacity: 0; }
.board .row:hover .row-remove, .board .row:focus-within .row-remove, .board .row-remove:focus-visible { opacity: 1; }
.board .row-remove:hover { background: var(--line); color: var(--ink); }
@media (hover: none) { .board .row-remove { opacity: 1; } }
.board .row-tail { grid-column: 1 / -1; font-size: .8125rem; color: var(--muted); margin-top: .1rem; }
.board .row:focus-within .row-tail { color: var(--warm); }
.board .row .row-tail.remark { color: var(--muted); }
.board .row .row-tail.remark.wrong { color: var(--warm); font-weight: 600; }
.board .row .row-tail.whole { color: var(--ok); }

.board .row input:not([type="checkbox"]), .board .row textarea, .board .row select { font: inherit; color: inherit; border: 1px solid transparent; background: transparent; border-radius: 8px; min-width: 0; }
.board .row input:not([type="checkbox"]):hover, .board .row select:hover { border-color: var(--line); }
.board .row input:not([type="checkbox"]):focus, .board .row textarea:focus, .board .row select:focus { background: var(--panel); border-color: var(--accent); outline: none; box-shadow: 0 0 0 1px var(--accent); }
.board .row select { appearance: none; -webkit-appearance: none; cursor: pointer; border: 1px solid var(--line); border-radius: 99px; font-size: .8125rem; padding: .08rem .75rem; color: var(--faint); max-width: 100%; text-overflow: ellipsis; field-sizing: content; }
.board .row select[data-value]:not([data-value=""]) { color: var(--muted); }
.board .row select option { color: var(--ink); background: var(--panel); }
.board .row .toggle { appearance: none; -webkit-appearance: none; width: 1.75rem; height: 1.75rem; margin: 0; border-radius: 8px; display: grid; place-items: center; cursor: pointer; }

.board [data-field="timeline"] .row { grid-template-columns: 6rem 6.6rem minmax(0, 1fr) 1.75rem 1.75rem; }
.board [data-field="timeline"] .cell-at { grid-row: 1 / span 2; }
.board [data-field="timeline"] .cell-kind { grid-row: 1 / span 2; padding-top: .05rem; }
.board [data-field="timeline"] .cell-text { grid-column: 3; grid-row: 1; }
.board [data-field="timeline"] .cell-who { grid-column: 3; grid-row: 2; }
.board [data-field="timeline"] .cell-star { grid-column: 4; grid-row: 1; }
.board [data-field="timeline"] .row-remove { grid-column: 5; }
.board .when { display: grid; }
.board .row .when input.time { width: 100%; font-weight: 650; padding: .08rem .4rem; margin-left: -.4rem; letter-spacing: .01em; }
.board .row .when input.time::placeholder { font-weight: 400; }
.board [data-draft]:not([data-open]) .day, .board [data-draft]:not([data-open]) .cell-who { display: none; }
.board .when .day { position: relative; height: 1.15rem; margin-left: 0; font-size: .75rem; line-height: 1.15rem; color: var(--faint); white-space: nowrap; }
.board .row[data-same-day] .day-words, .board .when[data-empty="true"] .day-words { opacity: 0; }
.board .row:hover .day-words, .board .row:focus-within .day-words { opacity: 1 !important; }
.board .row .when .day input[type="date"] { position: absolute; inset: 0 auto auto -.35rem; width: 8.6rem; height: 1.4rem; padding: 0 .3rem; font-size: .75rem; opacity: 0; cursor: pointer; }
.board .row .when .day input[type="date"]:focus { opacity: 1; z-index: 4; }
.board .when .day:hover .day-words { color: var(--accent); text-decoration: underline; text-underline-offset: 3px; opacity: 1; }
.board .row .when input.time:focus { width: auto; justify-self: start; field-sizing: content; min-width: 100%; max-width: min(20rem, 75vw); position: relative; z-index: 5; background: var(--panel); }
.board .when .about { font-size: .75rem; line-height: 1.15rem; color: var(--muted); }
.board .when .assumed { font-style: italic; }
.board .when [hidden] { display: none; }
/* The sentence about a time takes the row's whole width below everything else in it: over a field it would take its clicks. */
.board .when .problem { grid-column: 1 / -1; grid-row: 9; color: var(--warm); font-size: .8125rem; font-weight: 600; line-height: 1.3; margin: .2rem 0 0; overflow-wrap: anywhere; }
.board [data-field="timeline"] .row:has(.when .problem:not([hidden])) :is(.cell-at, .when) { display: contents; }
.board .row:has(.when .problem:not([hidden])) .when :is(.day, .about) { grid-column: 1; grid-row: 2; }
.board .row:has(.when .problem:not([hidden])) .when :is(.about:not([hidden]) ~ .day) { grid-row: 3; }
.board .row .when input.time[aria-invalid] { text-overflow: ellipsis; }
.board .row .when input.time[aria-invalid] { border-color: var(--warm); color: var(--warm); }
.board .row[data-kind="started"] select[data-key="kind"], .board .row[data-kind="detected"] select[data-key="kind"], .board .row[data-kind="responded"] select[data-key="kind"],
.board .row[data-kind="mitigated"] select[data-key="kind"], .board .row[data-kind="resolved"] select[data-key="kind"], .board .row[data-kind="cause"] select[data-key="kind"] { color: var(--accent); border-color: currentColor; }
.board .row .cell-who input[type="text"] { width: 100%; font-size: .8125rem; color: var(--muted); padding: 0 .4rem; margin-left: -.4rem; height: 1.3rem; }
.board .cell-who input:placeholder-shown:not(:focus) { opacity: 0; }
.board .row:hover .cell-who input, .board .row:focus-within .cell-who input { opacity: 1; }
.board .cell-star .toggle::before { content: "☆"; color: var(--faint); font-size: 1.05rem; line-height: 1; }
.board .cell-star .toggle:checked::before { content: "★"; color: var(--hint-line); }
.board [data-draft]:not([data-open]) .cell-star { visibility: hidden; }
.board .cell-star .toggle:hover { background: var(--line); }

.board [data-field="factors"] .row { grid-template-columns: 9.6rem minmax(0, 1fr) 1.75rem; }
.board [data-field="factors"] .cell-kind { padding-top: .05rem; }
.board [data-field="follow_up.checklist"] .row { grid-template-columns: 1.75rem minmax(0, 1fr) 1.75rem; }
.board .cell-done .toggle::before { content: ""; width: 1.1rem; height: 1.1rem; border: 1.5px solid var(--line-strong); border-radius: 5px; display: grid; place-items: center; font-size: .8rem; font-weight: 700; line-height: 1; }
.board .cell-done .toggle:checked::before { content: "✓"; background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
.board [data-draft] .cell-done { visibility: hidden; }
.board .row[data-done] .cell-text { color: var(--muted); }

.board [data-field="actions"] .row { grid-template-columns: 1.75rem minmax(9rem, 1fr) 10rem auto minmax(0, 1fr) auto 1.75rem; grid-template-rows: auto auto 1fr; padding-top: .7rem; padding-bottom: .7rem; }
.board [data-field="actions"] .row > .cell-text { grid-column: 2 / 6; font-weight: 500; }
.board [data-field="actions"] .row-remove { grid-column: 7; }
.board [data-field="actions"] .row-tail { grid-column: 2 / -1; }
.board [data-field="actions"] .cell-owner { grid-column: 2; }
.board [data-field="actions"] .cell-done_when { grid-column: 2 / 5; }
.board [data-field="actions"] .cell-link { grid-column: 5 / 7; grid-row: 2 / span 2; }
.board [data-field="actions"] .cell-owner, .board [data-field="actions"] .cell-due, .board [data-field="actions"] .cell-kind, .board [data-field="actions"] .cell-done_when, .board [data-field="actions"] .cell-link { margin-top: .3rem; font-size: .875rem; align-self: start; }
.board [data-field="actions"] .line-wrap, .board [data-field="actions"] input { width: 100%; }
.board .row textarea { display: block; resize: none; overflow: hidden; field-sizing: content; width: 100%; }
.board [data-field="actions"] .row input:not([type="checkbox"]), .board [data-field="actions"] .row textarea { border-color: var(--line); padding: .18rem .6rem; background: var(--panel); }
.board [data-field="actions"] [data-draft] .cell:not(.cell-text) { display: none; }
.board [data-field="actions"] [data-draft][data-open] .cell:not(.cell-text) { display: block; }
.board [data-field="actions"] input[data-empty="true"]:not(:focus) { color: var(--faint); }
.board .beside-note { margin-top: .8rem; color: var(--muted); font-size: .875rem; }

.board .due-box { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto; min-width: 0; }
.board .row .due-box input.due { grid-area: 1 / 1 / 2 / 3; width: 100%; padding-right: 2.1rem; text-overflow: ellipsis; }
.board .typed .due-box { flex: 0 1 17rem; }
.board .typed .due-box input.due { grid-area: 1 / 1 / 2 / 3; width: 100%; padding-right: 2.4rem; text-overflow: ellipsis; }
.board .typed .due-box input.due[aria-invalid] { border-color: var(--warm); }
.board .row .due-box input.due::placeholder { color: var(--faint); }
.board .row .due-box input.due[aria-invalid] { border-color: var(--warm); }
.board .due-pick { grid-area: 1 / 2; position: relative; z-index: 1; align-self: center; width: 1.75rem; height: 1.75rem; margin-right: .15rem; border: 0; border-radius: 7px; background: none; color: var(--muted); padding: 0; display: grid; place-items: center; }
.board .due-pick::before { content: ""; width: 13px; height: 12px; border: 1.5px solid currentColor; border-top-width: 4px; border-radius: 3px; }
.board .due-pick:hover { background: var(--sunk); color: var(--accent); }
.board .due-pick:disabled { display: none; }
.board .due-box.due-box.due-box input.due-day { grid-area: 1 / 2; align-self: center; width: 1.75rem; min-width: 0; height: 1.75rem; margin-right: .15rem; padding: 0; border: 0; opacity: 0; pointer-events: none; }
.board .due-box.due-box.due-box input.due-day.bare { grid-area: auto / 1 / auto / -1; width: 100%; height: auto; opacity: 1; pointer-events: auto; }
.board .due-note { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .15rem .5rem; padding: .2rem .6rem .1rem; font-size: .8125rem; line-height: 1.35; color: var(--muted); overflow-wrap: anywhere; }
.board .due-note[hidden] { display: none; }
.board .due-note b { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.board .due-problem, .board .due-past { color: var(--warm); font-weight: 600; }
.board .due-choices { display: flex; flex-wrap: wrap; gap: .4rem; width: 100%; padding: .15rem 0; }
.board .due-choice { font: inherit; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--panel); color: var(--ink); padding: .2rem .65rem; cursor: pointer; font-variant-numeric: tabular-nums; }
.board .due-choice:hover, .board .due-choice:focus-visible { border-color: var(--accent); color: var(--accent); }

.board .note .row { padding: .4rem 0; border-bottom: 1px solid var(--line); border-radius: 0; font-size: .9375rem; }
.board .note .row:focus-within { background: none; border-bottom-color: var(--accent); }
.board .note .row-tail { margin-top: 0; }

.board .time-boxes { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .7rem; margin-top: 1rem; }
.board .time-box { background: var(--sunk); border-radius: 12px; padding: .65rem .95rem .75rem; }
.board .time-box span { color: var(--muted); font-size: .875rem; }
.board .time-box b { display: block; font-size: 1.25rem; line-height: 1.3; font-weight: 700; }
.board .time-box[data-problem] b { color: var(--warm); font-size: 1rem; font-weight: 600; padding-top: .15rem; }

@container board (max-width: 35rem) {
  .board .row:has(.when .problem:not([hidden])) .when .about { grid-row: 7; }
  .board .row:has(.when .problem:not([hidden])) .when :is(.day, .about:not([hidden]) ~ .day) { grid-row: 8; }
  .board [data-field="timeline"] .row { grid-template-columns: 5.4rem minmax(0, 1fr) 1.75rem 1.75rem; row-gap: .15rem; }
  .board [data-field="timeline"] .cell-at { grid-row: 1; }
  .board [data-field="timeline"] .cell-kind { grid-column: 2; grid-row: 1; }
  .board [data-field="timeline"] .cell-star { grid-column: 3; grid-row: 1; }
  .board [data-field="timeline"] .row-remove { grid-column: 4; grid-row: 1; }
  .board [data-field="timeline"] .cell-text { grid-column: 1 / -1; grid-row: 2; }
  .board [data-field="timeline"] .cell-who { grid-column: 1 / -1; grid-row: 3; }
  .board [data-field="timeline"] .cell-who:has(:placeholder-shown) { display: none; }
  .board [data-field="timeline"] .row:focus-within .cell-who { display: block; }
  .board .row[data-same-day]:not(:focus-within) .day { height: 0; overflow: hidden; }
  .board [data-field="factors"] .row { grid-template-columns: minmax(0, 1fr) 1.75rem; }
  .board [data-field="factors"] .cell-text { grid-column: 1 / -1; grid-row: 2; }
  .board [data-field="actions"] .row { grid-template-columns: 1.75rem minmax(0, 1fr) minmax(0, 1fr) 1.75rem; grid-template-rows: none; }
  .board [data-field="actions"] .row > .cell-text { grid-column: 2 / 4; }
  .board [data-field="actions"] .row-remove { grid-column: 4; }
  .board [data-field="actions"] .cell-owner { grid-column: 1 / 3; }
  .board [data-field="actions"] .cell-due { grid-column: 3 / 5; }
  .board [data-field="actions"] .cell-kind { grid-column: 1 / -1; }
  .board [data-field="actions"] .cell-done_when, .board [data-field="actions"] .cell-link { grid-column: 1 / -1; grid-row: auto; }
  .board .time-boxes { gap: .4rem; }
  .board .time-box { padding: .5rem .6rem; }
}
`;
