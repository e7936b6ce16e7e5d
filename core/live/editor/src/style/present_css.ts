// The look of the shared screen: read from the last row of the room, and from a phone. Sizes follow the
// window, because people put this on a projector; the digits are never under 12rem on a laptop's screen.

export const frameCss = `
.stage { position: fixed; inset: 0; z-index: 1000000; display: grid; grid-template-rows: auto auto auto minmax(0, 1fr);
  gap: clamp(.6rem, 2.2vh, 1.5rem); padding: clamp(.8rem, 2.6vh, 1.8rem) clamp(1rem, 3.2vw, 3rem); background: var(--bg); overflow: hidden; }
.stage h1, .stage h2, .stage p { margin: 0; padding: 0; }
.stage .top { display: flex; align-items: center; gap: .6rem 1.4rem; flex-wrap: wrap; font-size: clamp(1rem, 1.35vw, 1.5rem); }
.stage .title { font-weight: 650; overflow-wrap: anywhere; }
.stage .severity { padding: .05em .6em; border-radius: 99px; background: var(--plain-soft); color: var(--plain-text); font-weight: 700; }
.stage .severity[data-severity="P1"] { background: var(--over-soft); color: var(--over); }
.stage .severity[data-severity="P2"] { background: var(--warm-soft); color: var(--warm); }
.stage .severity:empty { display: none; }
.stage .space { flex: 1; }
.stage .people { --face: clamp(2.1rem, 2.6vw, 3rem); }
.stage .code { color: var(--muted); }
.stage .code b { color: var(--ink); letter-spacing: .06em; font-size: 1.15em; }
.stage .wide { display: grid; place-items: center; width: 2.6rem; height: 2.6rem; padding: 0; border: 1px solid var(--line); border-radius: 10px; background: none; color: var(--muted); }
.stage .wide:hover { color: var(--ink); border-color: var(--line-strong); }
.stage .line { padding: .1em .7em; border-radius: 99px; background: var(--warm-soft); color: var(--warm); font-weight: 600; }
.stage .line:empty { display: none; }
.stage .band { display: grid; grid-template-columns: auto auto minmax(0, 1fr); align-items: center; gap: clamp(1rem, 2vw, 2.4rem); }
.stage .ring { width: clamp(9rem, 12.5vw, 16rem); height: clamp(9rem, 12.5vw, 16rem); --ring-width: 13; }
.stage .ring .of { position: absolute; display: grid; justify-items: center; color: var(--muted); font-size: clamp(.9rem, 1.15vw, 1.4rem); line-height: 1.15; }
.stage .ring .of b { color: var(--ink); font-size: 2.4em; font-weight: 700; line-height: 1; }
.stage .digits { display: block; font-size: max(12rem, min(14vw, 30vh)); line-height: .82; margin: -.02em 0 0 -.03em; white-space: nowrap; }
.stage .about { display: grid; gap: clamp(.2rem, .8vh, .6rem); min-width: 0; }
.stage .section { color: var(--accent); font-weight: 700; font-size: clamp(1.05rem, 1.5vw, 1.8rem); line-height: 1.2; }
.stage h1 { color: var(--ink); font-family: var(--heading-font); font-weight: 700; font-size: clamp(1.6rem, 2.5vw, 3.2rem); line-height: 1.12; letter-spacing: -.015em; text-wrap: balance; }
.stage .seen-before { color: var(--muted); font-size: clamp(.95rem, 1.2vw, 1.5rem); line-height: 1.3; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.stage .seen-before[hidden] { display: none; }
.stage .prompt { color: var(--muted); font-size: clamp(1.05rem, 1.45vw, 1.8rem); line-height: 1.35; }
.stage .under { display: grid; gap: .7rem; }
.stage .strip { --strip: clamp(10px, 1.5vh, 16px); }
.stage .ends { display: flex; flex-wrap: wrap; gap: .2rem .55em; color: var(--muted); font-size: clamp(1rem, 1.45vw, 1.7rem); line-height: 1.3; }
.stage .ends b { color: var(--ink); font-weight: 650; }
.stage .ends .told { font-weight: 650; color: var(--ink); }
.stage .ends [data-late="yes"] { color: var(--warm); font-weight: 650; }
.stage .ends .next { margin-left: auto; }
.stage .notice { position: absolute; left: 50%; top: 50%; transform: translate(-50%, -50%); max-width: min(46rem, 86vw); padding: 1.6rem 2rem; border-radius: var(--r);
  background: var(--panel); border: 2px solid var(--warm); font-size: 1.4rem; box-shadow: var(--shadow); z-index: 2; }
.stage .notice:empty { display: none; }
.stage .opening { position: absolute; inset: auto clamp(1rem, 3.2vw, 3rem) clamp(.8rem, 2.6vh, 1.8rem); max-height: 52%; overflow: auto; z-index: 1; padding: clamp(1rem, 2.2vh, 1.8rem) clamp(1rem, 2vw, 2rem);
  display: grid; gap: .6em; border-radius: var(--r); border: 1px solid var(--line-strong); border-left: .4rem solid var(--warm); background: var(--panel); box-shadow: var(--shadow); font-size: clamp(1.1rem, 1.5vw, 2rem); }
.stage .opening[hidden] { display: none; }
.stage .opening h2 { font-family: var(--heading-font); font-weight: 700; font-size: 1.25em; line-height: 1.2; color: var(--ink); }
.stage .opening ul { display: grid; gap: .55em; list-style: none; margin: 0; padding: 0; }
.stage .opening li { display: grid; overflow-wrap: anywhere; line-height: 1.25; }
.stage .opening li > span, .stage .opening p { color: var(--muted); font-size: .82em; }
.stage .opening .late { color: var(--warm); font-weight: 650; }
.stage[data-status="running"] .rest, .stage[data-status="paused"] .rest { display: none; }
.stage:not([data-status="running"], [data-status="paused"]) :is(.band, .under, .content) { display: none; }
.stage:not([data-status="running"], [data-status="paused"]) { grid-template-rows: auto minmax(0, 1fr); }
.stage .rest { display: grid; align-content: safe center; gap: clamp(.8rem, 2.2vh, 2.4rem); overflow: auto; }
.stage .rest h1 { font-size: clamp(2.2rem, 5vw, 5.6rem); }
.stage .rest .big { font-size: clamp(1.2rem, 1.9vw, 2.3rem); color: var(--muted); max-width: 46em; }
.stage .rest .join { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 3rem; }
.stage .rest .way { display: grid; gap: .2rem; }
.stage .rest .camera svg { display: block; width: clamp(11rem, 30vh, 26rem); height: auto; border-radius: 8px; }
.stage .rest .join b { color: var(--accent); font-size: clamp(3rem, 8.5vw, 11rem); letter-spacing: .04em; line-height: 1; font-weight: 700; white-space: nowrap; }
.stage .rest ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: .7rem 2.2rem; list-style: none; margin: 0; padding: 0; font-size: clamp(1rem, 1.25vw, 1.5rem); line-height: 1.35; }
.stage .rest ul b { display: block; }
.stage .rest ul:has(.promised) { font-size: clamp(1.3rem, 2vw, 2.4rem); }
.stage .rest .reading { display: grid; gap: clamp(.4rem, 1.2vh, 1rem); }
.stage .rest ul span { color: var(--muted); }
.stage .rest .facts { display: flex; flex-wrap: wrap; gap: .6rem 2.6rem; font-size: clamp(1.1rem, 1.6vw, 1.9rem); color: var(--muted); }
.stage .rest .facts b { color: var(--ink); }
.stage[data-status="paused"] .digits { opacity: .55; }
@media (max-width: 64rem), (max-aspect-ratio: 1/1) {
  .stage .band { grid-template-columns: auto minmax(0, 1fr); }
  .stage .about { grid-column: 1 / -1; }
  .stage .digits { font-size: min(12rem, 24vw); }
  .stage .ring { width: min(11rem, 20vw); height: min(11rem, 20vw); }
}
@media (max-width: 40rem) {
  .stage .opening { position: fixed; }
  .stage { gap: .7rem; padding: .8rem 1rem; overflow: auto; grid-template-rows: auto auto auto minmax(12rem, 1fr); }
  .stage .wide, .stage .ring .of { display: none; }
  .stage .band { gap: .6rem 1rem; position: sticky; top: -.8rem; padding: .5rem 0; background: var(--bg); z-index: 1; }
  .stage .space { flex-basis: 100%; height: 0; }
  .stage .people { --face: 1.9rem; }
  .stage .ends .next { margin-left: 0; }
}
@media (max-height: 40rem) and (min-width: 64.01rem) {
  .stage .digits { font-size: min(12rem, 34vh); }
  .stage .ring { width: 24vh; height: 24vh; }
}
`;

export const contentCss = `
.content { position: relative; overflow: auto; scrollbar-width: thin; font-size: calc(clamp(1.15rem, 1.75vw, 2.2rem) * var(--scale, 1)); line-height: 1.42; outline-offset: 6px; }
.content .sheet { display: grid; gap: 1.1em 2.4em; padding: .2em 0 .6em; }
.content[data-section="summary"] .sheet { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.content[data-section="summary"] [data-field="summary.what_happened"] { grid-column: 1 / -1; font-size: 1.18em; }
.content[data-section="summary"] [data-field="summary.impact"] { grid-row: span 3; }
.content:is([data-section="root_cause"], [data-section="lessons"], [data-section="follow_up"]) .sheet { display: block; columns: 2; column-gap: 3em; }
.content:is([data-section="root_cause"], [data-section="lessons"], [data-section="follow_up"]) .block { break-inside: avoid; margin-bottom: 1.1em; }
.content .block { position: relative; min-width: 0; }
.content h3 { margin: 0 0 .15em; padding: 0; color: var(--muted); font: 650 .72em/1.3 var(--font); letter-spacing: .01em; }
.content p { margin: 0; }
.content .words { white-space: pre-wrap; overflow-wrap: anywhere; }
.content p.words:empty::before, .content [data-empty] p.words::before { content: "…"; color: var(--faint); }
.content .list[data-empty="true"] ol::before { content: "…"; color: var(--faint); }
.content [data-field="summary.severity"][data-value] .words { font-weight: 650; }
.content ol { list-style: none; margin: 0; padding: 0; }
.content .row { position: relative; display: flex; gap: .9em; align-items: baseline; padding: .42em 0; border-bottom: 1px solid var(--line); }
.content .row:last-child { border-bottom: 0; }
.content .row .main { flex: 1; min-width: 0; display: flex; flex-wrap: wrap; align-items: baseline; gap: .1em .8em; }
.content .row .main > .words { flex: 0 1 auto; }
.content .lead { flex: none; min-width: 3.1em; font-weight: 650; white-space: nowrap; }
.content [data-done] .lead, .content [data-field="follow_up.checklist"] .lead { min-width: 1.2em; color: var(--accent); }
.content [data-done] .words { color: var(--muted); }
.content .chips { display: inline-flex; flex-wrap: wrap; gap: .25em .6em; font-size: .78em; color: var(--muted); }
.content .chip { display: inline-block; }
.content .typed .chip, .content .chip[data-key="kind"] { padding: 0 .6em; border: 1px solid var(--line-strong); border-radius: 99px; color: var(--ink); font-size: .92em; }
.content .chip[data-key="owner"] { font-weight: 650; color: var(--ink); }
.content .chip[data-missing] { color: var(--warm); }
.content .star { flex: none; color: var(--hint-line); }
.content [data-star] > .main > .words { font-weight: 650; }
.content .pictures { flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: .5em 1em; margin-top: .3em; }
.content .pictures figure { margin: 0; max-width: 100%; }
.content .pictures img { display: block; height: min(9em, 26vh); min-width: 6rem; max-width: 100%; object-fit: contain; object-position: left; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--panel); }
.content .pictures figcaption { font-size: .68em; color: var(--muted); overflow-wrap: anywhere; }
.content .caret { display: inline-block; width: 0; height: 1.05em; vertical-align: text-bottom; box-shadow: 0 0 0 1.5px var(--who); border-radius: 1px; }
.content .flags { display: inline-flex; flex-wrap: wrap; gap: .3em; font-size: .82em; line-height: 1.45; }
.content .prose .flags { font-size: .66em; }
.content .prose .flags { position: absolute; top: 0; right: 0; }
.content .flag { padding: 0 .6em; border-radius: 99px; border: 2px solid var(--who); color: var(--ink); background: var(--panel); font-weight: 600; white-space: nowrap; animation: name-over .01s forwards; }
@keyframes name-over { to { visibility: hidden; } }
@media (max-width: 64rem) { .content .sheet { grid-template-columns: minmax(0, 1fr) !important; columns: 1 !important; } .content .block { grid-column: auto !important; grid-row: auto !important; } }
@media (max-width: 40rem) { .content { overflow: visible; --scale: 1 !important; } }
`;
