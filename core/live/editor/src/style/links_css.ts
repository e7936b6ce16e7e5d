// The link of an action item: its line, and over it the short label that opens it.
export const linksCss = `
.board .link-box { position: relative; min-width: 0; }
.board .row .link-box input { width: 100%; text-overflow: ellipsis; }
.board .row .link-box input[data-linked]:not(:focus) { color: transparent; }
.board .row .link-box input[data-linked]:not(:focus)::selection { color: transparent; }
.board .link-open {
  position: absolute; left: .6rem; top: 1px; height: calc(1.5em + .36rem); max-width: calc(100% - 1.2rem); line-height: calc(1.5em + .36rem);
  color: var(--accent); font-weight: 500; text-decoration: none; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; border-radius: 4px;
}
.board .link-open::after { content: "↗"; margin-left: .3rem; font-size: .85em; }
.board .link-open:hover { text-decoration: underline; text-underline-offset: 3px; }
.board .link-box input:focus ~ .link-open { opacity: 0; pointer-events: none; }
.board .row .link-box input[aria-invalid] { border-color: var(--warm); }
.board .issue-tools { display: flex; flex-wrap: wrap; gap: .1rem .9rem; padding: .2rem .6rem 0; font-size: .8125rem; }
.board .issue-new { color: var(--accent); font-weight: 500; text-decoration: none; }
.board .issue-new::after { content: "↗"; margin-left: .3rem; font-size: .85em; }
.board .issue-new:hover { text-decoration: underline; text-underline-offset: 3px; }
.board .issue-tools button.quiet { font-size: inherit; color: var(--muted); font-weight: 400; }
.board .link-problem { color: var(--warm); font-size: .8125rem; font-weight: 600; line-height: 1.35; padding: .2rem .6rem .1rem; overflow-wrap: anywhere; }
`;
