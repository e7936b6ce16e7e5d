// The card of a quiet minute over the section's fields: what it is, its time and counts, this person's own lines, and the
// buttons. The list that everybody sees stays under it. For the facilitator also the button that starts one. Not here: lines (draft_fields), what is sent
// (quiet_client), what happens when it is revealed (quiet_minute).
import type { Board, Part, SectionSchema } from "../board/board_context";
import { untilNextSecond } from "../clock/clock_math";
import type { QuietMinute } from "../connection/protocol";
import { adoptStyles, h, setAttr, setHidden, setText } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import { quietCss } from "../style/quiet_css";
import { caretHandle } from "./caret_handle";
import { type DraftFields, draftFields } from "./draft_fields";
import { type QuietPress, sendQuietPress } from "./quiet_client";
import { announcement, END_LABEL, quietCounts, quietSeconds, quietTime, STORE_TEXT, WRITABLE } from "./quiet_words";

const SECOND_MS = 1000;

export interface QuietCardPart extends Part {
  /** stands with the helps of the section */
  readonly start: HTMLElement;
}

/** `opened` is told whether the card stands over the section's fields. */
export function quietCard(board: Board, section: SectionSchema, opened: (open: boolean) => void): QuietCardPart {
  return new QuietCard(board, section, opened);
}

class QuietCard implements QuietCardPart {
  readonly dom = h("div", { class: "quiet-place" });
  readonly start: HTMLButtonElement;
  readonly #board: Board;
  readonly #section: SectionSchema;
  readonly #opened: (open: boolean) => void;
  readonly #disposables = makeDisposables();
  readonly #time = h("b", { class: "num quiet-time", "aria-hidden": "true" });
  readonly #counts = h("span", { class: "quiet-counts" });
  readonly #kept = h("span", { class: "quiet-kept" });
  readonly #spoken = h("span", { class: "visually-hidden", role: "status" });
  readonly #done = h("button", { type: "button", class: "quiet-done", onclick: () => this.#press("done") });
  readonly #reveal = h("button", { type: "button", class: "quiet-reveal", onclick: () => this.#press("reveal") });
  readonly #more = h("button", { type: "button", onclick: () => this.#press("more") }, "+30 s");
  readonly #atEnd = h("input", { type: "checkbox", onchange: () => this.#press("at_end") });
  readonly #atEndLabel = h("label", { class: "quiet-at-end" }, this.#atEnd, "Reveal at 0:00");
  #drafts: DraftFields | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(board: Board, section: SectionSchema, opened: (open: boolean) => void) {
    this.#board = board;
    this.#section = section;
    this.#opened = opened;
    adoptStyles(board.root, quietCss);
    this.start = h(
      "button",
      { type: "button", class: "quiet quiet-start", onclick: () => this.#start() },
      "Quiet minute",
    );
    this.start.title = "Everybody writes alone for a minute; then all lines are shown at once";
    const { connection, quiet } = board;
    const draw = (): void => this.#draw();
    this.#disposables.add(
      watch([quiet.shown, connection.quiet, connection.me, connection.meeting, board.readonly], draw),
      quiet.store.changed.subscribe(draw),
      connection.clockAdjusted.subscribe(() => this.#tick()),
      () => this.#close(),
    );
  }

  destroy(): void {
    this.#disposables.dispose();
  }

  get #round(): QuietMinute | null {
    const shown = this.#board.quiet.shown.get();
    return shown !== null && shown.section === this.#section.id ? shown : null;
  }

  #draw(): void {
    const round = this.#round;
    this.#drawStart();
    if (round === null) return this.#close();
    if (this.#drafts === null) this.#open();
    this.#drawRound(round);
    this.#tick();
  }

  #open(): void {
    const board = this.#board;
    const fields = this.#section.fields.filter(({ kind }) => kind === "rows" || kind === "prose");
    this.#drafts = draftFields(board, board.quiet.store, fields);
    const card = h(
      "section",
      { class: "quiet-card", "aria-label": "Quiet minute" },
      h("div", { class: "quiet-head" }, h("h3", null, "Quiet minute"), this.#time, this.#counts),
      h("p", { class: "quiet-about" }, "Write alone. Nobody sees your lines until they are revealed, in random order."),
      this.#drafts.dom,
      h("div", { class: "quiet-foot" }, this.#done, this.#reveal, this.#more, this.#atEndLabel, this.#kept),
      this.#spoken,
    );
    this.dom.append(card, h("p", { class: "quiet-below" }, "The list that everybody sees:"));
    board.quiet.card = caretHandle(board, this.#drafts);
    setText(this.#spoken, "A quiet minute: write alone. Your lines are revealed later.");
    this.#opened(true);
  }

  #close(): void {
    if (this.#drafts === null) return;
    clearTimeout(this.#timer);
    this.#opened(false);
    this.#board.quiet.card = null;
    this.#drafts.destroy();
    this.#drafts = null;
    this.dom.replaceChildren();
  }

  #drawStart(): void {
    const { connection, quiet } = this.#board;
    const meeting = connection.meeting.get();
    const here = meeting?.kind === "sync" && meeting.section === this.#section.id && meeting.status !== "finished";
    const leads = connection.me.get()?.role === "facilitator" && !this.#board.readonly.get();
    setHidden(this.start, !here || !leads || !WRITABLE.includes(this.#section.id) || quiet.shown.get() !== null);
  }

  #drawRound(round: QuietMinute): void {
    const role = this.#board.connection.me.get()?.role;
    const readonly = this.#board.readonly.get();
    const leads = role === "facilitator" && !readonly;
    setText(this.#counts, quietCounts(round));
    setText(this.#done, round.mine ? "Not done after all" : "I’m done");
    setAttr(this.#done, "aria-pressed", String(round.mine));
    setHidden(this.#done, role !== "participant" || readonly);
    // With nothing to reveal it is the way out, and not what everybody waits for.
    const nothing = round.writers === 0 && this.#board.quiet.store.lines().length === 0;
    setText(this.#reveal, nothing ? END_LABEL.nothing : END_LABEL.written);
    this.#reveal.toggleAttribute("data-nothing", nothing);
    for (const control of [this.#reveal, this.#more, this.#atEndLabel]) setHidden(control, !leads);
    this.#atEnd.checked = round.at_end;
    const { store } = this.#board.quiet;
    setHidden(this.#kept, readonly || store.lines().length === 0);
    setText(this.#kept, STORE_TEXT[store.state]);
    setAttr(this.#kept, "data-state", store.state);
  }

  // On the edge of each second, as the meeting's clock: the page is drawn once for both.
  #tick(): void {
    clearTimeout(this.#timer);
    const round = this.#round;
    if (round === null || this.#drafts === null) return;
    const now = this.#board.connection.now();
    setText(this.#time, quietTime(round, now));
    const text = announcement(quietSeconds(round, now));
    if (text !== "") setText(this.#spoken, text);
    if (round.ends_at === null || round.ends_at <= now) return;
    this.#timer = setTimeout(
      () => this.#tick(),
      Math.min(SECOND_MS, untilNextSecond((round.ends_at - now) / SECOND_MS)),
    );
  }

  #start(): void {
    void this.#send({ what: "start", round: this.#board.connection.quiet.get()?.number ?? 0 });
  }

  #press(what: "done" | "reveal" | "more" | "at_end"): void {
    const round = this.#round;
    if (round === null) return;
    const { number } = round;
    if (what === "done") void this.#finishLines({ what, round: number, on: !round.mine });
    else if (what === "reveal") void this.#finishLines({ what, round: number });
    else if (what === "at_end") void this.#send({ what, round: number, on: this.#atEnd.checked });
    else void this.#send({ what, round: number });
  }

  /** What was typed a moment ago is stored first. */
  async #finishLines(sent: QuietPress): Promise<void> {
    await this.#board.quiet.store.flush();
    await this.#send(sent);
  }

  async #send(sent: QuietPress): Promise<void> {
    const refused = await sendQuietPress(this.#board.connection, sent);
    if (refused !== null) this.#board.notify(refused);
    if (sent.what === "at_end" && refused !== null) this.#atEnd.checked = !sent.on;
  }
}
