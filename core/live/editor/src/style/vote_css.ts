// The silent vote on the shared screen, as large as what is written there.
export const voteCss = `
.stage .middle { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: .6rem; min-height: 0; }
.stage .middle > .content { grid-row: 2; }
.stage .middle > .content[data-under-vote] { display: none; }
.stage .vote[data-vote="revealed"] { grid-row: 1 / 3; }
.stage:not([data-status="running"], [data-status="paused"]) .middle { display: none; }
.stage .vote { overflow: auto; min-height: 0; font-size: clamp(1.15rem, 1.9vw, 2.3rem); line-height: 1.35; }
.stage .vote[hidden] { display: none; }
.stage .vote h2 { font-family: var(--heading-font); font-size: 1.5em; line-height: 1.15; color: var(--ink); letter-spacing: -.015em; }
.stage .vote p { color: var(--muted); font-size: .82em; }
.stage .vote .voted { display: flex; flex-wrap: wrap; align-items: center; gap: .3em .8em; margin-top: .5em; color: var(--ink); font-size: 1.1em; font-weight: 650; }
.stage .vote .dots { display: inline-flex; flex-wrap: wrap; gap: .32em; }
.stage .vote i { width: .85em; height: .85em; border: .14em solid var(--line-strong); border-radius: 50%; }
.stage .vote i[data-on] { border-color: var(--accent); background: var(--accent); }
.stage .vote ol { list-style: none; margin: .4em 0 0; padding: 0; }
.stage .vote li { display: grid; grid-template-columns: 1.6em minmax(0, 1fr) auto auto 1.8em; align-items: center; gap: 0 .8em; padding: .38em 0; border-bottom: 1px solid var(--line); color: var(--muted); }
.stage .vote li .words { overflow-wrap: anywhere; grid-column: 2; }
.stage .vote li .tie { grid-column: 3; padding: 0 .6em; border-radius: 99px; background: var(--warm-soft); color: var(--warm); font-size: .8em; font-weight: 650; }
.stage .vote li .dots { grid-column: 4; font-size: .9em; }
.stage .vote li b { grid-column: 5; text-align: right; }
.stage .vote li:not([data-chosen]) i[data-on] { border-color: var(--line-strong); background: var(--line-strong); }
.stage .vote li[data-chosen] { color: var(--ink); font-weight: 650; }
.stage .vote li[data-chosen] .place { color: var(--accent); font-weight: 700; }
.stage .vote li[data-last] { border-bottom: 2px solid var(--accent); }
@media (max-width: 40rem) {
  .stage .vote { overflow: visible; }
  .stage .vote li { grid-template-columns: 1.2em minmax(0, 1fr) auto 1.4em; }
  .stage .vote li .dots { display: none; }
  .stage .vote li b { grid-column: 4; }
}
`;
