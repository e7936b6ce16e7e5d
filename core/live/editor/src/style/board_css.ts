// How the board looks: the frame, the navigation, a section and its fields. Rows and cards are in rows_css.ts.
// Tokens come from theme.ts. Widths are the board's own (container queries), because the page around it differs.
import { clearOfBars } from "./theme";

export const boardCss = `
.board { container-type: inline-size; container-name: board; position: relative; }
.board [hidden] { display: none !important; }
.board .late-part { display: contents; }
.board .late-loading { color: var(--faint); }
.board .late-problem { margin-bottom: .75rem; padding: .6rem 1rem; border-radius: 12px; background: var(--warm-soft); color: var(--warm); font-weight: 600; font-size: .9375rem; }
/* what comes into view by key or by link stays clear of the bars over and under the page */
.board :is(a, button, input, select, textarea, summary, [tabindex], [contenteditable], [data-field], .hint-card) { ${clearOfBars} }
.board h2, .board h3, .board p, .board ul, .board figure, .board blockquote { margin: 0; padding: 0; }
.board ul { list-style: none; }
.board h2, .board h3 { font-family: var(--heading-font); color: var(--ink); }
.board .opening { color: var(--muted); padding: 3rem 0; text-align: center; }
.board .frame { display: grid; grid-template-columns: 14.75rem minmax(0, 1fr); gap: 1.75rem; align-items: start; }
.board .main { min-width: 0; max-width: 64rem; }
.board button.quiet {
  border: 0; background: none; padding: .1rem .3rem; margin: -.1rem -.3rem; border-radius: 6px;
  color: var(--accent); font-size: .875rem; font-weight: 500; white-space: nowrap;
}
.board button.quiet:hover { text-decoration: underline; text-underline-offset: 3px; }

.board .sections { display: flex; flex-direction: column; gap: 2px; position: sticky; top: calc(var(--debrief-top, 3.75rem) + 1rem); }
.board .nav-item {
  position: relative; display: grid; grid-template-columns: 1rem minmax(0, 1fr) auto; align-items: center; gap: .35rem; text-align: left;
  border: 0; background: transparent; border-radius: var(--r-small); padding: .6rem .7rem .6rem .6rem; color: var(--muted); font-size: .9063rem; line-height: 1.3;
}
.board .nav-item:hover { background: var(--sunk); color: var(--ink); }
.board .nav-item[aria-current] { background: var(--accent-soft); color: var(--ink); font-weight: 650; }
.board .nav-item[aria-current] .nav-minutes { color: var(--muted); }
.board .nav-item[data-filled="filled"] { color: var(--ink); }
.board .nav-item[data-filled="skipped"] .nav-title { text-decoration: line-through; text-decoration-color: var(--faint); }
.board .nav-title { overflow-wrap: anywhere; }
.board .nav-mark { text-align: center; color: var(--ok); font-size: .85rem; font-weight: 700; }
.board .nav-item[data-filled="begun"] .nav-mark::before { content: ""; display: inline-block; width: 6px; height: 6px; border-radius: 50%; background: var(--line-strong); vertical-align: middle; }
.board .nav-item[data-filled="skipped"] .nav-mark { color: var(--faint); }
.board .nav-minutes { color: var(--faint); font-size: .8125rem; font-weight: 400; }
.board .nav-item[data-group] .nav-minutes { color: var(--accent); font-weight: 650; }
.board .nav-item[data-group]::before { content: ""; position: absolute; left: 0; top: .55rem; bottom: .55rem; width: 3px; border-radius: 3px; background: var(--accent); }
.board .nav-who { position: absolute; right: -3px; top: 50%; display: grid; gap: 2px; transform: translateY(-50%); }
.board .nav-dot { display: block; width: 7px; height: 7px; border-radius: 50%; }

.board .banner:empty { display: none; }
.board .banner { position: sticky; top: calc(var(--debrief-top, 3.75rem) + .5rem); z-index: 5; margin-bottom: 1rem; }
.board .banner p { display: flex; align-items: center; gap: .75rem; justify-content: space-between; padding: .55rem .6rem .55rem 1rem; border-radius: 12px; background: var(--accent-soft); box-shadow: var(--shadow); font-weight: 500; }
.board .banner .stopped { background: var(--over-soft); color: var(--over); padding-right: 1rem; }
.board .banner .follow { border: 0; border-radius: 9px; padding: .35rem .9rem; background: var(--accent); color: var(--accent-ink); font-weight: 650; }

.board h2 { font-size: 1.625rem; line-height: 1.25; font-weight: 700; letter-spacing: -.01em; }
.board h2:focus { outline: none; }
.board .quiet.skip { order: 1; margin-left: auto; align-self: baseline; color: var(--faint); font-weight: 400; }
.board .quiet.skip:hover { color: var(--ink); }
.board .quiet.closer { align-self: baseline; font-size: .9375rem; }
.board .quiet.closer[aria-pressed="true"] { background: var(--accent-soft); text-decoration: underline dotted; text-underline-offset: 4px; text-decoration-thickness: 2px; }
.board .closer-note { color: var(--muted); font-size: .875rem; margin-top: .35rem; }
.board .closer-note:empty { margin: 0; }
.board .prompt { color: var(--muted); margin-top: .3rem; text-wrap: pretty; }
.board .help-row { display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; margin-top: .45rem; }
.board .help > summary { cursor: pointer; color: var(--accent); font-size: .9375rem; font-weight: 500; list-style: none; width: max-content; border-radius: 6px; }
.board .help > summary::-webkit-details-marker { display: none; }
.board .help > summary::before { content: "›"; display: inline-block; margin-right: .4rem; transition: transform .15s; }
.board .help[open] > summary::before { transform: rotate(90deg); }
.board .help[open] { order: 2; flex-basis: 100%; }
/* where browsers can: what was pressed stays where it is, and only what it opens goes below */
@supports selector(::details-content) {
  .board .help[open] { display: contents; }
  .board .help[open]::details-content { order: 2; flex-basis: 100%; }
}
.board .help ul, .board .examples { margin: .6rem 0 .4rem; padding: 1rem 1.25rem; background: var(--sunk); border-radius: var(--r); font-size: .9375rem; }
.board .help li { padding: .2rem 0 .2rem 1.1rem; position: relative; }
.board .help li::before { content: "?"; position: absolute; left: 0; color: var(--accent); font-weight: 700; }
.board .examples { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem 1.5rem; }
.board .examples figcaption { font-size: .8125rem; font-weight: 650; margin-bottom: .2rem; }
.board .examples .good figcaption { color: var(--ok); }
.board .examples .bad figcaption { color: var(--warm); }
.board .examples blockquote { padding-left: .8rem; border-left: 2px solid currentColor; border-color: var(--ok); }
.board .examples .bad blockquote { border-color: var(--warm); color: var(--muted); }
.board .examples p { grid-column: 1 / -1; color: var(--muted); }
.board .done-row { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .9rem; margin-top: 1.1rem; }
.board .done-row[hidden], .board .done-row [hidden] { display: none; }
.board .done-row .done { margin-inline: 0; min-height: 2.75rem; padding: .4rem 1rem; border: 1px solid var(--line); border-radius: 10px; }
.board .done-row .done[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); }
.board .skipped-note { margin-top: 1rem; padding: .6rem 1rem; border-radius: 12px; background: var(--sunk); color: var(--muted); font-size: .9375rem; }

.board .fields { display: grid; gap: 1.5rem; margin-top: 1.5rem; }
.board .field-label { display: flex; align-items: baseline; gap: .6rem; margin-bottom: .1rem; }
.board .field-label h3 { font-size: .9375rem; font-weight: 650; line-height: 1.4; }
.board .optional { color: var(--faint); font-size: .8125rem; }
.board .field-help { color: var(--muted); font-size: .875rem; margin-bottom: .5rem; text-wrap: pretty; }
.board .field.alone > .field-label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

.board .prose, .board .set, .board .card { background: var(--panel); border: 1px solid var(--line); border-radius: var(--r); }
.board .prose { padding: .75rem 1rem; min-height: 4.5rem; cursor: text; line-height: 1.6; }
.board .prose:focus-within, .board .set:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.board .typed { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .9rem; }
.board .typed input:not([type="radio"], [type="checkbox"]), .board .typed select {
  font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; padding: .5rem .85rem; min-height: 2.65rem; color-scheme: inherit;
}
.board .typed .line-wrap, .board .typed input.line { flex: 1; min-width: 12rem; max-width: 26rem; width: 100%; }
.board .typed .words-box { display: contents; }
.board .typed input.minutes { width: 7.5rem; }
.board .typed input[aria-invalid] { border-color: var(--warm); }
.board .words-problem { order: 9; flex: 1 0 100%; color: var(--warm); font-weight: 600; font-size: .8125rem; margin: 0; }
.board .words-problem[hidden] { display: none; }
.board .typed input:focus-visible, .board .typed select:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; border-radius: 12px; }
.board input::placeholder { color: var(--faint); opacity: 1; }
.board[data-theme="dark"] input, .board[data-theme="dark"] select { color-scheme: dark; }
.board .beside { display: inline-flex; flex-wrap: wrap; align-items: center; gap: .3rem .8rem; color: var(--muted); font-size: .9375rem; }

.board .choices { display: flex; gap: .6rem; flex-wrap: wrap; align-items: stretch; width: 100%; }
.board .choices.cards { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); }
.board .choice { display: flex; gap: .6rem; align-items: flex-start; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: var(--r); background: var(--panel); cursor: pointer; }
.board .choice:hover { border-color: var(--line-strong); }
.board .choice:has(:checked) { border-color: var(--accent); background: var(--accent-soft); box-shadow: 0 0 0 1px var(--accent); }
.board .choice:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.board .choice input { accent-color: var(--accent); margin: .25rem 0 0; outline: none; flex: none; }
.board .choice-words strong { display: block; font-weight: 650; font-size: .9375rem; }
.board .choice-help { display: block; color: var(--muted); font-size: .8125rem; line-height: 1.45; margin-top: .1rem; }
.board .choices.pills .choice { padding: .45rem 1rem .45rem .8rem; border-radius: 99px; }
.board .choices.pills .choice strong { font-weight: 500; }
.board .choices .clear { align-self: center; justify-self: start; color: var(--faint); font-weight: 400; }
.board .choices.cards .clear { grid-column: 1 / -1; margin-top: -.25rem; }

.board .set { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; padding: .45rem .6rem; cursor: text; }
.board .chips { display: contents; }
.board .chip { display: inline-flex; align-items: center; gap: .2rem; padding: .12rem .2rem .12rem .7rem; border-radius: 99px; background: var(--sunk); border: 1px solid var(--line); font-size: .9375rem; overflow-wrap: anywhere; }
.board .chip button { border: 0; background: none; color: var(--muted); width: 1.5rem; height: 1.5rem; border-radius: 50%; line-height: 1; padding: 0; }
.board .chip button:hover { background: var(--line); color: var(--ink); }
.board .set input { flex: 1; min-width: 8rem; border: 0; background: none; font: inherit; color: inherit; padding: .25rem .4rem; outline: none; }

.board .notes { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem 2rem; margin-top: 2.75rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.board .note h3 { font-size: .875rem; font-weight: 650; color: var(--muted); }
.board .note .field-help { color: var(--faint); font-size: .8125rem; margin-bottom: .25rem; }

.board .toasts { position: sticky; bottom: calc(var(--debrief-bottom, 0px) + 1rem); z-index: 20; display: grid; justify-items: center; height: 0; align-content: end; }
.board .toast { display: flex; align-items: center; gap: .5rem 1rem; padding: .6rem .6rem .6rem 1.1rem; border-radius: 12px; background: var(--ink); color: var(--bg); box-shadow: var(--shadow); font-size: .9375rem; max-width: min(34rem, 100%); animation: rise .2s var(--ease); }
.board .toast button { border: 0; background: none; color: inherit; font-weight: 650; padding: .2rem .5rem; border-radius: 6px; text-decoration: underline; text-underline-offset: 3px; }
.board .toast .close { text-decoration: none; font-weight: 400; opacity: .8; }
@keyframes rise { from { transform: translateY(8px); opacity: 0; } }
.board[data-readonly="true"] .row-remove, .board[data-readonly="true"] .chip button, .board[data-readonly="true"] [data-draft], .board[data-readonly="true"] .choices .clear, .board[data-readonly="true"] .row-tail button { display: none; }

@container board (max-width: 47.5rem) {
  .board .frame { grid-template-columns: minmax(0, 1fr); gap: 1rem; }
  .board .sections { flex-direction: row; overflow-x: auto; scrollbar-width: none; position: static; margin: 0 -1rem; padding: 2px 1rem; gap: .4rem; }
  .board .nav-item { display: inline-flex; flex: none; border: 1px solid var(--line); border-radius: 99px; padding: .45rem .85rem; background: var(--panel); }
  .board .nav-item[aria-current] { border-color: transparent; }
  .board .nav-mark:empty, .board .nav-minutes { display: none; }
  .board .nav-who { right: .3rem; top: 2px; grid-auto-flow: column; transform: none; }
  .board .nav-item[data-group]::before { left: .9rem; right: .9rem; top: auto; bottom: 0; width: auto; height: 3px; }
  .board .nav-item[data-filled="begun"] .nav-mark { display: inline; }
}
@container board (max-width: 35rem) {
  .board h2 { font-size: 1.375rem; }
  .board .choices.cards, .board .examples, .board .notes { grid-template-columns: minmax(0, 1fr); }
}
`;
