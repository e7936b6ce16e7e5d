// "Seen before?": asks at pauses in the typing which earlier incidents are like this one, and shows a small notice beside
// the sections, which opens the whole card. It moves nothing, takes no keyboard and stands in nobody's way. Only people
// of the workspace have it. Not here: what stands in the card (seen_card), how it is asked (seen_client).
import type * as Y from "yjs";
import type { Board } from "../board/board_context";
import { setFact, textFact } from "../document/document_text";
import { rowsIn, rowsRoot } from "../document/rows_model";
import { adoptStyles, h, setAttr, setChildren } from "../shared/dom";
import { makeDisposables } from "../shared/signal";
import { memoryCss } from "../style/memory_css";
import { foremost, markedText, openText, plainText, seenList, strengthText } from "./seen_card";
import { type Ask, makeAsk, type SeenBefore, type SeenReply, type SeenRequest } from "./seen_client";

/** After the last key of this tab. */
export const PAUSE_MS = 1500;
/** After what others typed: their own tab asks first, and not all at the same moment. */
export const OTHERS_MS = 6000;
const SPREAD_MS = 4000;

const DONE: Readonly<Record<SeenRequest["what"], string>> = {
  look: "",
  link: "Linked, from both sides.",
  unlink: "The link is gone.",
  not_the_same: "Remembered: not the same.",
  maybe: "",
  show: "Everybody in the room may see it now: its title and its day.",
  hide: "Only the workspace sees it now.",
  carry: "It stands among the action items now.",
};

export interface SeenPart {
  /** the notice beside the sections */
  readonly notice: HTMLElement;
  /** the card over the page */
  readonly card: HTMLElement;
  destroy(): void;
}

/** The words that decide what is like this incident, as one text. */
export function askedAbout(doc: Y.Doc): string {
  const factors = rowsIn(rowsRoot(doc, "factors")).map((row) => row.text.toString());
  const prose = ["summary.what_happened", "summary.impact"].map((field) => doc.getText(`text:${field}`).toString());
  const parts = [textFact(doc, "title"), ...prose, ...setFact(doc, "services"), ...factors];
  return parts.map((part) => part.trim()).join("\n");
}

export function seenBefore(board: Board, ask: Ask = makeAsk(board.connection.data.pm)): SeenPart {
  return new Seen(board, ask);
}

class Seen implements SeenPart {
  readonly notice = h("div", { class: "seen-notice", hidden: true });
  readonly card = h("section", { class: "seen-card", "aria-label": "Seen before", hidden: true });
  readonly #board: Board;
  readonly #ask: Ask;
  readonly #disposables = makeDisposables();
  #found: SeenBefore | null = null;
  #asked: string | null = null;
  #dismissed = "";
  #refused = false;
  #timer = 0;
  #due = 0;

  constructor(board: Board, ask: Ask) {
    this.#board = board;
    this.#ask = ask;
    adoptStyles(board.root, memoryCss);
    const { doc } = board;
    const changed = (transaction: Y.Transaction): void => {
      if (transaction.changed.size === 0) return;
      const mine = transaction.local && transaction.origin !== null;
      this.#later(mine ? PAUSE_MS : OTHERS_MS + Math.random() * SPREAD_MS);
    };
    doc.on("afterTransaction", changed);
    this.card.addEventListener("keydown", this.#keys);
    this.#disposables.add(
      () => doc.off("afterTransaction", changed),
      () => window.clearTimeout(this.#timer),
    );
    this.#later(0);
  }

  destroy(): void {
    this.#refused = true;
    this.#disposables.dispose();
    this.#hideNotice(true);
    this.notice.remove();
    this.card.remove();
  }

  // A pause of this tab is not put off by what others type meanwhile.
  #later(delay: number): void {
    if (this.#refused) return;
    const due = Date.now() + delay;
    if (this.#timer !== 0 && delay > PAUSE_MS && this.#due <= due) return;
    window.clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      void this.#look();
    }, delay);
  }

  async #look(): Promise<void> {
    const about = askedAbout(this.#board.doc);
    if (about === this.#asked) return;
    this.#asked = about;
    const reply = await this.#ask({ what: "look" });
    if (reply.seen) this.#show(reply.seen);
    else this.#failed(reply);
  }

  #failed(reply: SeenReply): void {
    this.#asked = null;
    if (!reply.refused) return;
    this.#refused = true;
    this.#hideNotice(true);
    this.#close();
  }

  #show(found: SeenBefore): void {
    if (this.#refused) return;
    this.#found = found;
    this.#drawNotice(found);
    if (found.incidents.length === 0) this.#close();
    else if (!this.card.hidden) this.#drawCard(found);
  }

  #drawNotice(found: SeenBefore): void {
    const key = found.incidents.map(({ id }) => id).join();
    this.#hideNotice(found.incidents.length === 0 || key === this.#dismissed);
    if (this.notice.hidden) return;
    const first = foremost(found);
    const open = first ? openText(first) : "";
    const label = first
      ? [
          h("span", { class: "seen-strength", "data-strength": first.strength }, strengthText(first)),
          h("span", { class: "seen-title", dir: "auto" }, ...markedText(first.title)),
          h("span", { class: "seen-day" }, [first.day, first.open.length > 0 ? open : ""].filter(Boolean).join(" · ")),
        ]
      : [
          h("span", { class: "seen-day" }, "maybe related"),
          ...found.incidents.map(({ title }) => h("span", { class: "seen-line", dir: "auto" }, plainText(title))),
        ];
    const openCard = h(
      "button",
      { type: "button", class: "seen-look", "aria-expanded": String(!this.card.hidden), onclick: () => this.#toggle() },
      h("b", null, "Seen before?"),
      ...label,
    );
    const away = h(
      "button",
      { type: "button", class: "seen-away", "aria-label": "Put this away", onclick: () => this.#putAway(key) },
      "×",
    );
    setChildren(this.notice, openCard, away);
    setAttr(this.notice, "data-strong", first ? "true" : null);
  }

  // On a narrow page the notice lies over its foot: what has the focus is scrolled clear of it, too (styles.css).
  #hideNotice(hidden: boolean): void {
    this.notice.hidden = hidden;
    document.documentElement.toggleAttribute("data-seen-notice", !hidden);
  }

  #putAway(key: string): void {
    this.#dismissed = key;
    this.#hideNotice(true);
    this.#close();
  }

  #toggle(): void {
    if (!this.card.hidden) return this.#close();
    if (!this.#found) return;
    this.card.hidden = false;
    this.#drawCard(this.#found);
    this.#heading()?.focus({ preventScroll: true });
    this.#expanded();
    // Others may have linked or closed something since.
    this.#asked = null;
    void this.#look();
  }

  #close(): void {
    if (this.card.hidden) return;
    const inside = this.card.contains(this.#board.root.activeElement);
    this.card.hidden = true;
    this.#expanded();
    if (inside) this.notice.querySelector<HTMLElement>(".seen-look")?.focus({ preventScroll: true });
  }

  #expanded(): void {
    this.notice.querySelector(".seen-look")?.setAttribute("aria-expanded", String(!this.card.hidden));
  }

  #heading(): HTMLElement | null {
    return this.card.querySelector<HTMLElement>("h2");
  }

  #drawCard(found: SeenBefore): void {
    const inside = this.card.contains(this.#board.root.activeElement);
    const opened = new Set(
      [...this.card.querySelectorAll<HTMLDetailsElement>("details[open]")].map((item) => item.dataset.incident),
    );
    const from = found.others === 1 ? "from one postmortem" : `from ${found.others} postmortems`;
    const head = h(
      "header",
      null,
      h("h2", { tabindex: "-1" }, "Seen before?"),
      h("span", { class: "seen-from" }, from),
      h("button", { type: "button", class: "seen-away", "aria-label": "Close", onclick: () => this.#close() }, "×"),
    );
    const list = seenList(found, {
      pm: this.#board.connection.data.pm,
      decide: (request) => void this.#decide(request),
    });
    for (const item of list.querySelectorAll<HTMLDetailsElement>("details"))
      item.open = opened.has(item.dataset.incident) || found.incidents.length === 1;
    setChildren(this.card, head, list);
    if (inside) this.#heading()?.focus({ preventScroll: true });
  }

  async #decide(request: SeenRequest): Promise<void> {
    const reply = await this.#ask(request);
    if (!reply.seen) {
      this.#board.notify(reply.sentence);
      return;
    }
    const undo =
      request.what === "not_the_same"
        ? { label: "Undo", run: () => void this.#decide({ what: "maybe", incident: request.incident }) }
        : undefined;
    if (DONE[request.what] !== "") this.#board.notify(DONE[request.what], undo);
    this.#dismissed = "";
    this.#show(reply.seen);
  }

  readonly #keys = (event: KeyboardEvent): void => {
    // What is pressed here is for the card: the page's shortcuts stay out of it.
    event.stopPropagation();
    if (event.key === "Escape") this.#close();
  };
}
