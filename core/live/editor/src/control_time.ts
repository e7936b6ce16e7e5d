// When something happened: a time of day typed fast ("0258"), with its date beside it, in the postmortem's zone.
// What is no time yet stays as it was typed, with a sentence. Never here: the arithmetic (datetime.ts).
import { isFocused, lockable, type Control, type ControlNeeds } from "./control";
import { dayLabel, isDate, likelyDay, parseTime, readMoment, toInstant, toLocal, type Local } from "./datetime";
import { h, setAttr, setText } from "./dom";

export interface TimeNeeds extends ControlNeeds {
  /** a name for this place, under which a half-typed time is kept */
  place(): string;
  /** the moment before this one, whose date a new time takes over */
  before(): Local;
  /** Enter: the time is in, on to the words */
  done(): void;
}

const SENTENCE = "is not a time yet. Try 02:58, 0258, or 2026-11-23 02:58 for another day.";

export function timeControl(needs: TimeNeeds): Control {
  const { board } = needs;
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const input = h("input", {
    type: "text", class: "time num", "data-key": needs.key, "aria-label": needs.label, placeholder: "--:--",
    autocomplete: "off", maxlength: 60, spellcheck: "false", enterkeyhint: "next",
  });
  // Out of the way of the Tab key: whoever types fast goes from the time to the words; a date can be typed with the time.
  const day = h("input", { type: "date", "data-key": `${needs.key}.date`, "aria-label": `${needs.label}: day`, tabindex: -1, min: "1970-01-01", max: "9999-12-31" });
  const dayWords = h("span", { class: "day-words", "aria-hidden": "true" });
  const dom = h("div", { class: "when" }, input, h("span", { class: "day" }, dayWords, day), problem);
  let stored: string | null = null;
  let chosenDay: string | null = null;

  const zone = (): string => board.zone.get();
  const local = (): Local | null => toLocal(stored, zone());

  const half = (typed: string | null): void => {
    input.dataset["dirty"] = String(typed !== null);
    if (typed === null) board.unsettled.delete(needs.place());
    else board.unsettled.set(needs.place(), typed);
    board.connection.unfinishedTyping.setDraft(typed !== null && typed !== "", needs.place());
  };

  const complain = (typed: string | null): void => {
    setText(problem, typed === null ? "" : `“${typed}” ${SENTENCE}`);
    problem.hidden = typed === null;
    setAttr(input, "aria-invalid", typed === null ? null : "true");
  };

  const draw = (): void => {
    const shown = local();
    if (input.dataset["dirty"] !== "true") input.value = shown?.time ?? "";
    const date = shown?.date ?? chosenDay ?? "";
    if (!isFocused(board, day)) day.value = date;
    const label = date ? dayLabel(date) : "";
    setText(dayWords, label || "day");
    setAttr(dom, "data-empty", String(shown === null));
    setAttr(input, "aria-description", label ? `on ${label}, ${zone()}` : `in ${zone()}`);
  };

  const commit = (): boolean => {
    const typed = input.value.trim();
    if (input.dataset["dirty"] !== "true") return true;
    if (typed === "") {
      half(null);
      complain(null);
      if (stored !== null) needs.set(null);
      draw();
      return true;
    }
    const time = parseTime(typed);
    const own = local()?.date ?? chosenDay;
    const near = own ?? (time ? likelyDay(time, needs.before()) : needs.before().date);
    const iso = readMoment(typed, near, zone());
    complain(iso === null ? typed : null);
    if (iso === null) return false;
    half(null);
    chosenDay = null;
    stored = iso;
    needs.set(iso);
    draw();
    return true;
  };

  input.addEventListener("input", () => {
    board.connection.unfinishedTyping.noteKey();
    half(input.value);
    complain(null);
  });
  input.addEventListener("change", () => void commit());
  input.addEventListener("blur", () => void commit());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && commit()) {
      event.preventDefault();
      needs.done();
    } else if (event.key === "Escape" && input.dataset["dirty"] === "true") {
      half(null);
      complain(null);
      draw();
    }
  });
  day.addEventListener("input", () => {
    if (!isDate(day.value)) return;
    const time = local()?.time;
    const iso = time ? toInstant({ date: day.value, time }, zone()) : null;
    if (iso) needs.set((stored = iso));
    else chosenDay = day.value;
    draw();
  });
  day.addEventListener("blur", draw);

  // A half-typed time outlives a look at another section.
  const kept = board.unsettled.get(needs.place());
  if (kept !== undefined) {
    input.value = kept;
    half(kept);
    complain(kept);
  }
  const stops = [lockable(board, input, day), board.zone.subscribe(draw)];
  draw();
  return {
    dom,
    show(value, mine) {
      const next = typeof value === "string" ? value : null;
      if (mine && next !== stored) {
        half(null);
        complain(null);
      }
      stored = next;
      draw();
    },
    focus: () => input.focus(),
    destroy() {
      stops.forEach((stop) => stop());
      board.connection.unfinishedTyping.setDraft(false, needs.place());
    },
  };
}
