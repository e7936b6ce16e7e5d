// The meeting as a strip of seven lengths: what is behind us, where we are and how far, what is to come.
// Read by eye only; the same facts stand beside it as words. Not here: the clock.

import type { MeetingMessage } from "../connection/connection";
import { adoptStyles, h, setAttr } from "../shared/dom";
import { clockText, type Segment, segments } from "./clock_math";

const css = `
.strip { display: flex; gap: 4px; height: var(--strip, 8px); }
.strip i { position: relative; flex: 1 1 0; min-width: 6px; border-radius: 99px; background: var(--line); overflow: hidden; }
.strip i::after { content: ""; position: absolute; inset: 0; width: calc(var(--share, 0) * 100%); background: var(--accent); border-radius: inherit; }
.strip i[data-state="done"]::after { width: 100%; opacity: .5; }
.strip i[data-state="next"]::after { width: 0; }
.strip i[data-state="now"] { background: var(--accent-soft); box-shadow: 0 0 0 1.5px var(--accent); }
.strip i[data-state="skipped"] { background: repeating-linear-gradient(115deg, var(--line) 0 4px, transparent 4px 8px); }
.strip i[data-state="skipped"]::after { width: 0; }
.clock[data-phase="last_minute"] .strip i[data-state="now"]::after { background: var(--warm); }
.clock[data-phase="overtime"] .strip i[data-state="now"]::after { background: var(--over); }
`;

export interface PlanStrip {
  element: HTMLElement;
  draw(meeting: MeetingMessage, now: number): void;
}

export function planStrip(root: Node): PlanStrip {
  adoptStyles(root, css);
  const element = h("div", { class: "strip", "aria-hidden": "true" });
  return {
    element,
    draw(meeting, now) {
      const parts = segments(meeting, now);
      while (element.childElementCount < parts.length) element.append(h("i"));
      while (element.childElementCount > parts.length) element.lastElementChild?.remove();
      for (const [i, part] of parts.entries()) drawSegment(element.children[i] as HTMLElement, part);
    },
  };
}

function drawSegment(node: HTMLElement, part: Segment): void {
  setAttr(node, "data-state", part.state);
  setAttr(node, "title", `${part.title}, ${clockText(part.seconds)}`);
  node.style.flexGrow = String(Math.max(1, part.seconds));
  node.style.setProperty("--share", part.share.toFixed(3));
}
