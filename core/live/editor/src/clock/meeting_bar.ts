// The room's bar: what and where, the clock, the plan, when it ends, what is stored, who is here.
// Only shows; starting, pausing and moving on are the buttons beside it.

import { type Connection, connect } from "../connection/connection";
import { saveBadge } from "../connection/save_badge";
import { adoptable } from "../early/take_over";
import { doneText, isReading, watchDone } from "../presence/done";
import { peopleView } from "../presence/people";
import { type Component, component, type Instance } from "../shared/component";
import { adoptStyles, h, setAttr, setHidden, setText } from "../shared/dom";
import { trackKeyboardInset } from "../shared/keyboard_inset";
import { makeDisposables, watch } from "../shared/signal";
import { barCss } from "../style/bar_css";
import { applyTheme } from "../style/theme";
import { type BarData, barTitle } from "./bar_title";
import { armSound } from "./chime";
import { behindNow, behindText, endsAt, LATE_SECONDS, localTime, shortStatus, tabTitle, warnAt } from "./clock_math";
import { type ClockView, clockView, type Tick } from "./clock_view";
import { lateShortcutSheet } from "./late_shortcut_sheet";
import { type PlanStrip, planStrip } from "./plan_strip";
import { listenForShortcuts } from "./shortcuts";
import { TabTitle } from "./tab_title";
import { thresholdChime } from "./threshold_chime";
import { waitingNote } from "./waiting_note";

const MAX_AVATARS = 5;

export const meetingBar = component<BarData>(adoptable("clock", (call) => new MeetingBar(call)));

class MeetingBar implements Instance<BarData> {
  readonly #root: ShadowRoot | HTMLElement;
  readonly #connection: Connection;
  readonly #disposables = makeDisposables();
  readonly #box = h("div", { class: "bar" });
  readonly #status = h("span", { class: "word" });
  readonly #ends = h("b", { class: "num" });
  readonly #endsBox: HTMLElement;
  readonly #behind = h("span", { class: "behind num" });
  readonly #done = h("span", { class: "done-count num" });
  readonly #clock: ClockView;
  readonly #strip: PlanStrip;
  readonly #tabTitle = new TabTitle();
  readonly #chime = thresholdChime();

  constructor(call: Component<BarData>) {
    this.#root = call.parentElement;
    this.#connection = connect(call.data);
    adoptStyles(this.#root, barCss);
    this.#endsBox = h("span", { class: "end" }, "ends ", this.#ends);
    this.#clock = clockView(this.#root, this.#box, this.#connection);
    this.#strip = planStrip(this.#root);
    // What the text beside the ring says to a screen reader, whole.
    this.#clock.caption.classList.add("visually-hidden");
    this.#build(call.data);
    this.#root.append(this.#box);
    applyTheme(this.#root, this.#box);
    armSound();
    this.#disposables.add(
      this.#clock.ticks.subscribe((tick) => this.#tick(tick)),
      this.#clock.stop,
    );
    this.#clock.draw();
  }

  update(): void {
    applyTheme(this.#root, this.#box);
  }

  destroy(): void {
    this.#disposables.dispose();
    this.#box.remove();
    this.#tabTitle.restore();
    this.#connection.release();
  }

  #build(data: BarData): void {
    const connection = this.#connection;
    const title = barTitle(connection, data);
    const badge = saveBadge(this.#root, connection);
    const people = peopleView(this.#root, connection, MAX_AVATARS);
    const sheet = lateShortcutSheet(this.#root);
    const notice = h("p", { class: "notice", role: "alert" });
    const endsLine = h("div", { class: "ends" }, this.#status, this.#endsBox, this.#behind, this.#done);
    const { ring, timer, caption } = this.#clock;
    const plan = h("div", { class: "plan" }, this.#strip.element, endsLine);
    const time = h("div", { class: "time" }, ring, timer, plan, caption);
    const here = h("div", { class: "here" }, people.element);
    const line = h("div", { class: "line" }, title.element, time, badge.element, here);
    this.#box.append(line, notice, sheet.element);
    // Why a connection was closed for good stands over the board, which cannot be typed in any more.
    const drawProblem = (): void => setText(notice, connection.serverProblem.get() ?? "");
    const done = watchDone(connection);
    const waiting = waitingNote(connection);
    const drawDone = (): void => {
      const waits = waiting.text.get();
      if (waits !== "") {
        setText(this.#done, waits);
        setAttr(this.#done, "data-ask", "yes");
        return;
      }
      const reading = isReading(connection.meeting.get());
      const leads = connection.me.get()?.role === "facilitator";
      const asked = done.timeToMoveOn.get() && (reading ? leads : canRunMeeting(connection));
      const text = doneText(done.count.get(), reading);
      setText(this.#done, asked ? `${text}. ${reading ? "Start?" : "Move on?"}` : text);
      setAttr(this.#done, "data-ask", asked ? "yes" : null);
    };
    this.#disposables.add(
      watch([waiting.text, done.count, done.timeToMoveOn, connection.me, connection.meeting], drawDone),
      waiting.stop,
      done.stop,
      watch([connection.serverProblem], drawProblem),
      badge.stop,
      people.stop,
      title.stop,
      sheet.stop,
      trackKeyboardInset(),
      connection.shortcutsRequested.subscribe(sheet.open),
      listenForShortcuts(
        () => canRunMeeting(connection),
        (command) => (command === "keys" ? sheet.open() : connection.commands.emit(command)),
      ),
    );
  }

  #tick({ left, now, phase }: Tick): void {
    const meeting = this.#connection.meeting.get();
    if (!meeting) return;
    this.#strip.draw(meeting, now);
    const end = endsAt(meeting, now);
    const resting = this.#clock.caption.textContent ?? "";
    setText(this.#status, end === null ? resting : shortStatus(phase, warnAt(meeting)));
    setHidden(this.#endsBox, end === null);
    setText(this.#ends, end === null ? "" : localTime(end));
    const behind = behindNow(meeting, now);
    const late = behind >= LATE_SECONDS;
    // "over time, on time" would be both true and silly.
    const behindShown = end !== null && (phase !== "overtime" || late);
    setText(this.#behind, behindShown ? behindText(behind) : "");
    setAttr(this.#behind, "data-late", end !== null && late ? "yes" : "no");
    this.#tabTitle.show(tabTitle(meeting, left));
    this.#chime(meeting, left);
  }
}

// Keys are for who has the buttons, while there is something to run.
function canRunMeeting(connection: Connection): boolean {
  const status = connection.meeting.get()?.status;
  return (
    connection.me.get()?.role === "facilitator" &&
    (status === "running" || status === "paused") &&
    connection.online.get()
  );
}
