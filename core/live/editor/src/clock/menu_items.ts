// Items of the room's menu that this browser handles itself: taking over from an absent facilitator, the clock's
// sound, and the keyboard shortcuts.

import { connect, type LiveData, type MeetingMessage, type You } from "../connection/connection";
import { component } from "../shared/component";
import { adoptStyles, h, setAttr, setText } from "../shared/dom";
import { postToServer } from "../shared/server_request";
import { makeDisposables, watch } from "../shared/signal";
import { applyTheme } from "../style/theme";
import { chime, soundVolume } from "./chime";
import { shortcutsEnabled } from "./shortcuts";

const css = `
.extras { display: grid; }
.debrief.extras button { display: flex; justify-content: space-between; align-items: center; gap: 1rem; min-height: 2.25rem; padding: .2rem .7rem; border: 0; border-radius: .6rem; background: none; text-align: left; font-size: .875rem; }
.debrief.extras button:hover { background: var(--sunk); }
.extras span { color: var(--muted); }
.extras .volume { display: flex; align-items: center; gap: .8rem; min-height: 2.25rem; padding: .2rem .7rem; font-size: .875rem; }
.extras .volume .name { color: var(--ink); }
.extras .volume input { flex: 1 1 4rem; min-width: 3rem; accent-color: var(--accent); }
.extras .volume .num { min-width: 3rem; text-align: right; }
.debrief.extras button[hidden] { display: none; }
.debrief.extras button.lead { font-weight: 600; }
.debrief.extras p { margin: 0; padding: .2rem .7rem; color: var(--muted); font-size: .875rem; }
`;

const NOBODY_LEADS_ATTRIBUTE = "data-nobody-leads";

/** Whether one press makes this person the facilitator: those who are, are away. */
export function mayTakeOver(me: You | null, meeting: MeetingMessage | null): boolean {
  return meeting?.away === true && me !== null && me.role !== "viewer" && !meeting.facilitators.includes(me.id);
}

export const menuItems = component<LiveData>((call) => {
  const root = call.parentElement;
  const connection = connect(call.data);
  const disposables = makeDisposables();
  adoptStyles(root, css);
  const level = h("span", { class: "num" });
  const slider = h("input", { type: "range", min: 0, max: 100, step: 10, "aria-label": "Sound" });
  slider.addEventListener("input", () => soundVolume.set(Number(slider.value)));
  // Let go of, it is heard once: nobody waits for the end of a section to learn how loud it is.
  slider.addEventListener("change", () => chime("last_minute"));
  const volume = h(
    "div",
    { class: "volume", title: "A soft sound at one minute and at the end" },
    h("span", { class: "name" }, "Sound"),
    slider,
    level,
  );
  const keys = h("span");
  const sheet = h("button", { type: "button", onclick: () => connection.shortcutsRequested.emit() }, "Keyboard", keys);
  const problem = h("p", { role: "alert", hidden: true });
  const takeOver = h(
    "button",
    { type: "button", class: "lead", hidden: true, onclick: () => void takeOverMeeting() },
    "Take over",
    h("span", null, "facilitator away"),
  );
  const takeOverMeeting = async (): Promise<void> => {
    takeOver.disabled = true;
    const { ok, sentence } = await postToServer(`live/lead/${encodeURIComponent(connection.data.pm)}`, {});
    takeOver.disabled = false;
    problem.hidden = ok;
    setText(problem, ok ? "" : sentence);
  };
  // The page's own entry asks whether to lead beside somebody; while nobody is there to lead, this one stands for it.
  const drawTakeOver = (): void => {
    const away = mayTakeOver(connection.me.get(), connection.meeting.get());
    takeOver.hidden = !away;
    document.documentElement.toggleAttribute(NOBODY_LEADS_ATTRIBUTE, away);
  };
  const box = h("div", { class: "extras" }, takeOver, problem, volume, sheet);
  root.append(box);
  applyTheme(root, box);
  disposables.add(
    watch([soundVolume], () => {
      slider.value = String(soundVolume.get());
      const text = soundVolume.get() === 0 ? "off" : `${soundVolume.get()} %`;
      setText(level, text);
      setAttr(slider, "aria-valuetext", text);
    }),
    watch([shortcutsEnabled], () => setText(keys, shortcutsEnabled.get() ? "?" : "off")),
    watch([connection.me, connection.meeting], drawTakeOver),
    () => document.documentElement.removeAttribute(NOBODY_LEADS_ATTRIBUTE),
    watch([connection.me], () => {
      sheet.hidden = connection.me.get()?.role !== "facilitator";
    }),
  );
  return {
    update: () => applyTheme(root, box),
    destroy() {
      disposables.dispose();
      box.remove();
      connection.release();
    },
  };
});
