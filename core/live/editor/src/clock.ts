// The room's top bar: the clock, the plan, when it ends, what is stored, who is here, the sound.
// Only shows; starting, pausing and moving on are buttons of the page around it.
import { behindNow, behindWords, crossing, endsAt, localTime, tabTitle, warnAt } from "./clock_math";
import { clockView, type ClockView, type Tick } from "./clock_view";
import { component } from "./component";
import { connect, type LiveData } from "./connection";
import { h, setAttr, setText, style, svg } from "./dom";
import { keptPanel } from "./kept_panel";
import { planStrip } from "./plan_strip";
import { presenceView } from "./presence";
import { saveBadge } from "./save_badge";
import { stops, watch } from "./signal";
import { armSound, chime, soundOn } from "./sound";
import { dress } from "./theme";

const css = `
.bar { container-type: inline-size; }
.bar .grid { display: grid; grid-template-columns: auto auto minmax(9rem, 1fr) auto auto auto; align-items: center; gap: .35rem 1.1rem;
  padding: .7rem 1.1rem; background: var(--panel); border: 1px solid var(--line); border-radius: var(--r); box-shadow: var(--shadow); }
.bar .ring { width: 3.9rem; height: 3.9rem; --ring-width: 12; }
.bar .time { display: grid; gap: .15rem; min-width: 8.5rem; }
.bar .digits { font-size: 2.1rem; }
.bar .told { color: var(--muted); font-size: .9rem; white-space: nowrap; }
.bar .plan { display: grid; gap: .4rem; min-width: 0; }
.bar .ends { color: var(--muted); font-size: .92rem; min-height: 1.4em; }
.bar .ends[hidden] { display: none; }
.bar .ends b { color: var(--ink); font-weight: 650; }
.bar .ends .behind[data-late="yes"] { color: var(--warm); font-weight: 600; }
.bar .mute { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; padding: 0; border: 1px solid transparent; border-radius: 50%; background: none; color: var(--muted); }
.bar .mute:hover { border-color: var(--line); color: var(--ink); }
.bar .mute svg { width: 1.25rem; height: 1.25rem; }
.bar .save { max-width: 15rem; }
.bar .notice { margin: 0 0 .6rem; padding: .65rem 1rem; border-radius: var(--r-small); background: var(--warm-soft); border: 1px solid var(--warm); color: var(--ink); }
.bar .notice:empty { display: none; }
.bar .face { --face: 2rem; }
@container (max-width: 60rem) {
  .bar .grid { grid-template-columns: auto 1fr auto auto; }
  .bar .plan { grid-column: 1 / -1; grid-row: 2; }
  .bar .save { grid-column: 3; grid-row: 1; justify-self: end; }
  .bar .mute { grid-column: 4; grid-row: 1; }
  .bar .here { grid-column: 1 / -1; grid-row: 3; }
}
@container (max-width: 30rem) {
  .bar .grid { padding: .6rem .8rem; gap: .3rem .7rem; }
  .bar .ring { width: 2.9rem; height: 2.9rem; }
  .bar .digits { font-size: 1.7rem; }
  .bar .time { min-width: 0; }
  .bar .told { white-space: normal; font-size: .85rem; }
  .bar .save { font-size: .85rem; max-width: 8rem; }
}
`;

const pillCss = `
.pill { position: fixed; top: .55rem; left: 50%; transform: translateX(-50%); z-index: 999991; display: flex; gap: .55rem; align-items: baseline;
  padding: .25rem 1rem; border-radius: 99px; background: var(--panel); border: 1px solid var(--line-strong); box-shadow: var(--shadow); pointer-events: none; white-space: nowrap; }
.pill[hidden] { display: none; }
.pill b { font-size: 1.35rem; font-weight: 700; line-height: 1.3; }
.pill span { color: var(--muted); font-size: .9rem; }
@media (max-width: 40rem) { .pill { left: auto; right: .9rem; transform: none; } .pill span { display: none; } }
.clock[data-phase="last_minute"] .pill { border-color: var(--warm); background: var(--warm-soft); }
.clock[data-phase="overtime"] .pill { border-color: var(--over); background: var(--over-soft); }
.clock[data-phase="last_minute"] .pill b { color: var(--warm); }
.clock[data-phase="overtime"] .pill b { color: var(--over); }
`;

const HEARD = "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15 9a4 4 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11";
const MUTED = "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9.5l5 5M20.5 9.5l-5 5";

export const clock = component<LiveData>((call) => {
  const root = call.parentElement;
  const connection = connect(call.data);
  const ways = stops();
  style(root, css);

  const box = h("div", { class: "bar" });
  const notice = h("p", { class: "notice", role: "alert" });
  const view = clockView(root, box, connection);
  const strip = planStrip(root);
  const ends = h("b", { class: "num" });
  const endsBox = h("span", null, "ends ", ends);
  const behind = h("span", { class: "behind num" });
  const endsLine = h("div", { class: "ends" }, endsBox, behind);
  const badge = saveBadge(root, connection);
  const here = presenceView(root, connection, 6);
  const kept = keptPanel(root, connection);
  const mute = muteButton();
  const pill = smallClock(root, box, view);
  box.append(
    notice,
    kept.element,
    h(
      "div",
      { class: "grid" },
      view.ring,
      h("div", { class: "time" }, view.timer, view.told),
      h("div", { class: "plan" }, strip.element, endsLine),
      badge.element,
      h("div", { class: "here" }, here.element),
      mute.element,
    ),
    pill.element,
  );
  root.append(box);
  dress(root, box);
  armSound();

  const title = document.title;
  let last: { section: string | null; left: number | null } = { section: null, left: null };
  const tick = ({ left, now }: Tick): void => {
    const meeting = connection.meeting.get();
    if (!meeting) return;
    strip.draw(meeting, now);
    const end = endsAt(meeting, now);
    endsLine.hidden = end === null;
    setText(ends, end === null ? "" : localTime(end));
    const late = behindNow(meeting, now);
    setText(behind, end === null ? "" : ` · ${behindWords(late)}`);
    setAttr(behind, "data-late", end !== null && late >= 15 ? "yes" : "no");
    const named = tabTitle(meeting, left);
    if (named !== null) document.title = named;
    else if (last.left !== null) document.title = title;
    const passed = meeting.status === "running" && last.section === meeting.section ? crossing(last.left, left, warnAt(meeting)) : null;
    if (passed) chime(passed);
    last = { section: meeting.section, left };
  };
  // Why a line was closed for good stands over the board, which cannot be typed in any more.
  const say = (): void => setText(notice, connection.trouble.get() ?? "");
  ways.add(view.ticks.subscribe(tick), watch([connection.trouble], say));
  ways.add(view.stop, badge.stop, here.stop, kept.stop, mute.stop, pill.stop);
  view.draw();

  return {
    update: () => dress(root, box),
    destroy() {
      ways.all();
      box.remove();
      if (last.left !== null) document.title = title;
      connection.release();
    },
  };
});

// While the bar is scrolled out of sight, a small clock stays at the top of the window. For the eye only: the
// bar itself is what tools and screen readers find.
function smallClock(root: Node, box: HTMLElement, view: ClockView): { element: HTMLElement; stop: () => void } {
  style(root, pillCss);
  const time = h("b", { class: "num" });
  const words = h("span");
  const element = h("div", { class: "pill", "aria-hidden": "true", hidden: true }, time, words);
  let away = false;
  const draw = (running: boolean): void => {
    setText(time, view.digits.textContent ?? "");
    setText(words, view.told.textContent ?? "");
    element.hidden = !away || !running;
  };
  let running = false;
  const stopTicks = view.ticks.subscribe(({ left }) => draw((running = left !== null)));
  const seen = new IntersectionObserver(([entry]) => {
    away = entry !== undefined && !entry.isIntersecting;
    draw(running);
  });
  seen.observe(box);
  return { element, stop: () => (seen.disconnect(), stopTicks()) };
}

function muteButton(): { element: HTMLElement; stop: () => void } {
  const path = svg("path", { fill: "none", stroke: "currentColor", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" });
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, path);
  const element = h("button", { type: "button", class: "mute", onclick: () => soundOn.set(!soundOn.get()) }, icon);
  const draw = (): void => {
    const on = soundOn.get();
    path.setAttribute("d", on ? HEARD : MUTED);
    setAttr(element, "aria-label", on ? "Mute the clock's sound" : "Turn the clock's sound on");
    setAttr(element, "title", on ? "The clock makes a soft sound at one minute. Click to mute." : "The clock is silent. Click to hear it at one minute.");
    setAttr(element, "aria-pressed", String(!on));
  };
  return { element, stop: watch([soundOn], draw) };
}
