// What stands under a date, inside its row: what it was read from, which of two days is asked for, or what to do with
// words that are no date. Never a bubble over the next field. Not here: reading, the document.

import { h, setAttr, setChildren } from "../shared/dom";
import { dayLabel } from "../time/datetime";
import type { DueReading } from "../time/due_dates";

export interface DueOffer {
  day: string;
  /** "Sun 6 Dec (P1)" */
  label: string;
  /** "Usual for P1" */
  reason: string;
}

export interface DueNoteState {
  stored: string | null;
  /** what the day was read from, or what could not be read */
  text: string;
  /** "2026-11-23", where the postmortem is */
  today: string;
  /** somebody is typing here: nothing is complained about yet */
  typing: boolean;
  /** what the words can mean; null where there is a day */
  reading: DueReading | null;
  /** a day to take with one press while the field is empty: nothing is set by itself */
  offer: DueOffer | null;
}

export interface DueNote {
  readonly dom: HTMLElement;
  show(shown: DueNoteState): void;
}

/** `choose` is called with the day of a button and what was asked. */
export function dueNote(choose: (day: string, asked: DueReading | null) => void): DueNote {
  const dom = h("div", { class: "due-note", role: "status", hidden: true });
  let last = "";
  return {
    dom,
    show(shown) {
      const fingerprint = JSON.stringify(shown);
      if (fingerprint === last) return;
      last = fingerprint;
      const parts = shown.stored ? readNote(shown, shown.stored) : unreadNote(shown, choose);
      setAttr(dom, "data-look", shown.stored ? "read" : (shown.reading?.days.length ?? 0) > 0 ? "asked" : "unread");
      dom.hidden = parts.length === 0;
      setChildren(dom, ...parts);
    },
  };
}

function readNote({ stored, text: typedText, today, typing }: DueNoteState, day: string): HTMLElement[] {
  const past = stored !== null && today !== "" && day < today;
  const parts: HTMLElement[] = [];
  if (typing && typedText) parts.push(h("b", null, dayLabel(day, "0000")));
  else if (typedText) parts.push(h("span", { class: "due-from" }, `from “${typedText}”`));
  if (past) parts.push(h("span", { class: "due-past" }, "in the past"));
  return parts;
}

function unreadNote(
  { text: typedText, typing, reading, offer }: DueNoteState,
  choose: (day: string, asked: DueReading | null) => void,
): HTMLElement[] {
  if (offer && typedText === "")
    return [
      h(
        "span",
        { class: "due-choices" },
        choice(offer.day, offer.label, () => choose(offer.day, null), offer.reason),
      ),
    ];
  if (!reading || typedText === "") return [];
  const { days, byOrder } = reading;
  if (days.length === 0) return typing ? [] : [h("span", { class: "due-problem" }, reading.sentence)];
  const labels = buttonLabels(days, byOrder);
  const buttons = days.map((day, at) => choice(day, labels[at] ?? "", () => choose(day, reading)));
  return [
    h("span", { class: "due-problem" }, days.length > 1 ? `“${typedText}”: which one?` : `“${typedText}”: this day?`),
    h("span", { class: "due-choices" }, ...buttons),
  ];
}

function choice(day: string, label: string, onclick: () => void, reason = ""): HTMLElement {
  const whole = dayLabel(day, "0000");
  const title = reason === "" ? whole : `${reason}: ${whole}`;
  const props = { type: "button", class: "due-choice", title, "aria-label": reason === "" ? null : title, onclick };
  const button = h("button", props, label);
  // The field keeps the focus: whoever chooses goes on from there.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}

/** "4 Dec" and "12 Apr"; with the weekday or the year where that is what they differ in. */
export function buttonLabels(days: readonly string[], byOrder: boolean): string[] {
  const parts = days.map((day) => dayLabel(day, "0000").split(" "));
  const weekdays = !byOrder && new Set(parts.map((part) => part[0])).size > 1;
  const years = new Set(parts.map((part) => `${part[1]} ${part[2]}`)).size < days.length;
  return parts.map(([week = "", number = "", month = "", year = ""]) =>
    [weekdays && week, number, month, years && year].filter(Boolean).join(" "),
  );
}
