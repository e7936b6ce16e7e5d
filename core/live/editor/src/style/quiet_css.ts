// How a quiet minute looks: on the board, and on the shared screen.

export const quietCss = `
.board .quiet-start { align-self: baseline; font-size: .9375rem; }
.board .done-row.covered { display: none; }
.board .quiet-card { margin-top: 1.25rem; padding: 1.1rem 1.25rem 0; border: 1px solid var(--line); border-top: 3px solid var(--accent); border-radius: var(--r); background: var(--panel); }
.board .quiet-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .9rem; }
.board .quiet-head h3 { font-size: 1.125rem; font-weight: 700; }
.board .quiet-time { font-size: 1.375rem; font-weight: 700; line-height: 1.2; color: var(--accent); }
.board .quiet-counts { color: var(--muted); font-size: .9375rem; }
.board .quiet-about { color: var(--muted); font-size: .9375rem; margin-top: .15rem; text-wrap: pretty; }
.board .quiet-fields { display: grid; gap: 1.1rem; margin-top: 1rem; }
.board .quiet-field h3 { font-size: .9375rem; font-weight: 650; line-height: 1.4; }
.board .quiet-field .field-help { margin-bottom: .35rem; }
.board .quiet-lines { display: grid; gap: .4rem; }
.board .quiet-lines li { display: grid; grid-template-columns: minmax(0, 1fr) 1.75rem; align-items: start; gap: .25rem; }
.board .quiet-lines textarea { width: 100%; min-height: 2.65rem; padding: .55rem .85rem; border: 1px solid var(--line-strong); border-radius: 12px; background: var(--bg); color: var(--ink); font: inherit; line-height: 1.45; resize: none; overflow: hidden; field-sizing: content; }
.board .quiet-lines textarea:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; border-radius: 12px; }
.board .quiet-lines textarea::placeholder { color: var(--faint); opacity: 1; }
.board .quiet-lines .row-remove { margin-top: .45rem; }
.board .quiet-there-label { margin-top: .5rem; color: var(--muted); font-size: .8125rem; }
.board .quiet-there li { padding: .1rem 0 .1rem .8rem; border-left: 2px solid var(--line); color: var(--muted); font-size: .9375rem; overflow-wrap: anywhere; white-space: pre-line; }
.board .quiet-foot { position: sticky; z-index: 2; bottom: var(--debrief-bottom, 0px); display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .6rem; margin: 1.1rem -1.25rem 0; padding: .75rem 1.25rem; border-top: 1px solid var(--line); border-radius: 0 0 var(--r) var(--r); background: var(--panel); }
.board .quiet-foot button { min-height: 2.6rem; padding: .4rem 1.1rem; border: 1px solid var(--line-strong); border-radius: 11px; background: var(--panel); color: var(--ink); font-weight: 600; }
.board .quiet-foot button:hover { border-color: var(--accent); }
.board .quiet-foot .quiet-reveal:not([data-nothing]), .board .quiet-foot .quiet-done { border-color: transparent; background: var(--accent); color: var(--accent-ink); }
.board .quiet-foot .quiet-done[aria-pressed="true"] { border-color: var(--accent); background: var(--panel); color: var(--accent); }
.board .quiet-at-end { display: inline-flex; align-items: center; gap: .45rem; color: var(--muted); font-size: .9375rem; cursor: pointer; }
.board .quiet-at-end input { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
.board .quiet-below { margin-top: 1.5rem; color: var(--muted); font-size: .9375rem; }
.board .late-part:has(> .quiet-place:not(:empty)) + .fields { margin-top: .75rem; }
.board .quiet-kept { margin-left: auto; color: var(--muted); font-size: .875rem; }
.board .quiet-kept[data-state="waiting"] { color: var(--warm); font-weight: 600; }
@container board (max-width: 35rem) {
  .board .quiet-card { padding: .9rem 1rem 0; }
  .board .quiet-foot { margin: 1rem -1rem 0; padding: .6rem 1rem; }
  .board .quiet-foot .quiet-done, .board .quiet-foot .quiet-reveal { flex: 1 1 9rem; min-height: 3rem; }
  .board .quiet-foot button { min-height: 3rem; }
  .board .quiet-kept { margin-left: 0; }
}
`;

export const quietScreenCss = `
.stage .content.behind-quiet, .stage .quiet-screen[hidden] { display: none; }
.stage .middle > .quiet-screen { grid-row: 2; }
.stage .quiet-screen { display: grid; align-content: safe center; justify-items: center; gap: clamp(.4rem, 1.6vh, 1.2rem); min-height: 0; overflow: auto; text-align: center; border: 1px solid var(--line); border-top: 4px solid var(--accent); border-radius: var(--r); background: var(--panel); padding: clamp(.8rem, 2.4vh, 2rem); }
.stage .quiet-screen h2 { font-family: var(--heading-font); color: var(--ink); font-weight: 700; font-size: clamp(1.5rem, 3vw, 3.6rem); line-height: 1.1; }
.stage .quiet-screen b { color: var(--accent); font-size: clamp(3rem, min(9vw, 18vh), 11rem); font-weight: 700; line-height: 1; }
.stage .quiet-screen p { color: var(--muted); font-size: clamp(1.1rem, 1.7vw, 2.1rem); line-height: 1.3; }
.stage .quiet-screen .counts { color: var(--ink); font-weight: 650; }
.stage:not([data-status="running"], [data-status="paused"]) .quiet-screen { display: none; }
`;
