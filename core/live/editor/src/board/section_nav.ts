// The seven sections at the side (a strip of chips on a phone): title, minutes, filled or skipped, where the group is,
// who is where. Choosing one moves only this tab. Not here: what a section holds.

import { amountText } from "../clock/clock_math";
import type { SectionId } from "../connection/connection";
import { type SectionCompleteness, sectionCompleteness } from "../document/completeness";
import { h, setAttr, setText } from "../shared/dom";
import { makeDisposables } from "../shared/signal";
import type { Board, Part, SectionSchema } from "./board_context";

/** Each key changes the document: so often it is looked at how far a section is filled. */
const DRAW_DELAY_MS = 300;
/** At a Next twenty people arrive within a second: so often they are drawn, who are told in few frames. */
const PEOPLE_DELAY_MS = 500;
/** So many people are shown beside a section; more would hide its title. */
const MAX_DOTS = 5;

interface Entry {
  id: SectionId;
  button: HTMLButtonElement;
  mark: HTMLElement;
  minutes: HTMLElement;
  peopleDots: HTMLElement;
  state: HTMLElement;
  /** how far it was filled when the document was last looked at */
  progress: Progress;
  /** who is shown beside it */
  people: string;
}

export function sectionNav(board: Board): Part {
  return new SectionNav(board);
}

class SectionNav implements Part {
  readonly dom: HTMLElement;
  readonly #board: Board;
  readonly #entries: readonly Entry[];
  readonly #disposables = makeDisposables();
  #drawTimer = 0;
  #peopleTimer = 0;
  /** the strip is longer than its place, as on a phone */
  #scrolls = false;

  constructor(board: Board) {
    this.#board = board;
    this.#entries = board.sections.map((section) => navEntry(board, section));
    const buttons = this.#entries.map((entry) => entry.button);
    this.dom = h("nav", { class: "sections", "aria-label": "Sections" }, ...buttons);
    // Asked for when a section is shown, its width would have the whole new section laid out first.
    const width = new ResizeObserver(() => {
      this.#scrolls = getComputedStyle(this.dom).overflowX !== "visible" && this.dom.scrollWidth > this.dom.clientWidth;
      // Whoever comes in the middle, or turns the phone, sees the section that is shown.
      this.#scrollTo(board.connection.focusSection.get(), "instant");
    });
    width.observe(this.dom);
    this.#disposables.add(() => width.disconnect());
    this.#listen();
    this.#drawProgress();
    this.#drawPeople();
  }

  destroy(): void {
    this.#disposables.dispose();
  }

  #listen(): void {
    const { doc, connection } = this.#board;
    const scheduleDraw = (): void => this.#scheduleDraw();
    doc.on("afterTransaction", scheduleDraw);
    this.#disposables.add(
      connection.focusSection.subscribe((id) => {
        this.#draw();
        this.#scrollTo(id);
      }),
      connection.meeting.subscribe(() => this.#draw()),
      () => doc.off("afterTransaction", scheduleDraw),
      connection.here.subscribe((mine) => mine || this.#drawPeopleSoon()),
      () => window.clearTimeout(this.#drawTimer),
      () => window.clearTimeout(this.#peopleTimer),
    );
  }

  #scheduleDraw(): void {
    if (this.#drawTimer !== 0) return;
    this.#drawTimer = window.setTimeout(() => {
      this.#drawTimer = 0;
      this.#drawProgress();
    }, DRAW_DELAY_MS);
  }

  // Read from the document only when that changed: it is every field of every section.
  #drawProgress(): void {
    for (const entry of this.#entries) entry.progress = progressOf(sectionCompleteness(this.#board.doc, entry.id));
    this.#draw();
  }

  #draw(): void {
    const meeting = this.#board.connection.meeting.get();
    const shown = this.#board.connection.focusSection.get();
    const going = meeting?.status === "running" || meeting?.status === "paused";
    for (const { id, button, mark, minutes, state, progress } of this.#entries) {
      const group = going && meeting.section === id;
      setAttr(button, "aria-current", shown === id ? "step" : null);
      setAttr(button, "data-filled", progress);
      setAttr(button, "data-group", group ? "here" : null);
      setText(mark, MARKS[progress]);
      const planned = meeting?.plan.find((item) => item.section === id)?.seconds;
      const seconds = planned ?? minutesOf(this.#board, id) * 60;
      setText(minutes, amountText(seconds));
      const parts = [STATE_LABELS[progress], minutesText(seconds), group ? "the group is here" : ""];
      setText(state, `, ${parts.filter(Boolean).join(", ")}`);
    }
  }

  // The first news at once, what follows it together.
  #drawPeopleSoon(): void {
    if (this.#peopleTimer !== 0) return;
    this.#drawPeople();
    this.#peopleTimer = window.setTimeout(() => {
      this.#peopleTimer = 0;
      this.#drawPeople();
    }, PEOPLE_DELAY_MS);
  }

  #drawPeople(): void {
    const { here: all, me } = this.#board.connection;
    const here = all.people(me.get()?.id ?? null).filter((person) => !person.me);
    for (const entry of this.#entries) {
      const shown = here.filter(({ section }) => section === entry.id).slice(0, MAX_DOTS);
      // News of presence is mostly about carets and typing, which are not shown here.
      const now = JSON.stringify(shown.map(({ name, color }) => [name, color]));
      if (now === entry.people) continue;
      entry.people = now;
      entry.peopleDots.replaceChildren(
        ...shown.map(({ name, color }) => h("i", { class: "nav-dot", style: { backgroundColor: color }, title: name })),
      );
    }
  }

  // On a phone the strip scrolls: keep the section that is shown in sight, without moving the page. In a frame, which lays
  // the page out in any case.
  #scrollTo(id: SectionId, behavior: ScrollBehavior = "smooth"): void {
    const button = this.#entries.find((entry) => entry.id === id)?.button;
    if (!button || !this.#scrolls) return;
    requestAnimationFrame(() => this.dom.scrollTo({ left: button.offsetLeft - 24, behavior }));
  }
}

function navEntry(board: Board, section: SectionSchema): Entry {
  const mark = h("span", { class: "nav-mark", "aria-hidden": "true" });
  const minutes = h("span", { class: "nav-minutes num" });
  const peopleDots = h("span", { class: "nav-who", "aria-hidden": "true" });
  const state = h("span", { class: "visually-hidden" });
  const button = h(
    "button",
    {
      type: "button",
      class: "nav-item",
      "data-section-link": section.id,
      onclick: () => board.connection.follower.choose(section.id),
    },
    mark,
    h("span", { class: "nav-title" }, section.title),
    peopleDots,
    minutes,
    state,
  );
  return { id: section.id, button, mark, minutes, peopleDots, state, progress: "empty", people: "[]" };
}

type Progress = "filled" | "begun" | "empty" | "skipped";

function progressOf({ met, open, skipped }: SectionCompleteness): Progress {
  if (skipped) return "skipped";
  if (open === 0) return "filled";
  return met > 0 ? "begun" : "empty";
}

const MARKS: Readonly<Record<Progress, string>> = { filled: "✓", begun: "", empty: "", skipped: "–" };
const STATE_LABELS: Readonly<Record<Progress, string>> = {
  filled: "filled",
  begun: "begun",
  empty: "not begun",
  skipped: "skipped",
};

/** Spoken with the section's name: "2 minutes", "1 minute". */
function minutesText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

function minutesOf(board: Board, id: SectionId): number {
  return board.sections.find((section) => section.id === id)?.minutes ?? 0;
}
