// The bar's buttons that are pressed every few minutes: next, pause, one minute more. They send to the server
// directly, so no rerun of the page replaces a button while it is pressed, and a press is meant for what this screen
// showed. Not here: the menu beside them, the order of presses (press_queue).

import { type Connection, connect, type LiveData } from "../connection/connection";
import type { MeetingMessage } from "../connection/protocol";
import { type Component, component, type Instance } from "../shared/component";
import { adoptStyles, h, setAttr, setText } from "../shared/dom";
import { postToServer } from "../shared/server_request";
import { makeDisposables, watch } from "../shared/signal";
import { buttonsCss } from "../style/buttons_css";
import { applyTheme } from "../style/theme";
import { nextSectionTitle } from "./next_section";
import { makePressQueue, type Press, type PressQueue, type PressResult } from "./press_queue";
import { type TimeUpChoices, timeUpChoices } from "./time_up_choices";

const STATUS_MS = 6000;

export const meetingButtons = component<LiveData>((call) => new MeetingButtons(call));

class MeetingButtons implements Instance<LiveData> {
  readonly #root: ShadowRoot | HTMLElement;
  readonly #connection: Connection;
  readonly #queue: PressQueue;
  readonly #disposables = makeDisposables();
  readonly #statusLine = h("p", { class: "said", role: "status" });
  readonly #nextLabel = h("span", { class: "to" });
  readonly #pauseLabel = h("span", { class: "word" });
  readonly #next: HTMLButtonElement;
  readonly #pause: HTMLButtonElement;
  readonly #timeUp: TimeUpChoices;
  readonly #box: HTMLElement;
  #statusTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(call: Component<LiveData>) {
    this.#root = call.parentElement;
    this.#connection = connect(call.data);
    adoptStyles(this.#root, buttonsCss);
    const { commands, meeting, me } = this.#connection;
    this.#queue = makePressQueue(
      (press) => sendPress(call.data.pm, press),
      (sentence) => this.#showStatus(sentence),
      () => performance.now(),
    );
    this.#next = this.#onceButton("next", this.#nextLabel);
    this.#pause = this.#onceButton("pause", h("span", { class: "icon", "aria-hidden": "true" }), this.#pauseLabel);
    const more = h("button", { type: "button", class: "more", onclick: () => commands.emit("more") }, "+1 min");
    this.#timeUp = timeUpChoices(this.#connection);
    const { buttons, panel } = this.#timeUp;
    this.#box = h("div", { class: "quick" }, buttons, this.#next, this.#pause, more, this.#statusLine, panel);
    this.#root.append(this.#box);
    applyTheme(this.#root, this.#box);
    this.#disposables.add(
      commands.subscribe((command) => void this.#queue.press(command)),
      watch([meeting, me], () => this.#draw()),
      () => clearTimeout(this.#statusTimer),
      this.#timeUp.destroy,
    );
  }

  update(): void {
    applyTheme(this.#root, this.#box);
  }

  destroy(): void {
    this.#disposables.dispose();
    this.#box.remove();
    this.#connection.release();
  }

  // The second click of a double click is for the button that was there at the first.
  #onceButton(command: "next" | "pause", ...content: HTMLElement[]): HTMLButtonElement {
    const onclick = (event: Event): void => {
      if ((event as MouseEvent).detail < 2) this.#connection.commands.emit(command);
    };
    return h("button", { type: "button", class: command, onclick }, ...content);
  }

  #showStatus(sentence: string): void {
    clearTimeout(this.#statusTimer);
    setText(this.#statusLine, sentence);
    this.#statusTimer = setTimeout(() => setText(this.#statusLine, ""), STATUS_MS);
  }

  #draw(): void {
    const meeting = this.#connection.meeting.get();
    const status = meeting?.status;
    this.#box.hidden = !isFacilitator(this.#connection) || (status !== "running" && status !== "paused");
    if (!meeting) return;
    this.#queue.shows(meeting, meeting.moved_by === this.#connection.me.get()?.id);
    const nextTitle = nextSectionTitle(meeting);
    this.#next.hidden = nextTitle === null;
    setText(this.#nextLabel, nextTitle === null ? "" : `Next: ${nextTitle}`);
    this.#next.title = this.#nextLabel.textContent ?? "";
    setText(this.#pauseLabel, status === "paused" ? "Resume" : "Pause");
    this.#pause.title = this.#pauseLabel.textContent ?? "";
    // In a pause the next thing to do is to go on.
    setAttr(this.#box, "data-status", status ?? "");
  }
}

const isFacilitator = (connection: Connection): boolean => connection.me.get()?.role === "facilitator";

async function sendPress(pm: string, press: Press): Promise<PressResult> {
  const answer = await postToServer(`live/clock/${pm}`, press);
  return answer.ok
    ? {
        after: answer.body as { version: number; status: MeetingMessage["status"]; section: MeetingMessage["section"] },
      }
    : { refused: answer.sentence };
}
