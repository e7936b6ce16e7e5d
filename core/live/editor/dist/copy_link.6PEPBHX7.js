function h(t,n){for(let[e,o]of Object.entries(n??{}))if(!(o==null||o===!1))if(e.startsWith("on")&&(typeof o=="function"||typeof o=="object"&&"handleEvent"in o))t.addEventListener(e.slice(2).toLowerCase(),o);else if(e==="style"&&typeof o=="object")for(let[r,i]of Object.entries(o))x(t,r,String(i));else t.setAttribute(e==="className"?"class":e,o===!0?"":String(o))}function x(t,n,e){n.startsWith("--")?t.style.setProperty(n,e):t.style[n]=e}function k(t,n){for(let e of n)e==null||e===!1||t.append(e instanceof Node?e:document.createTextNode(String(e)))}function c(t,n,...e){let o=document.createElement(t);return h(o,n),k(o,e),o}var g=new Map;function p(t,n){S(t,n,null)}function S(t,n,e){let o=t instanceof ShadowRoot||t instanceof Document?t:t.getRootNode(),r=v(n),i=[...o.adoptedStyleSheets];if(i.includes(r))return;let s=e===null?-1:i.indexOf(v(e));i.splice(s<0?i.length:s,0,r),o.adoptedStyleSheets=i}function v(t){let n=g.get(t);if(n)return n;let e=new CSSStyleSheet;return e.replaceSync(t),g.set(t,e),e}function m(t,...n){let e=n.filter(r=>r!=null&&r!==!1);e.length===t.childNodes.length&&e.every((r,i)=>r===t.childNodes[i])||t.replaceChildren(...e.map(r=>r instanceof Node?r:document.createTextNode(String(r))))}function l(t,n){t.textContent!==n&&(t.textContent=n)}var w=`
:host { display: block; }
.debrief {
  --bg: var(--st-background-color, #fbfaf7);
  --ink: var(--st-text-color, #1f2a37);
  /* The link colour: Streamlit's primary must carry white words, which a lit accent on a dark page cannot. */
  --accent: var(--st-link-color, #0f6b6b);
  --font: var(--st-font, "Inter", "Source Sans 3", system-ui, sans-serif);
  --heading-font: var(--st-heading-font, var(--font));
  --mono: var(--st-code-font, ui-monospace, monospace);
  --r: 14px;
  --r-small: 10px;
  --panel: #ffffff; --sunk: #f3f1eb; --line: var(--st-border-color, #e4e0d6); --line-strong: #8a8f94; --muted: #5d6874; --faint: #69737d;
  --accent-ink: #ffffff; --accent-soft: var(--st-blue-background-color, #dff0ee);
  --warm: var(--st-orange-text-color, #8f4207); --warm-soft: var(--st-orange-background-color, #fdeedd);
  --over: var(--st-red-text-color, #8f2436); --over-soft: var(--st-red-background-color, #fae6ea);
  --plain-soft: var(--st-gray-background-color, #efece5); --plain-text: var(--st-gray-text-color, #55606b);
  --ok: var(--st-green-text-color, #265b33); --hint: var(--st-yellow-text-color, #6f5200); --hint-line: var(--st-yellow-color, #b98900);
  --shadow: 0 1px 2px rgb(31 42 55 / .05), 0 6px 20px rgb(31 42 55 / .06);
  --ease: cubic-bezier(.2, .7, .2, 1);
  color: var(--ink);
  font-family: var(--font);
  font-size: 1rem;
  line-height: 1.5;
  -webkit-font-smoothing: antialiased;
}
.debrief[data-theme="dark"] {
  --bg: var(--st-background-color, #12171c);
  --ink: var(--st-text-color, #eef2f4);
  --accent: var(--st-link-color, #58c2ba);
  --panel: #1a2127; --sunk: #151b20; --line: var(--st-border-color, #2b343c); --line-strong: #6d7984; --muted: #a9b4bd; --faint: #919ca6;
  --accent-ink: #06201f; --accent-soft: var(--st-blue-background-color, #123534);
  --warm: var(--st-orange-text-color, #f5b878); --warm-soft: var(--st-orange-background-color, #3a2713);
  --over: var(--st-red-text-color, #f3a3b0); --over-soft: var(--st-red-background-color, #3d1a22);
  --plain-soft: var(--st-gray-background-color, #222b32); --plain-text: var(--st-gray-text-color, #b4bec6);
  --ok: var(--st-green-text-color, #93d4a1); --hint: var(--st-yellow-text-color, #ebcb73); --hint-line: var(--st-yellow-color, #e5bd4f);
  --shadow: 0 1px 2px rgb(0 0 0 / .3), 0 8px 24px rgb(0 0 0 / .25);
}
.debrief, .debrief *, .debrief *::before, .debrief *::after { box-sizing: border-box; }
.debrief .num { font-variant-numeric: tabular-nums; font-feature-settings: "tnum" 1; }
.debrief :focus-visible:not(.cm-content) { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.debrief .visually-hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0;
}
.debrief button { font: inherit; color: inherit; cursor: pointer; }
@media (prefers-reduced-motion: reduce) {
  .debrief *, .debrief *::before, .debrief *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`;function b(t,n){p(t,w),n.classList.add("debrief");let e=getComputedStyle(n).getPropertyValue("--st-background-color").trim(),o=C(e)?"dark":"light";n.dataset.theme!==o&&(n.dataset.theme=o)}function C(t){let n=T(t);if(!n)return!1;let[e,o,r]=n;return .2126*e+.7152*o+.0722*r<128}function T(t){let n=/^#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{1,2})?$/i.exec(t)?.[1];if(n){let o=n.length===3?[...n].map(r=>r+r).join(""):n;return[0,2,4].map(r=>Number.parseInt(o.slice(r,r+2),16))}let e=/^rgba?\(([^)]+)\)$/i.exec(t)?.[1]?.match(/[\d.]+/g);return e&&e.length>=3?[Number(e[0]),Number(e[1]),Number(e[2])]:null}var E=t=>{let{pm:n,epoch:e}=t??{};return`${String(n)}:${String(e)}`};function y(t,n=E){let e=new WeakMap;return o=>{let r=o.parentElement,i=e.get(r),s=n(o.data);i&&i.identity===s?(i.revision+=1,i.instance.update(o)):(i?.instance.destroy(),i={instance:t(o),identity:s,revision:0},e.set(r,i));let a=i,f=a.revision;return()=>{a.revision!==f||e.get(r)!==a||(e.delete(r),a.instance.destroy())}}}var D=2500,N=`
.copy { display: grid; gap: .4rem; }
.copy button { width: 100%; min-height: 2.5rem; padding: .35rem .9rem; border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: var(--ink); }
.copy button:hover { border-color: var(--accent); color: var(--accent); }
.copy input { width: 100%; font: inherit; font-size: .875rem; color: var(--ink); background: transparent; border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .6rem; }
`,M=y(t=>{let{label:n,link:e}=t.data,o=t.parentElement;p(o,N);let r=c("span",null,n),i=c("span",{class:"visually-hidden",role:"status"}),s=c("div"),a=null,f=async()=>{if(a!==null&&clearTimeout(a),await L(e))l(r,"Copied"),l(i,"The link is copied."),m(s);else{l(r,"Copy it by hand");let u=c("input",{type:"text",readonly:!0,value:e,"aria-label":"The link"});m(s,u),u.select()}a=setTimeout(()=>{l(r,n),l(i,"")},D)},d=c("div",{class:"copy"},c("button",{type:"button",onclick:()=>{f()}},r),i,s);return o.append(d),b(o,d),{update(u){({label:n,link:e}=u.data),b(o,d)},destroy(){a!==null&&clearTimeout(a),d.remove()}}},({link:t})=>t);async function L(t){try{if(navigator.clipboard)return await navigator.clipboard.writeText(t),!0}catch{}return P(t)}function P(t){let n=document.activeElement,e=document.createElement("textarea");e.value=t,e.setAttribute("aria-hidden","true"),e.style.cssText="position:fixed;top:0;left:0;opacity:0",document.body.append(e),e.select();let o=!1;try{o=document.execCommand("copy")}catch{}return e.remove(),n instanceof HTMLElement&&n.focus({preventScroll:!0}),o}export{M as copy_link};
