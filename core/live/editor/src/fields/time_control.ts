// When something happened: a time of day typed fast ("0258"), with its date beside it, in the postmortem's zone. It is
// read with each key, so that text or time stand in the document before the field is left. What is no time yet stays as
// it was typed, with a sentence; what was assumed is shown. Not here: how a time is read (moment_grammar,
// moment_resolution), the elements (time_inputs).
import { afterPointerRelease, trackPointer } from "../shared/after_press";
import { isComposing } from "../shared/input_method";
import { makeDisposables } from "../shared/signal";
import { dayLabel, instantOf, isDate, offsetIfAmbiguous, storedInstant, todayIn, toLocal } from "../time/datetime";
import {
  momentOnDay,
  type ResolvedMoment,
  resolveMoment,
  skippedMessage,
  type TimelineContext,
} from "../time/moment_resolution";
import { type Control, type ControlProps, isFocused, lockWithBoard, TYPING_MS } from "./control";
import { TimeInputs } from "./time_inputs";

export interface TimeProps extends ControlProps {
  /** a name for this place, under which it is known what was assumed */
  place(): string;
  /** the moments around this one, between which a new time belongs */
  around(): Omit<TimelineContext, "own" | "day">;
  /** Enter: the time is in, on to the text */
  done(): void;
}

/** What this tab assumed for times that were typed in it, by place. */
const assumptions = new Map<string, ResolvedMoment>();

export function timeControl(props: TimeProps): Control {
  return new TimeControl(props);
}

interface Value {
  stored: string | null;
  text: string;
}

class TimeControl implements Control {
  readonly dom: HTMLElement;
  readonly #props: TimeProps;
  readonly #inputs: TimeInputs;
  readonly #disposables = makeDisposables();
  #stored: string | null = null;
  /** what was typed and is no time yet; it stands in the document beside the time */
  #text = "";
  #chosenDay: string | null = null;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;
  /** what stood here before the first key, and what a time is read from; null when nobody types */
  #typing: (Value & { around: TimelineContext }) | null = null;

  constructor(props: TimeProps) {
    this.#props = props;
    this.#inputs = new TimeInputs(props);
    this.dom = this.#inputs.dom;
    this.#listen();
    this.#disposables.add(
      lockWithBoard(props.board, this.#inputs.time, this.#inputs.day),
      props.board.zone.subscribe(() => this.#draw()),
    );
    this.#draw();
  }

  show(value: unknown, mine: boolean, text = ""): void {
    const next = typeof value === "string" && value !== "" ? value : null;
    const changed = next !== this.#stored || text !== this.#text;
    this.#stored = next;
    this.#text = text;
    // Somebody else's change waits a moment for the person who types here; their next key is the later one.
    if (!changed) this.#draw();
    else if (mine || !this.#typing || !isFocused(this.#props.board, this.#inputs.time)) this.#settle();
    else this.#holdTimer = setTimeout(() => this.#settle(), TYPING_MS);
  }

  focus(): void {
    this.#inputs.time.focus();
  }

  destroy(): void {
    clearTimeout(this.#holdTimer);
    this.#disposables.dispose();
  }

  #listen(): void {
    const { board } = this.#props;
    const { time, day } = this.#inputs;
    time.addEventListener("input", () => this.#typed());
    trackPointer();
    time.addEventListener("blur", () =>
      afterPointerRelease(() => {
        if (!isFocused(board, time)) this.#settle();
      }),
    );
    time.addEventListener("keydown", (event) => this.#keyPressed(event));
    day.addEventListener("input", () => this.#dayPicked());
    day.addEventListener("blur", () => this.#draw());
  }

  #typed(): void {
    this.#props.board.connection.unfinishedTyping.noteKeystroke();
    clearTimeout(this.#holdTimer);
    this.#typing ??= { stored: this.#stored, text: this.#text, around: this.#around() };
    this.#inputs.complain(null);
    const typed = this.#inputs.time.value.trim();
    const result = typed === "" ? null : resolveMoment(typed, this.#typing.around, this.#zone());
    if (result && "iso" in result) return this.#take(result);
    this.#put(null, typed);
    this.#draw();
  }

  #keyPressed(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const unread = this.#stored === null && this.#text !== "";
    if (event.key === "Enter") {
      this.#settle();
      if (unread) return;
      event.preventDefault();
      this.#chosenDay = null;
      this.#props.done();
    } else if (event.key === "Escape" && (this.#typing || unread)) {
      const before = this.#typing ?? { stored: null, text: "" };
      this.#put(before.stored, before.text);
      this.#settle();
    }
  }

  #dayPicked(): void {
    const picked = this.#inputs.day.value;
    if (!isDate(picked)) return;
    const own = instantOf(this.#stored);
    const ms = own === null ? null : momentOnDay(picked, own, this.#around(), this.#zone());
    const time = toLocal(this.#stored, this.#zone())?.time ?? "";
    this.#inputs.complain(own !== null && ms === null ? skippedMessage(picked, time) : null);
    if (ms !== null) this.#take({ iso: storedInstant(ms), assumed: "", assumedPass: false });
    else if (own === null) this.#chosenDay = picked;
    this.#draw();
  }

  #take(moment: ResolvedMoment): void {
    this.#put(moment.iso, "");
    // By now the row of a new time has its name.
    if (moment.assumed !== "" || moment.assumedPass) assumptions.set(this.#props.place(), moment);
    else assumptions.delete(this.#props.place());
    this.#draw();
  }

  #put(stored: string | null, text: string): void {
    this.#stored = stored;
    this.#text = text;
    this.#props.set(stored, text);
  }

  // At rest the screen shows what the document holds, and what is wrong with it.
  #settle(): void {
    clearTimeout(this.#holdTimer);
    this.#typing = null;
    this.#draw();
    const unread = this.#stored === null && this.#text !== "";
    const result = unread ? resolveMoment(this.#text, this.#around(), this.#zone()) : null;
    this.#inputs.complain(
      result &&
        ("problem" in result ? result.problem : `“${this.#text}” was not taken. Press a key here, and it is read.`),
    );
  }

  #draw(): void {
    const local = toLocal(this.#stored, this.#zone());
    const date = local?.date ?? this.#chosenDay ?? "";
    const known = assumptions.get(this.#props.place());
    // Not while it is typed: half a time is read as another one.
    const assumption =
      !this.#typing && known?.iso === this.#stored && local ? assumptionText(known.assumed, local.date) : "";
    this.#inputs.draw(
      {
        text: this.#typing ? null : (local?.time ?? this.#text),
        date,
        dateLabel: date ? dayLabel(date, todayIn(this.#zone(), this.#props.board.connection.now())) : "",
        offset: offsetIfAmbiguous(this.#stored, this.#zone()),
        assumption,
        assumedDay: assumption !== "" && known?.assumed !== "",
        empty: local === null,
        zone: this.#zone(),
      },
      isFocused(this.#props.board, this.#inputs.day),
    );
  }

  #zone(): string {
    return this.#props.board.zone.get();
  }

  #around(): TimelineContext {
    return { ...this.#props.around(), own: instantOf(this.#stored), day: this.#chosenDay };
  }
}

// "assumed Mon 2 Nov", "assumed 1 Jan 2027", or "assumed" behind an offset.
function assumptionText(assumed: ResolvedMoment["assumed"], date: string): string {
  if (assumed === "") return "assumed";
  return `assumed ${assumed === "year" ? dayLabel(date, "0000").replace(/^\w+ /, "") : dayLabel(date)}`;
}
