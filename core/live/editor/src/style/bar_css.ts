// How the room's bar looks: one line of 64 px on a laptop; on a phone a line at the top and, at the thumb, the time
// over the buttons of the page. Where the bar stands on the page is pages/parts/frame/bar.css, which also holds the
// measures.

export const barCss = `
.bar { container: bar / inline-size; min-width: 0; }
.bar .line { display: flex; align-items: center; gap: 1.1rem; height: var(--debrief-bar, 4rem); }
.bar .what { flex: 0 1 14.5rem; min-width: 6rem; }
.bar h1 { margin: 0; padding: 0; font-family: var(--font); font-size: .98rem; font-weight: 650; line-height: 1.18; letter-spacing: 0; color: var(--ink);
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.bar .where { margin: 0; padding: 0; color: var(--muted); font-size: .84rem; line-height: 1.35; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.bar .time { display: flex; flex: 1 1 auto; align-items: center; gap: .65rem; min-width: 0; }
.bar .ring { flex: none; width: 2.4rem; height: 2.4rem; --ring-width: 15; }
.bar .digits { display: block; font-size: 1.9rem; min-width: 4.1rem; }
.bar .plan { flex: 1 1 6rem; display: grid; gap: .3rem; min-width: 4.5rem; margin-left: .6rem; }
.bar .ends { color: var(--muted); font-size: .84rem; line-height: 1.35; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.bar .ends b { color: var(--ink); font-weight: 650; }
.bar .ends .behind[data-late="yes"] { color: var(--warm); font-weight: 650; }
.bar .ends .word { font-weight: 650; }
.bar .ends .done-count[data-ask] { color: var(--accent); font-weight: 650; }
.bar .ends [hidden], .bar .ends span:empty { display: none; }
.bar .ends span:not(:empty, [hidden]) ~ span:not(:empty, [hidden])::before { content: " · "; color: var(--muted); font-weight: 400; white-space: pre; }
.bar[data-phase="idle"] .word, .bar[data-phase="finished"] .word { font-weight: 400; }
.bar[data-phase="last_minute"] .word { color: var(--warm); }
.bar[data-phase="overtime"] .word { color: var(--over); }
.bar[data-phase="paused"] .digits { color: var(--muted); }
.bar .save { flex: none; max-width: 13rem; font-size: .9rem; }
.bar .here { flex: none; }
.bar .face { --face: 2rem; }
.bar .notice { margin: 0 0 .6rem; padding: .55rem 1rem; border-radius: var(--r-small); background: var(--warm-soft); border: 1px solid var(--warm); color: var(--ink); }
.bar .notice:empty { display: none; }
@container bar (max-width: 50rem) {
  .bar .line { gap: .8rem; }
  .bar .here .people li:nth-child(n + 3):not(:last-child) { display: none; }
  .bar .save[data-look="saved"] > span:not(.visually-hidden) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@container bar (max-width: 37rem) {
  .bar .here, .bar .ring { display: none; }
  .bar .plan { margin-left: 0; }
}
/* beside the buttons of a facilitator on a tablet: first the plan goes, then the title; never the clock */
@container bar (max-width: 24rem) {
  .bar .plan { display: none; }
  .bar .time { flex: none; }
  .bar .what { flex: 1 1 6rem; }
}
@container bar (max-width: 13rem) {
  .bar .what { display: none; }
}
@media (max-width: 40em) {
  .bar { container: none; }
  .bar .line { gap: .6rem; }
  .bar .what { flex: 1 1 0; }
  .bar .here { display: none; }
  .bar .save { font-size: .84rem; max-width: 8.5rem; line-height: 1.2; }
  .bar .time { position: fixed; z-index: 1; inset: auto 0 var(--debrief-keyboard, 0px) 0; height: calc(var(--debrief-dock, 7rem) + env(safe-area-inset-bottom, 0px));
    display: grid; grid-template: "plan" auto "digits" auto "ends" auto / minmax(0, 1fr); align-content: start; gap: 0; padding: .7rem 1rem 0;
    background: var(--panel); border-top: 1px solid var(--line); box-shadow: 0 -6px 20px rgb(31 42 55 / .07); }
  .bar .ring { display: none; }
  .bar .plan { display: contents; }
  .bar .strip { grid-area: plan; margin-bottom: .75rem; }
  .bar .timer { grid-area: digits; justify-self: start; }
  .bar .digits { font-size: 1.75rem; line-height: 1.15; }
  .bar .ends { grid-area: ends; display: flex; flex-wrap: wrap; column-gap: .35em; max-width: 5.7rem; font-size: .8rem; white-space: normal; line-height: 1.2; }
  .bar .ends .end { display: none; }
  .bar .ends span:not(:empty, [hidden]) ~ span:not(:empty, [hidden])::before { content: none; }
  .bar[data-phase="idle"] .ends, .bar[data-phase="finished"] .ends { max-width: 9rem; }
}
@media (max-width: 40em) and (max-height: 23.75em), (max-width: 18em) {
  .bar .line { flex-wrap: wrap; height: auto; padding: .4rem 0; }
  .bar .time { position: static; flex-basis: 100%; height: auto; padding: 0; border: 0; box-shadow: none; }
}
`;
