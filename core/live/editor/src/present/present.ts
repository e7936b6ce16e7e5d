// The shared screen: one very large clock, the section, one prompt, and what the group is writing.
// Read-only and public: nothing private, no hints, no controls but "full screen". Covers the whole page.
import type { SectionSchema } from "../board/board_context";
import { armSound } from "../clock/chime";
import {
  amountText,
  behindNow,
  behindText,
  currentItem,
  endsAt,
  LATE_SECONDS,
  localTime,
  tabTitle,
  upcomingItems,
} from "../clock/clock_math";
import { type ClockView, clockView, type Tick } from "../clock/clock_view";
import { type PlanStrip, planStrip } from "../clock/plan_strip";
import { TabTitle } from "../clock/tab_title";
import { thresholdChime } from "../clock/threshold_chime";
import { type Connection, connect } from "../connection/connection";
import type { MeetingMessage } from "../connection/protocol";
import { doneText, watchDone } from "../presence/done";
import { type Component, component, type Instance } from "../shared/component";
import { adoptStyles, h, setAttr, setText } from "../shared/dom";
import { makeDisposables, type Signal, signal, watch } from "../shared/signal";
import { frameCss } from "../style/present_css";
import { applyTheme } from "../style/theme";
import { idleScreen } from "./idle_screen";
import { overdueActionsView } from "./overdue_actions";
import type { PresentData } from "./present_data";
import { quietView } from "./quiet_view";
import { reviewStatusView } from "./review_status";
import { keepScreenAwake } from "./screen_wake_lock";
import { sectionContent } from "./section_content";
import { topLine } from "./top_line";
import { voteView } from "./vote_view";

export const present = component<PresentData>((call) => new PresentScreen(call));

class PresentScreen implements Instance<PresentData> {
  readonly #root: ShadowRoot | HTMLElement;
  readonly #connection: Connection;
  readonly #data: Signal<PresentData>;
  readonly #disposables = makeDisposables();
  readonly #stage = h("div", { class: "stage" });
  readonly #clock: ClockView;
  readonly #strip: PlanStrip;
  readonly #content: HTMLElement;
  readonly #section = signal<string | null>(null);
  readonly #number = h("b", { class: "num" });
  readonly #count = h("span");
  readonly #title = h("p", { class: "section" });
  readonly #question = h("h1");
  readonly #prompt = h("p", { class: "prompt" });
  readonly #seen = h("p", { class: "seen-before", dir: "auto" });
  readonly #ends = h("b", { class: "num" });
  readonly #behind = h("span", { class: "num" });
  readonly #done = h("span", { class: "num" });
  readonly #next = h("span", { class: "next" });
  readonly #tabTitle = new TabTitle();
  readonly #chime = thresholdChime();

  constructor(call: Component<PresentData>) {
    this.#root = call.parentElement;
    this.#connection = connect(call.data);
    this.#data = signal(call.data);
    adoptStyles(this.#root, frameCss);
    this.#connection.setPresence("view", "present");
    this.#clock = clockView(this.#root, this.#stage, this.#connection);
    this.#strip = planStrip(this.#root);
    this.#content = this.#build();
    this.#root.append(this.#stage);
    applyTheme(this.#root, this.#stage);
    armSound();
    this.#disposables.add(
      this.#clock.ticks.subscribe((tick) => this.#tick(tick)),
      watch([this.#connection.meeting, this.#data], () => this.#drawSection()),
      this.#clock.stop,
      keepScreenAwake(),
    );
    this.#clock.draw();
  }

  update(call: Component<PresentData>): void {
    this.#data.set(call.data);
    applyTheme(this.#root, this.#stage);
  }

  destroy(): void {
    this.#disposables.dispose();
    this.#stage.remove();
    this.#tabTitle.restore();
    this.#connection.setPresence("view", "room");
    this.#connection.release();
  }

  /** Returns the element that holds the section's content. */
  #build(): HTMLElement {
    const connection = this.#connection;
    const data = this.#data;
    // First, because its styles come before those of the content.
    const top = topLine(this.#root, connection, data, this.#stage);
    const schema = (): SectionSchema | null => this.#schema();
    const content = sectionContent(this.#root, connection, schema, [this.#section, data, connection.synced]);
    const vote = voteView(this.#root, connection, (hidden) => {
      content.element.toggleAttribute("data-under-vote", hidden);
    });
    const review = reviewStatusView(this.#root, connection);
    const quiet = quietView(this.#root, connection, (hidden) =>
      content.element.classList.toggle("behind-quiet", hidden),
    );
    const idle = idleScreen(connection, data);
    const overdue = overdueActionsView(connection, data);
    const notice = h("p", { class: "notice", role: "alert" });
    const { ring, timer, caption } = this.#clock;
    ring.append(h("span", { class: "of" }, this.#number, this.#count));
    const about = h("div", { class: "about" }, this.#title, this.#question, this.#prompt, this.#seen);
    const ends = h(
      "p",
      { class: "ends" },
      caption,
      h("span", null, "ends ", this.#ends),
      this.#behind,
      this.#done,
      this.#next,
    );
    this.#stage.append(
      top.element,
      h("div", { class: "band" }, ring, timer, about),
      h("div", { class: "under" }, this.#strip.element, ends),
      h("div", { class: "middle" }, vote.element, quiet.element, content.element),
      review.element,
      idle.element,
      overdue.element,
      notice,
    );
    const done = watchDone(connection);
    const drawNotice = (): void => setText(notice, connection.closed.get()?.sentence ?? "");
    this.#disposables.add(
      content.stop,
      vote.stop,
      quiet.stop,
      review.stop,
      idle.stop,
      overdue.stop,
      top.stop,
      done.stop,
      watch([done.count], () => {
        const text = doneText(done.count.get());
        setText(this.#done, text === "" ? "" : `· ${text}`);
      }),
      watch([connection.closed], drawNotice),
    );
    return content.element;
  }

  #schema(): SectionSchema | null {
    const id = this.#connection.meeting.get()?.section;
    return this.#data.get().sections.find((section) => section.id === id) ?? null;
  }

  #tick({ left, now }: Tick): void {
    const meeting = this.#connection.meeting.get();
    if (!meeting) return;
    this.#strip.draw(meeting, now);
    const end = endsAt(meeting, now);
    setText(this.#ends, end === null ? "" : localTime(end));
    const behind = behindNow(meeting, now);
    setText(this.#behind, `· ${behindText(behind)}`);
    setAttr(this.#behind, "data-late", behind >= LATE_SECONDS ? "yes" : null);
    this.#chime(meeting, left);
    this.#tabTitle.show(tabTitle(meeting, left));
  }

  #drawSection(): void {
    const meeting = this.#connection.meeting.get();
    setAttr(this.#stage, "data-status", meeting?.status ?? "connecting");
    if (!meeting) return;
    const schema = this.#schema();
    const position = meeting.plan.findIndex((item) => item.section === meeting.section);
    const current = currentItem(meeting);
    setText(this.#number, position < 0 ? "" : String(position + 1));
    setText(this.#count, `of ${meeting.plan.length}`);
    this.#content.hidden = meeting.kind === "review";
    setText(this.#title, current ? `${current.kicker ?? current.title} · ${amountText(current.seconds)}` : "");
    setText(this.#question, schema?.question ?? current?.question ?? current?.title ?? "");
    setText(this.#prompt, schema?.prompt ?? current?.prompt ?? "");
    setText(this.#next, nextText(meeting));
    const seen = this.#data.get().seen ?? [];
    setText(this.#seen, seen.length > 0 ? `Seen before: ${seen.join("; ")}` : "");
    this.#seen.hidden = seen.length === 0;
    // On a phone the whole stage scrolls: another section begins at its beginning.
    if (this.#section.get() !== meeting.section) this.#stage.scrollTop = 0;
    this.#section.set(meeting.section);
  }
}

function nextText(meeting: MeetingMessage): string {
  const next = upcomingItems(meeting)[0];
  if (next) return `next: ${next.title}`;
  return meeting.kind === "review" ? "the last step" : "the last section";
}
