// How "seen before" looks: a notice under the sections (over the foot of a phone's screen), and the card over the page.

export const memoryCss = `
.board .side { position: sticky; top: calc(var(--debrief-top, 3.75rem) + 1rem); min-width: 0; }
.board .side .sections { position: static; }
.board :is(.seen-notice, .seen-card) mark { background: var(--seen-mark, #f6e7b4); color: inherit; border-radius: 4px; padding: 0 .15em; margin: 0 -.05em; }
.board[data-theme="dark"] { --seen-mark: #4a3d12; }
.board .seen-notice { position: relative; margin-top: 1.1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); }
.board .seen-notice[data-strong] { border-color: var(--accent); }
.board .seen-look { display: grid; gap: .1rem; width: 100%; padding: .7rem 2rem .75rem .85rem; border: 0; border-radius: 12px; background: none; text-align: left; font-size: .875rem; line-height: 1.35; }
.board .seen-line { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--ink); }
.board .seen-look:hover { background: var(--sunk); }
.board .seen-look b { font-size: .9375rem; font-weight: 650; }
.board .seen-title { font-weight: 600; overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.board :is(.seen-day, .seen-from, .seen-owner, .seen-why, .seen-closed, .seen-more, .seen-weak) { color: var(--muted); font-size: .875rem; }
.board .seen-strength { justify-self: start; color: var(--accent); font-size: .8125rem; font-weight: 650; }
.board .seen-away { position: absolute; top: .35rem; right: .35rem; width: 1.75rem; height: 1.75rem; border: 0; border-radius: 8px; background: none; color: var(--muted); font-size: 1.05rem; line-height: 1; }
.board .seen-away:hover { background: var(--sunk); color: var(--ink); }
.board .seen-card { position: fixed; z-index: 20; top: calc(3.75rem + var(--debrief-bar, 4rem) + 12px); right: 1.5rem; width: min(440px, calc(100vw - 2rem)); max-height: calc(100dvh - 60px - var(--debrief-bar, 4rem) - 28px); overflow: auto; overscroll-behavior: contain; padding: 1.1rem 1.25rem 1.2rem; border: 1px solid var(--line); border-radius: var(--r); background: var(--panel); box-shadow: 0 12px 40px rgb(0 0 0 / .18); }
.board .seen-card header { display: flex; align-items: baseline; gap: .75rem; padding-right: 2rem; margin-bottom: .7rem; }
.board .seen-card header .seen-away { top: .9rem; right: .9rem; }
.board .seen-card h2 { font-size: 1.0625rem; font-weight: 650; letter-spacing: 0; outline: none; }
.board .seen-card .seen-from { margin-left: auto; }
.board .seen-card .seen-facts { color: var(--muted); font-size: .875rem; }
.board .seen-card .seen-facts .seen-strength { display: inline-block; margin-right: .4rem; padding: .05rem .55rem; border-radius: 7px; background: var(--accent-soft); }
.board .seen-card h3 { margin: .35rem 0 .5rem; font-size: 1.125rem; line-height: 1.35; font-weight: 650; overflow-wrap: anywhere; }
.board .seen-card h3 a { color: inherit; text-decoration: none; }
.board .seen-card h3 a:hover { text-decoration: underline; text-underline-offset: 3px; }
.board .seen-words { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .35rem .75rem; margin: 0 0 .5rem; font-size: .9375rem; }
.board .seen-words dt { color: var(--muted); font-size: .875rem; }
.board .seen-words dd { margin: 0; overflow-wrap: anywhere; }
.board .seen-card .seen-why { margin: 0 0 .6rem; overflow-wrap: anywhere; }
.board .seen-open { border-top: 1px solid var(--line); padding-top: .65rem; }
.board .seen-open h4 { margin: 0 0 .2rem; color: var(--warm); font-size: .875rem; font-weight: 650; }
.board .seen-open li { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0 .75rem; padding: .45rem 0; border-bottom: 1px solid var(--line); }
.board .seen-open li:last-child { border-bottom: 0; }
.board .seen-action { grid-column: 1; overflow-wrap: anywhere; font-size: .9375rem; }
.board .seen-owner { grid-column: 1; }
.board .seen-open li > :is(button, .seen-carried) { grid-column: 2; grid-row: 1 / span 2; }
.board .seen-carried { color: var(--ok); font-size: .875rem; font-weight: 600; }
.board .seen-decisions { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .6rem; margin-top: .8rem; }
.board .seen-decisions a { margin-left: auto; color: var(--accent); font-size: .9375rem; text-underline-offset: 3px; }
.board .seen-card :is(.seen-decisions button, .seen-small) { min-height: 2.4rem; padding: .3rem .85rem; border: 1px solid var(--line-strong); border-radius: 10px; background: var(--panel); font-size: .9375rem; font-weight: 600; }
.board .seen-card .seen-small { min-height: 2rem; padding: .15rem .65rem; font-size: .875rem; }
.board .seen-card :is(.seen-decisions button, .seen-small):hover { border-color: var(--accent); }
.board .seen-card .seen-decisions button.main { border-color: transparent; background: var(--accent); color: var(--accent-ink); }
.board .seen-folded { border-top: 1px solid var(--line); padding: .15rem 0; }
.board .seen-first + .seen-folded { margin-top: 1rem; }
.board .seen-folded > summary { display: flex; align-items: baseline; gap: .5rem; padding: .6rem 0; cursor: pointer; list-style: none; border-radius: 6px; }
.board .seen-folded > summary::-webkit-details-marker { display: none; }
.board .seen-folded > summary::before { content: "›"; color: var(--muted); transition: transform .15s; }
.board .seen-folded[open] > summary::before { transform: rotate(90deg); }
.board .seen-weak { white-space: nowrap; }
.board .seen-weak-title { flex: 1; min-width: 0; font-weight: 600; font-size: .9375rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.board .seen-folded .seen-day { white-space: nowrap; }
.board .seen-folded[open] { padding-bottom: .9rem; }
/* No room beside the board: it lies over the foot of the screen, and goes while somebody types there. */
@container board (max-width: 47.5rem) {
  .board .side { display: contents; }
  .board .seen-notice { position: fixed; z-index: 19; left: .75rem; right: .75rem; bottom: calc(var(--debrief-bottom, 0px) + .5rem); max-width: 30rem; margin: 0 0 0 auto; box-shadow: var(--shadow); }
  .board .frame:has(:is(input, textarea, .cm-content):focus) .seen-notice { display: none; }
  .board .seen-look { display: flex; align-items: baseline; gap: .5rem; min-height: 2.75rem; padding: .55rem 2.5rem .55rem .85rem; white-space: nowrap; }
  .board .seen-title { display: block; overflow: hidden; text-overflow: ellipsis; }
  .board .seen-notice :is(.seen-strength, .seen-title + .seen-day, .seen-line + .seen-line) { display: none; }
  .board .seen-notice .seen-away { top: .4rem; width: 2rem; height: 2rem; }
}
@media (max-width: 47.5em) {
  .board .seen-card { z-index: 21; top: auto; left: 0; right: 0; bottom: 0; width: auto; max-height: 82dvh; border-radius: 18px 18px 0 0; padding-bottom: calc(1.2rem + var(--debrief-bottom, 0px)); }
  .board .seen-words { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .board .seen-words dd { margin-bottom: .35rem; }
  .board .seen-card :is(.seen-decisions button, .seen-small) { min-height: 2.75rem; }
}
`;
