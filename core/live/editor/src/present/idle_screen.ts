// The shared screen before the start and after the end: how to join, what counts here, what was achieved.
// Not here: the running clock.
import { amountText, plannedSeconds } from "../clock/clock_math";
import type { Connection } from "../connection/connection";
import type { MeetingMessage, ReviewMessage } from "../connection/protocol";
import { isChosen, promisedRows } from "../document/action_rows";
import { lineValue } from "../document/line_text";
import { rowsIn, rowsRoot } from "../document/rows_model";
import { typedTextOf } from "../document/typed_text";
import { isReading } from "../presence/done";

import { h, setChildren, svg } from "../shared/dom";
import { type Disposer, makeDisposables, type Signal, watch } from "../shared/signal";
import { dayLabel, isDate } from "../time/datetime";
import { readingView } from "./reading_view";
import { outcomeCounts, ownerAndDue } from "./review_status";

export interface IdleScreenData {
  /** "K7QM-4XPD" */
  code?: string | null;
  /** the same for a camera: modules on a side, and the dark ones as a path */
  qr?: { size: number; path: string } | null;
  /** where to type it, such as "debrief.example" */
  address?: string | null;
  /** the ground rules, in the order they are read */
  rules?: { title: string; text: string }[];
}

export function idleScreen(
  connection: Connection,
  data: Signal<IdleScreenData>,
): { element: HTMLElement; stop: Disposer } {
  const element = h("div", { class: "rest" });
  const disposables = makeDisposables();
  const reading = readingView(connection);
  let frame = 0;
  const draw = (): void => {
    frame = 0;
    const meeting = connection.meeting.get();
    if (meeting?.review && meeting.status === "lobby")
      setChildren(element, ...reviewLobby(connection, data.get(), meeting.review, plannedSeconds(meeting)));
    else if (meeting?.review && meeting.status === "finished") setChildren(element, ...reviewFinished(meeting.review));
    else if (meeting?.status === "lobby")
      setChildren(
        element,
        ...lobby(connection, data.get(), plannedSeconds(meeting), headline(reading.element, meeting)),
      );
    else if (meeting?.status === "finished") setChildren(element, ...finished(connection));
    else setChildren(element, meeting ? null : h("p", { class: "big" }, "Connecting…"));
  };
  const scheduleDraw = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  connection.doc.on("update", scheduleDraw);
  disposables.add(
    connection.here.subscribe(scheduleDraw),
    watch([connection.meeting, data], draw),
    reading.stop,
    () => {
      connection.doc.off("update", scheduleDraw);
      if (frame !== 0) cancelAnimationFrame(frame);
    },
  );
  return { element, stop: disposables.dispose };
}

const QR_MARGIN = 4; // modules of white around the code, as cameras need

/** Where to go and what to type there, and the same for a camera. */
function joinInstructions(data: IdleScreenData): HTMLElement {
  const label = h(
    "span",
    { class: "way" },
    h("span", { class: "big" }, `Open ${data.address || location.host} and join with`),
    h("b", { class: "num" }, data.code ?? ""),
  );
  return h("div", { class: "join" }, label, data.qr ? qrCode(data.qr) : null);
}

function qrCode({ size, path }: { size: number; path: string }): HTMLElement {
  const side = size + 2 * QR_MARGIN;
  const drawn = svg("svg", {
    viewBox: `0 0 ${side} ${side}`,
    role: "img",
    "aria-label": "QR code to join with a phone",
    "shape-rendering": "crispEdges",
  });
  drawn.append(
    svg("rect", { width: side, height: side, fill: "#fff" }),
    svg("path", { d: path, transform: `translate(${QR_MARGIN} ${QR_MARGIN})`, fill: "#000" }),
  );
  const box = h("span", { class: "camera" });
  box.append(drawn);
  return box;
}

function headline(reading: HTMLElement, meeting: MeetingMessage): HTMLElement {
  return isReading(meeting) ? reading : h("h1", null, "We begin in a moment");
}

function lobby(connection: Connection, data: IdleScreenData, seconds: number, first: HTMLElement): HTMLElement[] {
  const { code, rules } = data;
  const here = connection.here.people(null).length;
  const parts: HTMLElement[] = [first];
  if (code) parts.push(joinInstructions(data));
  parts.push(
    h(
      "p",
      { class: "facts" },
      fact(String(here), here === 1 ? "person here" : "people here"),
      fact(String(Math.round(seconds / 60)), "minutes, one clock"),
      fact("Everyone", "writes, from their own laptop"),
    ),
  );
  if (rules && rules.length > 0)
    parts.push(
      h("ul", null, ...rules.map((rule) => h("li", null, h("b", null, rule.title), h("span", null, rule.text)))),
    );
  return parts;
}

function reviewLobby(
  connection: Connection,
  data: IdleScreenData,
  review: ReviewMessage,
  seconds: number,
): HTMLElement[] {
  const here = connection.here.people(null).length;
  const actions = review.walk.length;
  const parts: HTMLElement[] = [h("h1", null, "Two weeks on")];
  if (data.code) parts.push(joinInstructions(data));
  parts.push(
    h(
      "p",
      { class: "facts" },
      fact(String(here), here === 1 ? "person here" : "people here"),
      fact(String(Math.round(seconds / 60)), "minutes, one clock"),
      fact(String(actions), actions === 1 ? "action to look at" : "actions to look at"),
    ),
  );
  if (actions > 0) parts.push(actionList(review));
  return parts;
}

function reviewFinished(review: ReviewMessage): HTMLElement[] {
  const parts: HTMLElement[] = [
    h("h1", null, "Thank you, everyone"),
    h("p", { class: "big", dir: "auto" }, review.again),
  ];
  const counts = outcomeCounts(review.walk);
  if (counts) parts.push(h("p", { class: "facts" }, h("span", null, counts)));
  if (review.walk.length > 0) parts.push(actionList(review));
  return parts;
}

function actionList(review: ReviewMessage): HTMLElement {
  return h(
    "ul",
    null,
    ...review.walk
      .slice(0, 9)
      .map((action) =>
        h(
          "li",
          null,
          h("b", { dir: "auto" }, action.words),
          h("span", { dir: "auto" }, action.became || ownerAndDue(action)),
        ),
      ),
  );
}

function finished(connection: Connection): HTMLElement[] {
  const meeting = connection.meeting.get();
  const used = meeting?.plan.reduce((sum, item) => sum + item.used, 0) ?? 0;
  const count = (field: string): number =>
    rowsIn(rowsRoot(connection.doc, field)).filter((row) => row.text.toString().trim() !== "").length;
  const actions = promisedRows(connection.doc).filter((row) => row.text.toString().trim() !== "");
  const owned = actions.filter(
    (row) => Boolean(lineValue(row.map.get("owner")).trim()) && isDate(row.map.get("due")),
  ).length;
  const parts: HTMLElement[] = [
    h("h1", null, "Thank you, everyone"),
    h(
      "p",
      { class: "big" },
      "The meeting is over. The postmortem stays open: everything can still be read, corrected and exported on its summary.",
    ),
    h(
      "p",
      { class: "facts" },
      fact(amountText(used), `of ${amountText(meeting ? plannedSeconds(meeting) : 0)} used`),
      fact(String(count("timeline")), "moments in the timeline"),
      fact(String(actions.length), actions.length === 1 ? "action" : "actions"),
      actions.length > 0 && fact(String(owned), "with an owner and a date"),
    ),
  ];
  if (actions.length > 0) {
    parts.push(
      h(
        "ul",
        null,
        ...actions
          .slice(0, 9)
          .map((row) =>
            h(
              "li",
              { class: "promised" },
              h("b", { dir: "auto" }, isChosen(row) ? "★ " : "", row.text.toString()),
              h("span", null, ownerAndDate(row.map.get("owner"), row.map.get("due"), typedTextOf(row.map, "due"))),
            ),
          ),
      ),
    );
  }
  return parts;
}

function ownerAndDate(owner: unknown, due: unknown, typed: string): string {
  const who = lineValue(owner).trim();
  // What was typed for a date and is none stands there as it was typed.
  if (!isDate(due) && typed.trim()) return [who, `“${typed.trim()}”, no date yet`].filter(Boolean).join(" · ");
  const when = isDate(due) ? dayLabel(due) : "";
  if (who && when) return `${who} · ${when}`;
  if (who || when) return `${who || when} · still needs ${who ? "a date" : "an owner"}`;
  return "still needs an owner and a date";
}

function fact(value: string, text: string): HTMLElement {
  return h("span", null, h("b", { class: "num" }, value), ` ${text}`);
}
