// How the bar's buttons look. Each has a place and a width of its own, whatever it says: none moves while it is
// pressed. On a phone there is no room for two minutes more beside the digits: one minute, twice, is the same.
export const buttonsCss = `
.debrief.quick { display: flex; gap: .5rem; align-items: center; }
.debrief.quick[hidden], .quick [hidden] { display: none !important; }
.debrief.quick button { flex: none; display: inline-flex; gap: .45rem; align-items: center; justify-content: center; min-height: 2.5rem; padding: .25rem .75rem; white-space: nowrap;
  border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: var(--ink); font-weight: 400; }
.debrief.quick button:hover { border-color: var(--accent); color: var(--accent); }
.debrief.quick .next { width: 13.5rem; }
.debrief.quick .pause { width: 6.4rem; }
.debrief.quick[data-status="running"] .next, .debrief.quick[data-status="paused"] .pause { border-color: transparent; background: var(--st-primary-color, var(--accent)); color: #fff; }
.debrief.quick[data-status="running"] .next:hover, .debrief.quick[data-status="paused"] .pause:hover { filter: brightness(1.12); color: #fff; }
.quick .to { overflow: hidden; text-overflow: ellipsis; }
.quick .icon { flex: none; width: .7rem; height: .8rem; border: solid currentColor; border-width: 0 .22rem; }
.quick[data-status="paused"] .icon { border-color: transparent transparent transparent currentColor; border-width: .42rem 0 .42rem .68rem; height: 0; width: 0; }
.quick .said { position: fixed; z-index: 3; top: calc(3.75rem + var(--debrief-bar, 4rem) + 8px); right: 1rem; max-width: min(24rem, calc(100vw - 2rem)); margin: 0; padding: .7rem 1rem;
  border: 1px solid var(--line); border-radius: var(--r-small); background: var(--panel); color: var(--ink); box-shadow: var(--shadow); }
.quick .said:empty { display: none; }
.quick .up { display: flex; gap: .5rem; }
.debrief.quick .up button { border-color: var(--over); }
.quick .parking { position: fixed; z-index: 4; top: calc(3.75rem + var(--debrief-bar, 4rem) + 8px); right: 1rem; display: grid; gap: .7rem; width: min(28rem, calc(100vw - 2rem)); padding: 1rem;
  border: 1px solid var(--line); border-radius: var(--r-small); background: var(--panel); color: var(--ink); box-shadow: var(--shadow); }
.quick .parking label { font-weight: 600; overflow-wrap: anywhere; }
.quick .parking input { width: 100%; min-height: 2.75rem; padding: .4rem .7rem; border: 1px solid var(--line-strong); border-radius: .5rem; background: var(--field, transparent); color: var(--ink); font: inherit; }
.quick .parking div { display: flex; flex-wrap: wrap; gap: .5rem; }
.debrief.quick .parking .confirm { flex: 1 1 auto; border-color: transparent; background: var(--st-primary-color, var(--accent)); color: #fff; white-space: normal; }
@media (max-width: 40em) {
  .debrief.quick { flex-direction: row-reverse; min-width: 0; }
  .debrief.quick button { min-height: 52px; padding-inline: .45rem; font-size: .9rem; }
  .debrief.quick .next { flex: 0 1 9.5rem; width: auto; min-width: 5.5rem; }
  .quick .to { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; white-space: normal; line-height: 1.15; font-size: .84rem; }
  .debrief.quick .pause { width: 2.9rem; }
  .quick .up { order: 1; }
  .debrief.quick .up .park { width: 2.9rem; padding-inline: .2rem; white-space: normal; line-height: 1.15; font-size: .84rem; }
  .debrief.quick .up .two { display: none; }
  .quick .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
`;
