// A date as people say it: "by Friday", "4/12", "in two weeks", 2026-12-01. It is read here with every key, so text and
// day stand in the document before the field is left. What was read is shown in the row; of two readings one is asked
// for; what is no date stays as it was typed, marked. Not here: the reading itself (due_dates), where the value lives.
import { afterPointerRelease, trackPointer } from "../shared/after_press";
import { h, setAttr } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import { type Disposer, makeDisposables } from "../shared/signal";
import { addDays, dayLabel, isDate, storedInstant, toLocal } from "../time/datetime";
import { type DueReading, parseDueDate } from "../time/due_dates";
import { type Control, type ControlProps, isFocused, lockWithBoard, reportComposition, TYPING_MS } from "./control";
import { type DueInputs, dueInputs } from "./due_inputs";
import { type DueNote, type DueOffer, dueNote } from "./due_note";

export function dueControl(props: ControlProps): Control {
  return new DueControl(props);
}

interface Value {
  stored: string | null;
  text: string;
}

class DueControl implements Control {
  readonly dom: HTMLElement;
  readonly #props: ControlProps;
  readonly #inputs: DueInputs;
  readonly #note: DueNote;
  readonly #disposables = makeDisposables();
  #stored: string | null = null;
  #text = "";
  /** what is being typed; null at rest */
  #typing: string | null = null;
  /** what stood here before it, for Escape */
  #beforeTyping: Value | null = null;
  #typedAt = Number.NEGATIVE_INFINITY;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;
  /** the person is done with it: what cannot be read is marked */
  #finished = false;
  /** somebody else changed it while it is being typed into here */
  #held = false;

  constructor(props: ControlProps) {
    this.#props = props;
    this.#inputs = dueInputs(props);
    this.#note = dueNote((chosen, reading) => this.#choose(chosen, reading));
    const { text, pick, day } = this.#inputs;
    this.dom = h("div", { class: "due-box" }, text, pick, this.#note.dom);
    const { board } = props;
    this.#listen();
    this.#disposables.add(
      lockWithBoard(board, text, pick, day),
      board.zone.subscribe(() => this.#draw()),
      board.dayOrder.subscribe(() => this.#draw()),
      this.#selectOnFirstClick(),
    );
    this.#draw();
  }

  show(value: unknown, mine: boolean, text = ""): void {
    const next = isDate(value) ? value : null;
    if (next === this.#stored && text === this.#text) return this.#draw();
    this.#stored = next;
    this.#text = text;
    const recent = performance.now() - this.#typedAt < TYPING_MS;
    this.#held = !mine && this.#typing !== null && isFocused(this.#props.board, this.#inputs.text) && recent;
    if (!this.#held) this.#settle();
  }

  focus(): void {
    this.#inputs.text.focus();
  }

  destroy(): void {
    clearTimeout(this.#holdTimer);
    this.#disposables.dispose();
  }

  #listen(): void {
    const { board } = this.#props;
    const { text, day } = this.#inputs;
    text.addEventListener("input", () => this.#typed());
    text.addEventListener("keydown", (event) => this.#keyPressed(event));
    // The proposal of a day stands there while the field is in use.
    text.addEventListener("focus", () => this.#draw());
    trackPointer();
    text.addEventListener("blur", () =>
      afterPointerRelease(() => {
        if (!isFocused(board, text)) this.#settle();
      }),
    );
    reportComposition(board, text);
    day.addEventListener("input", () => {
      if (!isDate(day.value)) return;
      this.#settle();
      this.#put(day.value, "");
      this.#draw();
    });
  }

  // The next key replaces the day, as in any field that was reached by Tab; a second click places the caret.
  #selectOnFirstClick(): Disposer {
    const { text } = this.#inputs;
    let justFocused = false;
    const focused = (): void => {
      justFocused = true;
    };
    const clicked = (event: Event): void => {
      const untouched = this.#typing === null && this.#stored !== null && text.selectionStart === text.selectionEnd;
      if (justFocused && untouched) {
        event.preventDefault();
        text.select();
      }
      justFocused = false;
    };
    text.addEventListener("focus", focused);
    text.addEventListener("mouseup", clicked);
    return () => {
      text.removeEventListener("focus", focused);
      text.removeEventListener("mouseup", clicked);
    };
  }

  #typed(): void {
    this.#props.board.connection.unfinishedTyping.noteKeystroke();
    this.#beforeTyping ??= { stored: this.#stored, text: this.#text };
    this.#typing = this.#inputs.text.value;
    this.#typedAt = performance.now();
    this.#finished = false;
    clearTimeout(this.#holdTimer);
    this.#holdTimer = setTimeout(() => {
      if (this.#held) this.#settle();
    }, TYPING_MS);
    const text = this.#typing.trim();
    const [only, other] = text === "" ? [] : this.#read(text).days;
    if (text === "") this.#put(null, "");
    else if (only && other === undefined) this.#put(only, only === text ? "" : text);
    else this.#put(null, text);
    this.#draw();
  }

  #keyPressed(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      const before = this.#beforeTyping ?? (this.#stored === null ? { stored: null, text: "" } : null);
      this.#settle();
      if (before) this.#put(before.stored, before.text);
      this.#draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.#stored !== null || this.#text === "") this.#settle();
      else this.#finished = true;
      this.#draw();
    }
  }

  #choose(day: string, reading: DueReading | null): void {
    const { board } = this.#props;
    const text = this.#text;
    if (board.readonly.get()) return;
    this.#settle();
    this.#put(day, text);
    if (reading?.byOrder)
      board.chooseDayOrder(parseDueDate(text, this.#today(), "dmy").days[0] === day ? "dmy" : "mdy");
    this.#draw();
  }

  #put(stored: string | null, text: string): void {
    this.#stored = stored;
    this.#text = text;
    this.#props.set(stored, text);
  }

  // The screen shows what the document holds.
  #settle(): void {
    clearTimeout(this.#holdTimer);
    this.#typing = null;
    this.#beforeTyping = null;
    this.#held = false;
    this.#finished = false;
    this.#draw();
  }

  #draw(): void {
    const { text, day } = this.#inputs;
    const unreadText = this.#stored === null && this.#text !== "";
    if (this.#typing === null) {
      const shown = this.#stored ? longDay(this.#stored) : this.#text;
      if (text.value !== shown) text.value = shown;
    }
    if (!isFocused(this.#props.board, day)) day.value = this.#stored ?? "";
    setAttr(this.dom, "data-empty", String(this.#stored === null && this.#text === ""));
    const marked = unreadText && (this.#typing === null || this.#finished);
    setAttr(this.dom, "data-unread", marked ? "true" : null);
    setAttr(text, "aria-invalid", marked ? "true" : null);
    this.#note.show({
      stored: this.#stored,
      text: this.#text,
      today: this.#today(),
      typing: this.#typing !== null && !this.#finished,
      reading: unreadText ? this.#read(this.#text) : null,
      offer: this.#offer(),
    });
  }

  // Only for action items, and only while whoever is there could take it.
  #offer(): DueOffer | null {
    const { board, key } = this.#props;
    const empty = this.#stored === null && this.#text === "" && (this.#typing ?? "") === "";
    if (key !== "due" || !empty || board.readonly.get() || !isFocused(board, this.#inputs.text)) return null;
    const proposed = board.proposedDue();
    const today = this.#today();
    if (!proposed || today === "") return null;
    const day = addDays(today, proposed.days);
    return { day, label: `${dayLabel(day, today)} (${proposed.severity})`, reason: `Usual for ${proposed.severity}` };
  }

  #today(): string {
    const { connection, zone } = this.#props.board;
    return toLocal(storedInstant(connection.now()), zone.get())?.date ?? "";
  }

  #read(text: string): DueReading {
    return parseDueDate(text, this.#today(), this.#props.board.dayOrder.get());
  }
}

/** "Fri 4 Dec 2026": always with its year. */
function longDay(date: string): string {
  return dayLabel(date, "0000");
}
