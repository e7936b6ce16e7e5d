// What the shared screen shows of a review below its clock: the actions as they are walked, with what became of each,
// and the answer to its question. Everything comes with the meeting's message. Never here: the clock, the headline.
import type { Connection } from "./connection";
import { h, replace, setAttr, style } from "./dom";
import { watch, type Stop } from "./signal";
import type { ReviewMsg, Walked } from "./wire";

const css = `
.walk { position: relative; overflow: auto; font-size: clamp(1.1rem, 1.6vw, 2rem); line-height: 1.35; outline-offset: 6px; }
.walk[hidden] { display: none; }
.walk ol { list-style: none; margin: 0; padding: 0; }
.walk li { display: grid; grid-template-columns: 1.4em minmax(0, 1fr) auto; gap: 0 .7em; align-items: baseline; padding: .42em .6em; border-bottom: 1px solid var(--line); }
.walk li:last-child { border-bottom: 0; }
.walk .mark { font-weight: 700; color: var(--accent); }
.walk .words { overflow-wrap: anywhere; }
.walk .who, .walk .became { color: var(--muted); font-size: .78em; overflow-wrap: anywhere; }
.walk .who { text-align: end; }
.walk .became { grid-column: 2 / -1; }
.walk .became:empty { display: none; }
.walk li[data-now] { background: var(--accent-soft); border-radius: var(--r-small); font-weight: 650; }
.walk li[data-state="done"] .words, .walk li[data-state="dropped"] .words { color: var(--muted); }
.walk .again { margin: .8em 0 0; padding: 0 .6em; color: var(--ink); overflow-wrap: anywhere; }
@media (max-width: 40rem) { .walk li { grid-template-columns: 1.4em minmax(0, 1fr); } .walk .who { grid-column: 2; text-align: start; } }
`;

const MARKS: Record<string, string> = { done: "✓", moved: "→", dropped: "✕", open: "·" };
const WORDS: Record<string, string> = { done: "done", moved: "moved", dropped: "dropped", open: "still open" };

/** "2 done, 1 moved, 1 still open"; empty when nothing was walked. */
export function counted(walk: readonly Walked[]): string {
  const parts = Object.keys(WORDS).map((state) => [walk.filter((one) => one.state === state).length, WORDS[state]] as const);
  return parts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(", ");
}

/** "Mara · Sun 22 Nov 2026", each part only if it is there. */
export function promised(one: Walked): string {
  return [one.owner.trim() || "nobody owns it", one.promised].filter(Boolean).join(" · ");
}

/** The actions as a list; `now` is the step the group is at. */
export function walkList(review: ReviewMsg, now: string | null): HTMLElement {
  return h(
    "ol",
    { "aria-label": "Actions" },
    ...review.walk.map((one) => {
      const item = h(
        "li",
        { "data-state": one.state, "data-step": one.step },
        h("span", { class: "mark", "aria-hidden": "true" }, MARKS[one.state] ?? MARKS["open"]),
        h("span", { class: "words", dir: "auto" }, one.words),
        h("span", { class: "who", dir: "auto" }, promised(one)),
        h("span", { class: "became", dir: "auto" }, one.became),
      );
      setAttr(item, "data-now", one.step === now ? "yes" : null);
      return item;
    }),
  );
}

/** In the place of the written content, while a review runs. */
export function reviewView(root: Node, connection: Connection): { element: HTMLElement; stop: Stop } {
  style(root, css);
  const element = h("div", { class: "walk", tabindex: "0", role: "region", "aria-label": "What the review walks through" });
  const draw = (): void => {
    const meeting = connection.meeting.get();
    const review = meeting?.review;
    element.hidden = review === undefined || meeting === null || !["running", "paused"].includes(meeting.status);
    if (!review || !meeting || element.hidden) return replace(element);
    replace(element, walkList(review, meeting.section), review.again ? h("p", { class: "again", dir: "auto" }, review.again) : null);
    const here = element.querySelector<HTMLElement>("[data-now]");
    if (here) element.scrollTop = Math.max(0, here.offsetTop - element.clientHeight / 3);
  };
  return { element, stop: watch([connection.meeting], draw) };
}
