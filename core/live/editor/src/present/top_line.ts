// The line on top of the shared screen: the title, the severity, the state of the connection, who is here, how to join.
import type { Connection } from "../connection/connection";
import { textFact } from "../document/document_text";
import { peopleView } from "../presence/people";
import { h, setAttr, setText, svg } from "../shared/dom";
import { type Disposer, makeDisposables, type Signal, watch } from "../shared/signal";
import type { PresentData } from "./present_data";

const MAX_AVATARS = 8;

export function topLine(
  root: Node,
  connection: Connection,
  data: Signal<PresentData>,
  stage: HTMLElement,
): { element: HTMLElement; stop: Disposer } {
  const title = h("span", { class: "title", dir: "auto" });
  const severity = h("span", { class: "severity" });
  const status = h("span", { class: "line", role: "status" });
  const code = h("b", { class: "num" });
  const codeBox = h("span", { class: "code" }, "join with ", code);
  const people = peopleView(root, connection, MAX_AVATARS);
  const element = h(
    "header",
    { class: "top" },
    title,
    severity,
    status,
    h("span", { class: "space" }),
    people.element,
    codeBox,
    fullScreenButton(stage),
  );
  const facts = connection.doc.getMap("facts");
  const draw = (): void => {
    setText(title, textFact(connection.doc, "title") || connection.title.get());
    setText(severity, textFact(connection.doc, "severity"));
    setAttr(severity, "data-severity", textFact(connection.doc, "severity"));
    setText(code, data.get().code ?? "");
    // Before the start it stands below, large.
    codeBox.hidden = !data.get().code || connection.meeting.get()?.status === "lobby";
  };
  facts.observe(draw);
  const disposables = makeDisposables();
  disposables.add(
    watch([connection.title, connection.meeting, data], draw),
    watch([connection.saveStatus, connection.serverProblem, connection.meeting], () =>
      setText(status, statusText(connection)),
    ),
    () => facts.unobserve(draw),
    people.stop,
  );
  return { element, stop: disposables.dispose };
}

function statusText(connection: Connection): string {
  if (connection.saveStatus.get().state === "offline") return "reconnecting, this may be a little old";
  if (connection.serverProblem.get()) return "saving is held up, nothing is lost";
  return connection.meeting.get()?.away === true ? "the facilitator is away" : "";
}

function fullScreenButton(stage: HTMLElement): HTMLButtonElement {
  const icon = svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" });
  icon.append(
    svg("path", {
      d: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2,
      "stroke-linecap": "round",
    }),
  );
  const toggle = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void stage.requestFullscreen?.().catch(() => undefined);
  };
  return h(
    "button",
    { type: "button", class: "wide", "aria-label": "Open full screen", title: "Full screen", onclick: toggle },
    icon,
  );
}
