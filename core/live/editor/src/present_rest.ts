// The shared screen before the start and after the end: how to join, what counts here, what was achieved.
// Never here: the running clock.
import { amount, planned } from "./clock_math";
import type { Connection } from "./connection";
import { dayLabel, isDate } from "./datetime";
import { h, replace } from "./dom";
import { people } from "./presence";
import { counted, promised } from "./present_review";
import { rowsIn, rowsRoot } from "./rows_model";
import { stops, watch, type Signal, type Stop } from "./signal";
import type { ReviewMsg } from "./wire";

export interface RestData {
  /** "K7QM-4XPD" */
  code?: string | null;
  /** where to type it, such as "debrief.example" */
  address?: string | null;
  /** the ground rules, in the order they are read */
  rules?: { title: string; text: string }[];
}

export function restView(connection: Connection, data: Signal<RestData>): { element: HTMLElement; stop: Stop } {
  const element = h("div", { class: "rest" });
  const ways = stops();
  let frame = 0;
  const draw = (): void => {
    frame = 0;
    const meeting = connection.meeting.get();
    if (meeting?.review && meeting.status === "lobby") replace(element, ...reviewLobby(connection, data.get(), meeting.review, planned(meeting)));
    else if (meeting?.review && meeting.status === "finished") replace(element, ...reviewFinished(meeting.review));
    else if (meeting?.status === "lobby") replace(element, ...lobby(connection, data.get(), planned(meeting)));
    else if (meeting?.status === "finished") replace(element, ...finished(connection));
    else replace(element, meeting ? null : h("p", { class: "big" }, "Connecting…"));
  };
  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  connection.awareness.on("change", soon);
  connection.doc.on("update", soon);
  ways.add(watch([connection.meeting, data], draw), () => {
    connection.awareness.off("change", soon);
    connection.doc.off("update", soon);
    if (frame !== 0) cancelAnimationFrame(frame);
  });
  return { element, stop: ways.all };
}

function lobby(connection: Connection, { code, address, rules }: RestData, seconds: number): HTMLElement[] {
  const here = people(connection.awareness.getStates().values(), null).length;
  const where = address || location.host;
  const parts: HTMLElement[] = [h("h1", null, "We begin in a moment")];
  if (code) parts.push(h("p", { class: "join" }, h("span", { class: "big" }, `Open ${where} and join with`), h("b", { class: "num" }, code)));
  parts.push(h("p", { class: "facts" }, fact(String(here), here === 1 ? "person here" : "people here"), fact(String(Math.round(seconds / 60)), "minutes, one clock"), fact("Everyone", "writes, from their own laptop")));
  if (rules && rules.length > 0) parts.push(h("ul", null, ...rules.map((rule) => h("li", null, h("b", null, rule.title), h("span", null, rule.text)))));
  return parts;
}

function reviewLobby(connection: Connection, { code, address }: RestData, review: ReviewMsg, seconds: number): HTMLElement[] {
  const here = people(connection.awareness.getStates().values(), null).length;
  const actions = review.walk.length;
  const parts: HTMLElement[] = [h("h1", null, "Two weeks on")];
  if (code) parts.push(h("p", { class: "join" }, h("span", { class: "big" }, `Open ${address || location.host} and join with`), h("b", { class: "num" }, code)));
  parts.push(h("p", { class: "facts" }, fact(String(here), here === 1 ? "person here" : "people here"), fact(String(Math.round(seconds / 60)), "minutes, one clock"), fact(String(actions), actions === 1 ? "action to look at" : "actions to look at")));
  if (actions > 0) parts.push(promises(review));
  return parts;
}

function reviewFinished(review: ReviewMsg): HTMLElement[] {
  const parts: HTMLElement[] = [h("h1", null, "Thank you, everyone"), h("p", { class: "big", dir: "auto" }, review.again)];
  const counts = counted(review.walk);
  if (counts) parts.push(h("p", { class: "facts" }, h("span", null, counts)));
  if (review.walk.length > 0) parts.push(promises(review));
  return parts;
}

function promises(review: ReviewMsg): HTMLElement {
  return h("ul", null, ...review.walk.slice(0, 9).map((one) => h("li", null, h("b", { dir: "auto" }, one.words), h("span", { dir: "auto" }, one.became || promised(one)))));
}

function finished(connection: Connection): HTMLElement[] {
  const meeting = connection.meeting.get();
  const used = meeting?.plan.reduce((sum, item) => sum + item.used, 0) ?? 0;
  const count = (field: string): number => rowsIn(rowsRoot(connection.doc, field)).filter((row) => row.text.toString().trim() !== "").length;
  const actions = rowsIn(rowsRoot(connection.doc, "actions")).filter((row) => row.text.toString().trim() !== "");
  const owned = actions.filter((row) => Boolean(row.map.get("owner")) && Boolean(row.map.get("due"))).length;
  const parts: HTMLElement[] = [
    h("h1", null, "Thank you, everyone"),
    h("p", { class: "big" }, "The meeting is over. The postmortem stays open: everything can still be read, corrected and exported on its summary."),
    h(
      "p",
      { class: "facts" },
      fact(amount(used), `of ${amount(meeting ? planned(meeting) : 0)} used`),
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
        ...actions.slice(0, 9).map((row) => h("li", null, h("b", { dir: "auto" }, row.text.toString()), h("span", null, promise(row.map.get("owner"), row.map.get("due"))))),
      ),
    );
  }
  return parts;
}

function promise(owner: unknown, due: unknown): string {
  const who = typeof owner === "string" ? owner.trim() : "";
  const when = isDate(due) ? dayLabel(due) : "";
  if (who && when) return `${who} · ${when}`;
  if (who || when) return `${who || when} · still needs ${who ? "a date" : "an owner"}`;
  return "still needs an owner and a date";
}

function fact(value: string, words: string): HTMLElement {
  return h("span", null, h("b", { class: "num" }, value), ` ${words}`);
}
