// A review as it is drawn: one action in view, one question, three large answers. The group's step is shown, except to
// who is in the middle of a sentence: they get a banner and are not moved. Not here: the clock, what a panel holds.
import type { Connection, LiveData } from "../connection/connection";
import type { MeetingMessage, MeetingPlace } from "../connection/protocol";
import { textFact } from "../document/document_text";
import { h, setChildren, setText } from "../shared/dom";
import { revealHeading } from "../shared/reveal_heading";
import { makeDisposables, watch } from "../shared/signal";
import { watchViewportInsets } from "../shared/viewport_insets";
import { actionPanel } from "./action_panel";
import { notePanel } from "./note_panel";
import { recurrencePanel } from "./recurrence_panel";
import { type DraftStore, draftStore, makeReviewClient, type SendReview } from "./review_client";
import type { ReviewContext, ReviewPanel } from "./review_context";
import { groupPlace, type StepView, stepHeading, stepView } from "./review_steps";
import { sidebar } from "./sidebar";
import { lobbyPanel, overPanel } from "./start_end_panels";
import { drawBanner, drawTurns } from "./step_navigation";

export interface ReviewData extends LiveData {
  review: string;
  readonly?: boolean;
  /** the review is over and the page shows the sections: only what was not sent is sent */
  over?: boolean;
}

/** A key in this many milliseconds counts as being in the middle of a sentence. */
const TYPING_MS = 4000;

export function draftsOf(data: ReviewData, meeting: MeetingMessage): DraftStore {
  return draftStore(`${data.pm}:${meeting.started_at ?? 0}`);
}

export class ReviewPage {
  readonly #host: HTMLElement;
  readonly #connection: Connection;
  readonly #data: ReviewData;
  readonly #send: SendReview;
  readonly #disposables = makeDisposables();
  readonly #number = h("b", { class: "num" });
  readonly #about = h("span");
  readonly #step = h("p", { class: "step" }, this.#number, this.#about);
  readonly #title = h("h1", { tabindex: "-1", dir: "auto" });
  readonly #banner = h("div", { class: "banner", role: "status" });
  readonly #middle = h("div");
  readonly #turns = h("p", { class: "turns" });
  readonly #aside = h("aside", { "aria-label": "So far, and what comes next" });
  /** the step that is shown; undefined before the first message */
  #at: MeetingPlace | null | undefined;
  /** which of the actions that share this step */
  #turn = 0;
  #lastKey = Number.NEGATIVE_INFINITY;
  #panel: ReviewPanel | null = null;
  #panelKey = "";

  constructor(host: HTMLElement, connection: Connection, data: ReviewData) {
    this.#host = host;
    this.#connection = connection;
    this.#data = data;
    this.#send = makeReviewClient(data.review);
    const main = h("div", { class: "one" }, this.#step, this.#title, this.#middle, this.#turns);
    setChildren(host, this.#banner, h("div", { class: "grid" }, main, this.#aside));
    for (const name of ["keydown", "keypress", "keyup"]) host.addEventListener(name, keepPlainKeys);
    this.#disposables.add(
      watchViewportInsets(),
      watch([connection.meeting, connection.me, connection.synced], () => this.#draw()),
    );
  }

  destroy(): void {
    this.#panel?.destroy();
    this.#disposables.dispose();
  }

  #draw(): void {
    const meeting = this.#connection.meeting.get();
    // The clock belongs to something else now: what stands here stays until the page is drawn anew.
    if (!meeting?.review) return;
    const group = groupPlace(meeting);
    if (this.#at === undefined || this.#at === group || !this.#isTyping()) {
      if (this.#at !== group) this.#turn = 0;
      this.#at = group;
    }
    const seen = stepView(meeting, this.#at, this.#turn);
    this.#showPanel(meeting, seen);
    this.#panel?.show(meeting.review);
    const [number, about] = stepHeading(meeting, seen);
    setText(this.#number, number);
    setText(this.#about, about);
    setText(this.#title, this.#panel?.title() ?? "");
    this.#host.dataset.step = this.#at ?? "";
    drawBanner(this.#banner, meeting, this.#at !== group ? group : null, () => this.#goTo(group));
    drawTurns(this.#turns, meeting, seen, this.#turn, (turn) => {
      this.#turn = turn;
      this.#draw();
    });
    setChildren(this.#aside, ...sidebar(meeting, this.#at));
  }

  #goTo(place: MeetingPlace | null): void {
    this.#at = place;
    this.#turn = 0;
    this.#draw();
  }

  #showPanel(meeting: MeetingMessage, seen: StepView): void {
    const key = seen.kind === "action" ? seen.action.step : seen.kind;
    if (this.#panel && key === this.#panelKey) return;
    const changed = this.#panel !== null;
    const hadFocus = changed && this.#host.contains(this.#focused());
    this.#panel?.destroy();
    this.#panelKey = key;
    this.#panel = panelFor(seen, this.#contextFor(meeting));
    this.#middle.replaceChildren(this.#panel.dom);
    if (hadFocus) this.#title.focus({ preventScroll: true });
    if (changed) revealHeading(this.#step, this.#banner);
  }

  #contextFor(meeting: MeetingMessage): ReviewContext {
    return {
      connection: this.#connection,
      send: this.#send,
      drafts: draftsOf(this.#data, meeting),
      zone: textFact(this.#connection.doc, "zone"),
      readonly: this.#data.readonly === true || this.#connection.me.get()?.role === "viewer",
      noteKeystroke: () => {
        this.#lastKey = performance.now();
      },
      finishedTyping: () => {
        this.#lastKey = Number.NEGATIVE_INFINITY;
      },
    };
  }

  #isTyping(): boolean {
    const focused = this.#focused();
    if (!(focused instanceof HTMLElement) || !this.#host.contains(focused)) return false;
    if (!focused.matches("input:not([type=checkbox]), textarea")) return false;
    return (this.#panel?.unsent() ?? false) || performance.now() - this.#lastKey < TYPING_MS;
  }

  #focused(): Element | null {
    return (this.#host.getRootNode() as ShadowRoot | Document).activeElement;
  }
}

function panelFor(seen: StepView, context: ReviewContext): ReviewPanel {
  switch (seen.kind) {
    case "action":
      return actionPanel(context, seen.action);
    case "again":
      return recurrencePanel(context, true);
    case "note":
      return notePanel(context);
    case "over":
      return overPanel(context);
    default:
      return lobbyPanel();
  }
}

// The page's own shortcuts do not fire while somebody types.
function keepPlainKeys(event: Event): void {
  const key = event as KeyboardEvent;
  const typing = (key.composedPath()[0] as Element).matches?.("input, textarea");
  if (!key.ctrlKey && !key.metaKey && !key.altKey && typing) key.stopPropagation();
}
