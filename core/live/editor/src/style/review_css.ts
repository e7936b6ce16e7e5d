// How a review looks: one thing in the middle, large enough to be read across a table, and beside it what comes next.
// Widths are its own (container queries), because the page around it differs. Tokens come from theme.ts.
export const reviewCss = `
.review { container-type: inline-size; --field: #8a8577; }
.review[data-theme="dark"] { --field: #6b7781; }
.review [hidden] { display: none !important; }
.review h1, .review h2, .review h3, .review p, .review ul, .review dl, .review dd { margin: 0; padding: 0; }
.review ul { list-style: none; }
.review .grid { display: grid; grid-template-columns: minmax(0, 1fr) 256px; gap: 3rem; max-width: 1120px; margin: 0 auto; padding: .9rem 0 1.2rem; }
.review .one { min-width: 0; }
.review .step { display: flex; flex-wrap: wrap; gap: .1rem .75rem; font-size: .9375rem; color: var(--muted); }
.review .step b { color: var(--accent); font-weight: 650; }
.review h1 { font: 700 2.125rem/1.18 var(--heading-font); letter-spacing: -.012em; margin: .45rem 0 .4rem; text-wrap: balance; overflow-wrap: anywhere; outline: none; }
.review .facts { color: var(--muted); font-size: 1.0625rem; line-height: 1.4; overflow-wrap: anywhere; max-width: 46rem; }
.review .tracker-says { color: var(--accent); font-weight: 600; margin-top: .4rem; overflow-wrap: anywhere; max-width: 46rem; }
.review .tracker-says[hidden] { display: none; }
.review .panel > .facts + .facts { margin-top: .5rem; }
.review h2 { font: 650 1.25rem/1.3 var(--heading-font); margin: 1.3rem 0 .65rem; }
.review .answers { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .75rem; }
.review .answer { display: grid; grid-template-columns: 26px minmax(0, 1fr); gap: .1rem .7rem; align-content: start; text-align: start; min-height: 104px; padding: 1.05rem 1.1rem; border: 1px solid var(--line); border-radius: var(--r); background: var(--panel); }
.review .answer:hover:not(:disabled) { border-color: var(--accent); }
.review .answer:disabled { cursor: default; }
.review .answer svg { margin-top: .22rem; color: var(--muted); }
.review .answer b { font-size: 1.3125rem; line-height: 1.35; font-weight: 650; }
.review .answer .below { grid-column: 2; font-size: .9375rem; line-height: 1.35; color: var(--muted); text-wrap: balance; }
.review .answer[aria-pressed="true"] { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); background: var(--accent-soft); }
.review .answer[aria-pressed="true"] svg { color: var(--accent); }
.review .answer[aria-pressed="true"] .below { color: var(--ink); }
.review .answer[data-stored="false"] { border-style: dashed; box-shadow: none; }
.review .told, .review .problem { color: var(--over); font-size: .9375rem; }
.review .told { margin-top: .6rem; padding: .5rem .9rem; background: var(--over-soft); border-radius: var(--r-small); }
.review .told:empty, .review .problem:empty { display: none; }
.review .field-under { display: grid; gap: .9rem; margin-top: 1.15rem; }
.review .field-under:empty { display: none; }
.review .words { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .3rem .6rem; align-items: baseline; }
.review .words label { font-weight: 650; }
.review .words .hint, .review .words .state { color: var(--muted); font-size: .9063rem; }
.review .words .state[data-state="saved"] { color: var(--ok); }
.review .words > input, .review .words > textarea, .review .words .with-day, .review .words .problem { grid-column: 1 / -1; }
.review .words input, .review .words textarea { width: 100%; min-width: 0; min-height: 46px; padding: .55rem .9rem; font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--field); border-radius: 12px; }
.review .words textarea { resize: vertical; line-height: 1.45; }
.review .words input[aria-invalid], .review .words textarea[aria-invalid] { border-color: var(--over); }
.review .with-day { display: grid; grid-template-columns: minmax(0, 1fr) 10rem; gap: .5rem; }
.review .with-day input[type="date"] { color-scheme: light; }
.review[data-theme="dark"] .with-day input[type="date"] { color-scheme: dark; }
.review .after { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin-top: .6rem; min-height: 1.6rem; font-size: .9375rem; color: var(--muted); }
.review .after a { color: var(--accent); }
.review .quiet { border: 0; background: none; padding: .1rem 0; color: var(--accent); font-size: .9375rem; text-decoration: underline; text-underline-offset: 3px; }
.review .quiet:disabled { color: var(--muted); text-decoration: none; cursor: default; }
.review .turns { display: flex; gap: 1.2rem; margin-top: .4rem; }
.review .ticks { display: grid; gap: .1rem; }
.review .ticks label { display: grid; grid-template-columns: 1.4rem minmax(0, 1fr); gap: .5rem; align-items: start; padding: .25rem 0; cursor: pointer; overflow-wrap: anywhere; }
.review .ticks input { width: 1.1rem; height: 1.1rem; margin: .22rem 0 0; accent-color: var(--accent); }
.review .ticks small { display: block; color: var(--muted); }
.review aside { border-inline-start: 1px solid var(--line); padding-inline-start: 1.6rem; display: grid; gap: 1.5rem; align-content: start; font-size: .9375rem; }
.review aside h3 { font: 600 .875rem/1.4 var(--font); color: var(--muted); margin-bottom: .5rem; }
.review aside dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .3rem .8rem; align-items: baseline; }
.review aside dt { font-size: 1.2rem; font-weight: 700; min-width: 1.4rem; }
.review aside li { padding: .5rem 0; line-height: 1.4; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.review aside li:last-child { border: 0; }
.review aside li span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.review aside small { display: block; color: var(--muted); font-size: .875rem; }
.review aside .later { color: var(--muted); }
.review .banner:empty { display: none; }
.review .banner { position: sticky; top: calc(var(--debrief-top, 3.75rem) + .5rem); z-index: 5; max-width: 1120px; margin: 0 auto .4rem; }
.review .moved { display: flex; align-items: center; justify-content: space-between; gap: .75rem; padding: .5rem .6rem .5rem 1rem; border-radius: 12px; background: var(--accent-soft); box-shadow: var(--shadow); font-weight: 500; }
.review .moved button { border: 0; border-radius: 9px; padding: .35rem .9rem; background: var(--accent); color: var(--accent-ink); font-weight: 650; }
@container (max-width: 53.75rem) {
  .review .grid { grid-template-columns: minmax(0, 1fr); gap: 1.4rem; }
  .review aside { border: 0; border-top: 1px solid var(--line); padding: 1rem 0 0; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); }
}
@container (max-width: 35rem) {
  .review .grid { padding-top: .3rem; }
  .review h1 { font-size: 1.45rem; }
  .review .facts { font-size: .9688rem; }
  .review h2 { margin: .9rem 0 .5rem; font-size: 1.1rem; }
  .review .answers { grid-template-columns: minmax(0, 1fr); gap: .5rem; }
  .review .answer { min-height: 0; padding: .5rem .9rem; }
  .review .answer b { font-size: 1.125rem; }
  .review .words .hint { grid-column: 1 / -1; grid-row: 2; }
  .review .with-day { grid-template-columns: minmax(0, 1fr); }
}
`;
