// The clock as it is drawn: a ring, tabular digits, a caption. It counts down from the deadline and the measured clock
// offset, on the edge of each second, without asking the server. Shared by the room's bar and the shared screen. Not
// here: the layout around it, sounds, the tab's title.

import type { Connection } from "../connection/connection";
import { adoptStyles, h, setAttr, setText, svg } from "../shared/dom";
import { type Disposer, type Emitter, emitter, makeDisposables } from "../shared/signal";
import {
  clockText,
  currentItem,
  type Phase,
  phaseOf,
  readingLeft,
  remainingText,
  restingClock,
  ringShare,
  secondsLeft,
  spokenText,
  untilNextSecond,
  warnAt,
  wholeSeconds,
} from "./clock_math";

export const ringCss = `
.ring { position: relative; display: grid; place-items: center; color: var(--accent); }
.ring svg { width: 100%; height: 100%; transform: rotate(-90deg); overflow: visible; }
.ring circle { fill: none; stroke-width: var(--ring-width, 9); }
.ring .track { stroke: var(--line); }
.ring .hand { stroke: currentColor; stroke-linecap: round; stroke-dasharray: 100; transition: stroke .4s; }
.clock[data-phase="last_minute"] .ring { color: var(--warm); }
.clock[data-phase="overtime"] .ring { color: var(--over); }
.clock[data-phase="paused"] .ring, .clock[data-phase="idle"] .ring, .clock[data-phase="finished"] .ring { color: var(--line-strong); }
.clock .digits { font-variant-numeric: tabular-nums; font-feature-settings: "tnum" 1; font-weight: 700; letter-spacing: -.02em; line-height: 1; }
.clock[data-phase="last_minute"] .digits, .clock[data-phase="last_minute"] .told { color: var(--warm); }
.clock[data-phase="overtime"] .digits, .clock[data-phase="overtime"] .told { color: var(--over); }
`;

export interface Tick {
  left: number | null;
  phase: Phase;
  now: number;
}

export interface ClockView {
  /** role="timer", carries data-seconds-left and data-section */
  timer: HTMLElement;
  ring: HTMLElement;
  digits: HTMLElement;
  /** the words that go with the digits: "left for Timeline" */
  caption: HTMLElement;
  ticks: Emitter<Tick>;
  /** draws now, and tells the listeners; the owner calls it once when all is in place */
  draw(): void;
  stop: Disposer;
}

/** `place` gets data-phase and holds the parts wherever its owner puts them. */
export function clockView(root: Node, place: HTMLElement, connection: Connection): ClockView {
  adoptStyles(root, ringCss);
  place.classList.add("clock");
  const hand = svg("circle", { class: "hand", cx: 60, cy: 60, r: 52, pathLength: 100, "stroke-dashoffset": 0 });
  const ring = h(
    "div",
    { class: "ring", "aria-hidden": "true" },
    svg("svg", { viewBox: "0 0 120 120" }, svg("circle", { class: "track", cx: 60, cy: 60, r: 52 }), hand),
  );
  const shown = h("span", { class: "digits" }, "–:––");
  const timer = h("div", { role: "timer", "aria-live": "off", class: "timer" }, shown);
  const caption = h("span", { class: "told" });
  const liveRegion = h("span", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  place.append(liveRegion);

  const ticks = emitter<Tick>();
  const disposables = makeDisposables();
  let timeout: ReturnType<typeof setTimeout> | null = null;
  let before: string | null = null;

  const draw = (): void => {
    if (timeout !== null) clearTimeout(timeout);
    timeout = null;
    const meeting = connection.meeting.get();
    if (!meeting) return;
    const now = connection.now();
    const left = secondsLeft(meeting, now);
    const at = phaseOf(meeting, left);
    const item = currentItem(meeting);
    const title = item?.title ?? "";
    setAttr(place, "data-phase", at);
    setAttr(timer, "data-section", meeting.section);
    setAttr(timer, "data-status", meeting.status);
    const rest = left === null ? restingClock(meeting, now) : null;
    const whole = left === null ? (rest?.whole ?? 0) : wholeSeconds(left);
    setAttr(timer, "data-seconds-left", String(meeting.status === "finished" ? 0 : whole));
    setText(shown, clockText(whole));
    setText(caption, rest?.label ?? remainingText(at, title, warnAt(meeting)));
    setAttr(hand, "stroke-dashoffset", (100 * (1 - ringShare(left, item?.seconds ?? 0))).toFixed(2));
    setAttr(hand as Element, "visibility", ringShare(left, item?.seconds ?? 0) === 0 ? "hidden" : null);
    const turn = `${at}:${meeting.section ?? ""}`;
    if (before !== null && before !== turn) setText(liveRegion, spokenText(at, title, warnAt(meeting)));
    before = turn;
    ticks.emit({ left, phase: at, now });
    if (meeting.status === "running" && left !== null)
      timeout = setTimeout(draw, Math.min(1000, untilNextSecond(left)));
    else if (meeting.status === "paused") timeout = setTimeout(draw, 1000);
    const reading = readingLeft(meeting, now);
    if (reading !== null && reading > 0) timeout = setTimeout(draw, Math.min(1000, untilNextSecond(reading)));
  };

  disposables.add(
    connection.meeting.subscribe(draw),
    connection.clockAdjusted.subscribe(draw),
    () => void (timeout !== null && clearTimeout(timeout)),
  );
  return { timer, ring, digits: shown, caption, ticks, draw, stop: disposables.dispose };
}
