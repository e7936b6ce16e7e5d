// A due date as people say it: "by Friday", "in two weeks", 2026-12-01. The server reads it; the day it read is
// shown before it is taken, because a date that was guessed wrong is worse than none. The browser's own calendar
// is one key away. Never here: the reading itself.
import { isFocused, lockable, type Control, type ControlNeeds } from "./control";
import { dayLabel, isDate } from "./datetime";
import { h, setAttr, setText } from "./dom";
import type { Due } from "./hints";

/** After so much rest a half-typed date is read. */
const PAUSE_MS = 350;
const SENTENCE = "Type a day like 2026-12-01, or choose one from the calendar.";

export interface DueNeeds extends ControlNeeds {
  /** a name for this place, under which a half-typed date is kept */
  place(): string;
}

export function dueControl(needs: DueNeeds): Control {
  const { board } = needs;
  const input = h("input", {
    type: "text", class: "due", "data-key": needs.key, "aria-label": needs.label, placeholder: needs.placeholder ?? "",
    autocomplete: "off", maxlength: 60, spellcheck: "false", enterkeyhint: "done",
  });
  const day = h("input", { type: "date", class: "due-day", "data-key": `${needs.key}.date`, tabindex: -1, "aria-hidden": "true", "aria-label": `${needs.label}: day`, min: "1970-01-01", max: "9999-12-31" });
  const pick = h("button", { type: "button", class: "due-pick", "aria-label": `${needs.label}: choose a day`, title: "Choose a day", onclick: () => openCalendar(day) });
  const takeIt = h("button", { type: "button", class: "due-take", tabindex: -1 });
  const problem = h("span", { class: "due-problem" });
  const said = h("div", { class: "due-said", role: "status", hidden: true }, takeIt, problem);
  const dom = h("div", { class: "due-box" }, input, pick, day, said);

  let stored: string | null = null;
  /** what is being typed; null at rest */
  let typed: string | null = null;
  let read: { typed: string; due: Due } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let number = 0;

  const half = (words: string | null): void => {
    typed = words;
    input.dataset["dirty"] = String(words !== null);
    if (words === null) board.unsettled.delete(needs.place());
    else board.unsettled.set(needs.place(), words);
    board.connection.unfinishedTyping.setDraft(words !== null && words !== "", needs.place());
  };

  const draw = (): void => {
    if (typed === null) input.value = stored ? (isFocused(board, input) ? stored : longDay(stored)) : "";
    if (!isFocused(board, day)) day.value = stored ?? "";
    dom.dataset["empty"] = String(stored === null && typed === null);
    const due = read && read.typed === typed ? read.due : null;
    const day_ = due && "due" in due ? due : null;
    setText(takeIt, day_ ? `${day_.words || longDay(day_.due)} – Enter takes it` : "");
    takeIt.hidden = day_ === null;
    setText(problem, due && "sentence" in due ? due.sentence : "");
    problem.hidden = !(due && "sentence" in due);
    said.hidden = takeIt.hidden && problem.hidden;
    setAttr(input, "aria-invalid", problem.hidden ? null : "true");
  };

  const take = (date: string | null): void => {
    clearTimeout(timer);
    read = null;
    half(null);
    if (date !== stored) {
      stored = date;
      needs.set(date);
    }
    draw();
  };

  // `loud`: the person is done with it, so a date that cannot be read is said.
  const look = async (loud: boolean): Promise<void> => {
    clearTimeout(timer);
    const words = typed?.trim() ?? "";
    if (typed === null || words === "") return;
    const mark = (number += 1);
    const due = (await board.hints.due(words, board.zone.get())) ?? { sentence: SENTENCE };
    if (mark !== number || typed?.trim() !== words) return;
    read = "due" in due || loud ? { typed: typed ?? "", due } : null;
    draw();
  };

  const shown = (): string | null => (read && read.typed === typed && "due" in read.due ? read.due.due : null);

  input.addEventListener("input", () => {
    board.connection.unfinishedTyping.noteKey();
    half(input.value);
    const words = input.value.trim();
    // A whole date is what it says.
    if (isDate(words)) {
      take(words);
      return;
    }
    clearTimeout(timer);
    if (words !== "") timer = setTimeout(() => void look(false), PAUSE_MS);
    draw();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typed !== null) take(stored);
    else if (event.key !== "Enter" || event.isComposing) return;
    else if (typed?.trim() === "") take(null);
    else if (shown() !== null) take(shown());
    else void look(true);
    event.preventDefault();
  });
  input.addEventListener("focus", draw);
  input.addEventListener("blur", () => {
    if (typed?.trim() === "") take(null);
    // It was seen as a date, so leaving says yes to it.
    else if (shown() !== null) take(shown());
    else if (typed !== null) void look(true);
    draw();
  });
  takeIt.addEventListener("mousedown", (event) => event.preventDefault());
  takeIt.addEventListener("click", () => void (shown() !== null && take(shown())));
  day.addEventListener("input", () => void (isDate(day.value) && take(day.value)));

  // A half-typed date outlives a look at another section.
  const kept = board.unsettled.get(needs.place());
  if (kept !== undefined) {
    input.value = kept;
    half(kept);
    void look(true);
  }
  const stop = lockable(board, input, pick, day);
  draw();
  return {
    dom,
    show(value, mine) {
      const next = isDate(value) ? value : null;
      // Taken back by undo: what was half typed gives way.
      if (mine && next !== stored && typed !== null) half(null);
      stored = next;
      if (typed === null && isFocused(board, input) && input.value === stored) return;
      draw();
    },
    focus: () => input.focus(),
    destroy() {
      clearTimeout(timer);
      number += 1;
      stop();
      board.connection.unfinishedTyping.setDraft(false, needs.place());
    },
  };
}

/** "Fri 4 Dec 2026": always with its year. */
function longDay(date: string): string {
  return dayLabel(date, "0000");
}

function openCalendar(day: HTMLInputElement): void {
  try {
    day.showPicker();
  } catch {
    // No calendar to open: the input itself, to be typed into.
    day.classList.add("bare");
    day.removeAttribute("aria-hidden");
    day.tabIndex = 0;
    day.focus();
  }
}
