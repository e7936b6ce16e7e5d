// What the shared screen shows of a review below its clock: what became of the action in view, how the review stands,
// and what comes next. The headline says the action itself. Everything comes with the meeting's message.
import type { Connection } from "../connection/connection";
import type { MeetingMessage, ReviewAction, ReviewMessage } from "../connection/protocol";
import { ownerAndDate, tallyLines, upcomingActions } from "../review/review_steps";
import { adoptStyles, h, setAttr, setChildren } from "../shared/dom";
import { type Disposer, watch } from "../shared/signal";

const css = `
.walk { position: relative; overflow: auto; font-size: clamp(1.1rem, 1.7vw, 2.1rem); line-height: 1.35; outline-offset: 6px; display: grid; grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr); gap: 1.2em 3em; align-content: start; }
.walk[hidden] { display: none; }
.walk ul, .walk dl, .walk dd, .walk p { list-style: none; margin: 0; padding: 0; }
.walk .became { grid-column: 1 / -1; padding: .6em .9em; border-radius: var(--r); background: var(--sunk); color: var(--muted); font-size: 1.15em; overflow-wrap: anywhere; }
.walk .became[data-state="done"], .walk .became[data-state="said"] { background: var(--accent-soft); color: var(--ink); }
.walk .became[data-state="moved"], .walk .became[data-state="dropped"] { color: var(--ink); }
.walk h3 { margin: 0 0 .4em; font-size: .72em; font-weight: 600; color: var(--muted); }
.walk li { padding: .35em 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.walk li:last-child { border: 0; }
.walk li span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.walk small { display: block; color: var(--muted); font-size: .78em; }
.walk .later { color: var(--muted); }
.walk dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .15em .7em; align-items: baseline; }
.walk dt { font-size: 1.25em; font-weight: 700; }
@media (max-width: 40rem) { .walk { grid-template-columns: minmax(0, 1fr); } }
`;

const STATE_LABELS: Record<string, string> = {
  done: "done",
  moved: "moved to a new date",
  dropped: "dropped",
  open: "still open",
};

/** "2 done, 1 moved to a new date, 1 still open"; empty when nothing was walked. */
export function outcomeCounts(walk: readonly ReviewAction[]): string {
  const parts = Object.keys(STATE_LABELS).map(
    (state) => [walk.filter((action) => action.state === state).length, STATE_LABELS[state]] as const,
  );
  return parts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(", ");
}

/** "Mara · Sun 22 Nov 2026", each part only if it is there. */
export function ownerAndDue(action: ReviewAction): string {
  return [action.owner.trim() || "nobody owns it", action.promised].filter(Boolean).join(" · ");
}

/** What stands under the headline: of the action in view, or of the last question. */
export function currentOutcome(meeting: MeetingMessage, review: ReviewMessage): { text: string; state: string } {
  const here = review.walk.find((action) => action.step === meeting.section);
  if (here) return { text: here.became || "No answer yet", state: here.became ? here.state : "open" };
  return { text: review.again, state: "said" };
}

/** In the place of the written content, while a review runs. */
export function reviewStatusView(root: Node, connection: Connection): { element: HTMLElement; stop: Disposer } {
  adoptStyles(root, css);
  const element = h("div", { class: "walk", tabindex: "0", role: "region", "aria-label": "How the review stands" });
  const draw = (): void => {
    const meeting = connection.meeting.get();
    const review = meeting?.review;
    element.hidden = review === undefined || meeting === null || !["running", "paused"].includes(meeting.status);
    if (!review || !meeting || element.hidden) return setChildren(element);
    const { text, state } = currentOutcome(meeting, review);
    const message = text === "" ? null : h("p", { class: "became", dir: "auto" }, text);
    if (message) setAttr(message, "data-state", state);
    const next = upcomingActions(meeting, meeting.section);
    const items = next.actions.map((action) =>
      h("li", null, h("span", { dir: "auto" }, action.words), h("small", { dir: "auto" }, ownerAndDate(action))),
    );
    const list = h(
      "ul",
      { "aria-label": "What comes next" },
      ...items,
      next.rest ? h("li", { class: "later" }, next.rest) : null,
    );
    const figures = tallyLines(review, false).flatMap(([count, line]) => [
      h("dt", { class: "num" }, count),
      h("dd", null, line),
    ]);
    const coming =
      items.length === 0 && !next.rest
        ? null
        : h(
            "section",
            null,
            h("h3", null, items.length > 0 && /Follow-up/.test(next.rest) ? "Still to do" : "What comes next"),
            list,
          );
    const far =
      review.walk.length === 0 ? null : h("section", null, h("h3", null, "So far"), h("dl", null, ...figures));
    setChildren(element, message, coming, far);
  };
  return { element, stop: watch([connection.meeting], draw) };
}
