// The bar over the actions: a facilitator starts, reveals or calls off a silent vote and moves the rest to the ideas;
// everybody reads how many dots they have left and how many people have voted. Not here: the dots (row_choice).
import type { Board, Part } from "../board/board_context";
import { isChosen, setIdea, votableRows } from "../document/action_rows";
import { type Row, rowsRoot } from "../document/rows_model";
import { h, setHidden, setText } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import { press } from "./vote_client";
import { DOTS, leftText, PLACES, resultText, votedText, votersHere } from "./vote_words";

const DRAW_DELAY_MS = 100;

export function choosingBar(board: Board): Part {
  return new ChoosingBar(board);
}

class ChoosingBar implements Part {
  readonly dom = h("div", { class: "choosing", role: "group", "aria-label": "Which three?" });
  readonly #board: Board;
  readonly #words = h("p", { class: "choosing-words" });
  readonly #status = h("p", { class: "choosing-status", role: "status" });
  readonly #start = this.#button("Start a silent vote", () => this.#press("start"));
  readonly #reveal = this.#button("Reveal the dots", () => this.#press("reveal"), "primary");
  readonly #callOff = this.#button("Call the vote off", () => this.#press("close"));
  readonly #close = this.#button("Put the dots away", () => this.#press("close"));
  readonly #rest = this.#button("", () => this.#moveRest());
  readonly #disposables = makeDisposables();
  #timer = 0;

  constructor(board: Board) {
    this.#board = board;
    const { vote, me, meeting, members, here } = board.connection;
    const buttons = h(
      "div",
      { class: "choosing-buttons" },
      this.#reveal,
      this.#start,
      this.#rest,
      this.#callOff,
      this.#close,
    );
    this.dom.append(this.#words, this.#status, buttons);
    const root = rowsRoot(board.doc, "actions");
    const later = (): void => {
      if (this.#timer === 0)
        this.#timer = window.setTimeout(() => {
          this.#timer = 0;
          this.#draw();
        }, DRAW_DELAY_MS);
    };
    root.observeDeep(later);
    this.#disposables.add(
      () => window.clearTimeout(this.#timer),
      () => root.unobserveDeep(later),
      here.subscribe(later),
      watch([vote, me, meeting, members, board.readonly], () => this.#draw()),
    );
  }

  destroy(): void {
    this.#disposables.dispose();
  }

  #button(label: string, run: () => unknown, look = ""): HTMLButtonElement {
    return h("button", { type: "button", class: `choosing-button ${look}`.trim(), onclick: () => void run() }, label);
  }

  #draw(): void {
    const { connection, readonly } = this.#board;
    const meeting = connection.meeting.get();
    const vote = connection.vote.get();
    const going = meeting !== null && meeting.kind === "sync" && meeting.status !== "finished";
    const leads = going && connection.me.get()?.role === "facilitator" && !readonly.get();
    const rows = votableRows(this.#board.doc);
    const rest = rows.filter((row) => !isChosen(row));
    const open = vote?.status === "open";
    setHidden(this.#start, !leads || open || rows.length < 2);
    setHidden(this.#reveal, !leads || !open);
    setHidden(this.#callOff, this.#reveal.hidden);
    setHidden(this.#close, !leads || vote?.status !== "revealed");
    // Until somebody has picked among those with the same number of dots, "the other ones" would take them along.
    const tied = new Set(vote?.status === "revealed" ? vote.tied : []);
    const undecided = rows.length - rest.length < PLACES && rest.some((row) => tied.has(row.id));
    setHidden(this.#rest, !leads || open || undecided || rest.length === 0 || rest.length === rows.length);
    setText(this.#start, vote ? "Vote again" : "Start a silent vote");
    setText(
      this.#rest,
      rest.length === 1 ? "Move the other one to the ideas" : `Move the other ${rest.length} to the ideas`,
    );
    this.#drawWords(rows, rest, leads);
    this.dom.toggleAttribute("data-open", open);
    setHidden(
      this.dom,
      [...this.dom.children].every((child) => hasNothing(child)),
    );
  }

  #drawWords(rows: readonly Row[], rest: readonly Row[], leads: boolean): void {
    const { connection, readonly } = this.#board;
    const vote = connection.vote.get();
    let words = "";
    let status = "";
    if (vote?.status === "open") {
      const here = votersHere(connection.here.states(), connection.members.get());
      const given = rows.filter((row) => vote.mine?.includes(row.id)).length;
      // Those who voted may not be here; whoever reads this and has not voted is one more.
      const all = Math.max(here, vote.people + (readonly.get() || given > 0 ? 0 : 1));
      const mine = readonly.get() ? "A silent vote is open." : leftText(Math.max(DOTS - given, 0));
      words = `${mine} Nobody sees whose dots are where.`;
      status = `${votedText(vote.people, all)}.`;
    } else if (vote) {
      words = resultText(vote);
    } else if (leads && rows.length >= 2) {
      words =
        rest.length < rows.length
          ? ""
          : "Which three? Three dots for each person, hidden until you reveal them; or choose with the star.";
    }
    setText(this.#words, words);
    setText(this.#status, status);
    setHidden(this.#words, words === "");
    setHidden(this.#status, status === "");
  }

  #press(what: "start" | "reveal" | "close"): Promise<boolean> {
    return press(this.#board, { what, vote: this.#board.connection.vote.get()?.number ?? 0 });
  }

  #moveRest(): void {
    const { doc, undo, readonly, notify, connection } = this.#board;
    const rest = votableRows(doc).filter((row) => !isChosen(row));
    if (readonly.get() || rest.length === 0) return;
    undo.stopCapturing();
    setIdea(doc, rest, connection.localOrigin, true);
    undo.stopCapturing();
    const moved = rest.length === 1 ? "One action is an idea now." : `${rest.length} actions are ideas now.`;
    notify(`${moved} They stand under the list.`, {
      label: "Undo",
      run: () => setIdea(doc, rest, connection.localOrigin, false),
    });
  }
}

function hasNothing(element: Element): boolean {
  if (element instanceof HTMLElement && element.hidden) return true;
  return element.children.length > 0 && [...element.children].every((child) => (child as HTMLElement).hidden);
}
