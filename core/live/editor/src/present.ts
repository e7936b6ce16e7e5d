// The shared screen: one very large clock, the section, one prompt, and what the group is writing.
// Read-only and public: nothing private, no hints, no controls but "full screen". Covers the whole page.
import type { SectionSchema } from "./board_context";
import { amount, behindNow, behindWords, crossing, current, endsAt, localTime, tabTitle, upcoming, warnAt } from "./clock_math";
import { clockView, type Tick } from "./clock_view";
import { component } from "./component";
import { connect, type Connection, type LiveData } from "./connection";
import { textFact } from "./doc_text";
import { h, setAttr, setText, style, svg } from "./dom";
import { planStrip } from "./plan_strip";
import { presenceView } from "./presence";
import { presentContent } from "./present_content";
import { frameCss } from "./present_css";
import { openingView, type OpeningData } from "./present_opening";
import { restView, type RestData } from "./present_rest";
import { reviewView } from "./present_review";
import { signal, stops, watch, type Signal } from "./signal";
import { armSound, chime } from "./sound";
import { dress } from "./theme";
import { keepAwake } from "./wake";

export interface PresentData extends LiveData, RestData, OpeningData {
  sections: SectionSchema[];
}

export const present = component<PresentData>((call) => {
  const root = call.parentElement;
  const connection = connect(call.data);
  const data = signal(call.data);
  const ways = stops();
  style(root, frameCss);
  connection.present("view", "present");

  const stage = h("div", { class: "stage" });
  const view = clockView(root, stage, connection);
  const strip = planStrip(root);
  const here = presenceView(root, connection, 8);
  const place = signal<string | null>(null);
  const schema = (): SectionSchema | null => data.get().sections.find((one) => one.id === connection.meeting.get()?.section) ?? null;
  const content = presentContent(root, connection, schema, [place, data, connection.synced]);
  const walk = reviewView(root, connection);
  const rest = restView(connection, data);
  const opening = openingView(connection, data);
  const top = topLine(connection, data, here.element, stage);
  const number = h("b", { class: "num" });
  const of = h("span");
  const section = h("p", { class: "section" });
  const question = h("h1");
  const prompt = h("p", { class: "prompt" });
  const ends = h("b", { class: "num" });
  const endsBox = h("span", null, "ends ", ends);
  const behind = h("span", { class: "num" });
  const next = h("span", { class: "next" });
  const notice = h("p", { class: "notice", role: "alert" });
  view.ring.append(h("span", { class: "of" }, number, of));
  stage.append(
    top.element,
    h("div", { class: "band" }, view.ring, view.timer, h("div", { class: "about" }, section, question, prompt)),
    h("div", { class: "under" }, strip.element, h("p", { class: "ends" }, view.told, endsBox, behind, next)),
    content.element,
    walk.element,
    rest.element,
    opening.element,
    notice,
  );
  root.append(stage);
  dress(root, stage);
  armSound();

  const title = document.title;
  let last: { section: string | null; left: number | null } = { section: null, left: null };
  const tick = ({ left, now }: Tick): void => {
    const meeting = connection.meeting.get();
    if (!meeting) return;
    strip.draw(meeting, now);
    const end = endsAt(meeting, now);
    setText(ends, end === null ? "" : localTime(end));
    const late = behindNow(meeting, now);
    setText(behind, `· ${behindWords(late)}`);
    setAttr(behind, "data-late", late >= 15 ? "yes" : null);
    const passed = meeting.status === "running" && last.section === meeting.section ? crossing(last.left, left, warnAt(meeting)) : null;
    if (passed) chime(passed);
    last = { section: meeting.section, left };
    document.title = tabTitle(meeting, left) ?? title;
  };
  const turn = (): void => {
    const meeting = connection.meeting.get();
    setAttr(stage, "data-status", meeting?.status ?? "connecting");
    if (!meeting) return;
    const schemaNow = schema();
    const at = meeting.plan.findIndex((item) => item.section === meeting.section);
    const item = current(meeting);
    setText(number, at < 0 ? "" : String(at + 1));
    setText(of, `of ${meeting.plan.length}`);
    content.element.hidden = meeting.kind === "review";
    setText(section, item ? `${item.kicker ?? item.title} · ${amount(item.seconds)}` : "");
    setText(question, schemaNow?.question ?? item?.question ?? item?.title ?? "");
    setText(prompt, schemaNow?.prompt ?? item?.prompt ?? "");
    const following = upcoming(meeting)[0];
    setText(next, following ? `next: ${following.title}` : meeting.kind === "review" ? "the last step" : "the last section");
    place.set(meeting.section);
  };
  const say = (): void => setText(notice, connection.closed.get()?.sentence ?? "");
  ways.add(view.ticks.subscribe(tick), watch([connection.meeting, data], turn), watch([connection.closed], say));
  ways.add(view.stop, here.stop, content.stop, walk.stop, rest.stop, opening.stop, top.stop, keepAwake());
  view.draw();

  return {
    update(fresh) {
      data.set(fresh.data);
      dress(root, stage);
    },
    destroy() {
      ways.all();
      stage.remove();
      document.title = title;
      connection.present("view", "room");
      connection.release();
    },
  };
});

function topLine(connection: Connection, data: Signal<PresentData>, people: HTMLElement, stage: HTMLElement) {
  const title = h("span", { class: "title", dir: "auto" });
  const severity = h("span", { class: "severity" });
  const line = h("span", { class: "line", role: "status" });
  const code = h("b", { class: "num" });
  const codeBox = h("span", { class: "code" }, "join with ", code);
  const icon = svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" });
  icon.append(svg("path", { d: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" }));
  const full = (): void => void (document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen?.().catch(() => undefined));
  const wide = h("button", { type: "button", class: "wide", "aria-label": "Open full screen", title: "Full screen", onclick: full }, icon);
  const element = h("header", { class: "top" }, title, severity, line, h("span", { class: "space" }), people, codeBox, wide);
  const facts = connection.doc.getMap("facts");
  const draw = (): void => {
    setText(title, textFact(connection.doc, "title") || connection.title.get());
    setText(severity, textFact(connection.doc, "severity"));
    setText(code, data.get().code ?? "");
    codeBox.hidden = !data.get().code;
  };
  const state = (): void => {
    const { state: save } = connection.save.get();
    const trouble = connection.trouble.get();
    setText(line, save === "offline" ? "reconnecting, this may be a little old" : trouble ? "saving is held up, nothing is lost" : "");
  };
  facts.observe(draw);
  const ways = stops();
  ways.add(watch([connection.title, data], draw), watch([connection.save, connection.trouble], state), () => facts.unobserve(draw));
  return { element, stop: ways.all };
}

