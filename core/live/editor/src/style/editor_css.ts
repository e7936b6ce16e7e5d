// Inside an editor: other people's carets and names, their selections, words that are worth a second look.
export const editorCss = `
.board .cm-content { overflow-wrap: anywhere; }
.board .cm-content:focus-visible { outline: none; }
.board .their-selection { background: color-mix(in srgb, var(--who) 22%, transparent); border-radius: 2px; }
.board .caret { position: relative; border-left: 2px solid var(--who); margin: 0 -1px; pointer-events: auto; }
.board .caret::before { content: ""; position: absolute; left: -4px; top: -.15em; width: 6px; height: 6px; border-radius: 50%; background: var(--who); }
.board .caret .flag { position: absolute; left: -2px; bottom: 100%; z-index: 3; pointer-events: none; user-select: none; animation: name-over .01s 2s forwards; }
.board .caret .flag::after {
  content: attr(data-name); display: block; padding: 0 .4em; border-radius: 5px 5px 5px 0; background: var(--who); color: #fff;
  font: 600 .6875rem/1.5 var(--font); white-space: nowrap; max-width: 12em; overflow: hidden; text-overflow: ellipsis;
}
.board .caret.at-end .flag { left: 5px; bottom: auto; top: .05em; }
.board .caret.at-end .flag::after { border-radius: 5px; }
.board .caret.again .flag { animation-name: name-over-again; }
.board .caret:hover .flag { animation: none; }
@keyframes name-over { to { visibility: hidden; } }
@keyframes name-over-again { to { visibility: hidden; } }
.board .cm-specialChar { color: var(--over); }
.board .hint-mark { background: none; color: inherit; text-decoration: underline wavy var(--hint-line); text-decoration-thickness: 1.5px; text-underline-offset: 4px; text-decoration-skip-ink: none; cursor: help; border-radius: 3px; }
.board .hint-mark.unsure { text-decoration: underline dotted var(--muted); text-decoration-thickness: 2.5px; }
.board .hint-mark.open { background: color-mix(in srgb, var(--hint-line) 18%, transparent); }
.board .hint-place { position: absolute; z-index: 12; width: 34rem; max-width: 100cqw; }
.board .hint-place:empty { display: none; }
.board .hint-gap { display: inline-block; width: 100%; vertical-align: top; }
.board .hint-card {
  background: var(--panel); border: 1px solid var(--line); border-left: 3px solid var(--hint-line);
  border-radius: var(--r-small); padding: .7rem .95rem .6rem; font-size: .9063rem; line-height: 1.5; box-shadow: 0 2px 4px rgb(0 0 0 / .06), 0 10px 32px rgb(0 0 0 / .12); cursor: default;
}
.board .hint-card.unsure { border-left: 3px dotted var(--muted); }
.board .hint-card .doubt { display: block; color: var(--muted); font-size: .8125rem; font-weight: 600; margin-bottom: .15rem; }
.board .hint-card .about { display: block; color: var(--muted); font-size: .75rem; margin-bottom: .15rem; }
.board .hint-card b { display: block; font-weight: 650; }
.board .hint-card .because { color: var(--muted); font-size: .8125rem; margin-top: .2rem; overflow-wrap: anywhere; }
.board .hint-card .swap { display: flex; align-items: baseline; justify-content: space-between; gap: .75rem; width: 100%; text-align: left; border: 0; background: var(--sunk); border-radius: 8px; padding: .4rem .7rem; margin: .5rem 0 0; color: var(--ink); }
.board .hint-card .swap:hover { background: var(--accent-soft); }
.board .hint-card .swap span { min-width: 0; overflow-wrap: anywhere; }
.board .hint-card .ways { display: flex; flex-wrap: wrap; gap: .15rem .9rem; margin-top: .6rem; font-size: .8125rem; align-items: center; }
.board .hint-card .ways button { border: 0; background: none; padding: .15rem .3rem; margin: 0 -.3rem; color: var(--muted); font-size: inherit; border-radius: 5px; }
.board .hint-card .ways button:hover { color: var(--ink); text-decoration: underline; text-underline-offset: 3px; }
.board .hint-card .foot { display: flex; flex-wrap: wrap; gap: .1rem 1rem; justify-content: space-between; align-items: baseline; margin-top: .3rem; color: var(--faint); font-size: .75rem; }
.board .hint-card .guide { color: var(--accent); font-size: .8125rem; text-underline-offset: 3px; }
.board kbd { font: .6875rem var(--mono); border: 1px solid var(--line); border-radius: 5px; padding: 0 .3rem; background: var(--panel); color: var(--muted); margin-left: .35rem; white-space: nowrap; }
.board .hint-place[data-narrow="true"] kbd { display: none; }
.board .hint-place[data-narrow="true"] .ways button, .board .hint-place[data-narrow="true"] .guide { padding-block: .35rem; }

.board .hinted { position: relative; display: grid; }
.board .hinted > textarea, .board .hinted > .hint-back { grid-area: 1 / 1; }
.board .hint-back { color: transparent; white-space: pre-wrap; overflow-wrap: break-word; pointer-events: none; border: 1px solid transparent; padding: .18rem .6rem; min-width: 0; z-index: 1; }
.board .hinted > textarea { position: relative; }
.board .hinted:has(.hint-mark) > .hint-back { position: relative; }
`;
