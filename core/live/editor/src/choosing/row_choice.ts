// What stands in a row of the actions for choosing: the star before its words, and beside them a dot to give while a
// vote is open, or the dots it got. Not here: who may press (the server asks again), the bar over the list.
import type { Board } from "../board/board_context";
import { isChosen } from "../document/action_rows";
import { declinedAs } from "../document/declined";
import type { Row } from "../document/rows_model";
import type { RowMark } from "../rows/row_interfaces";
import { h, setAttr, setHidden, setText } from "../shared/dom";
import { watch } from "../shared/signal";
import { press } from "./vote_client";
import { DOTS } from "./vote_words";

const MOST_DRAWN = 8;
const SHORT = 60;

export function rowChoice(board: Board): (row: () => Row | null) => RowMark {
  return (row) => new RowChoice(board, row);
}

class RowChoice implements RowMark {
  readonly before = h("div", { class: "mark-star" });
  readonly beside = h("div", { class: "mark-dots" });
  readonly #board: Board;
  readonly #row: () => Row | null;
  readonly #star: HTMLButtonElement;
  readonly #chosen = h("span", { class: "chosen", role: "img", "aria-label": "Chosen" }, "★");
  readonly #dot: HTMLButtonElement;
  readonly #count = h("span", { class: "dots-got" });
  readonly #stop: () => void;

  constructor(board: Board, row: () => Row | null) {
    this.#board = board;
    this.#row = row;
    this.#star = h("button", { type: "button", class: "star", onclick: () => void this.#pressStar() });
    this.#dot = h("button", { type: "button", class: "dot", onclick: () => void this.#pressDot() });
    this.before.append(this.#star, this.#chosen);
    this.beside.append(this.#dot, this.#count);
    const { vote, me, meeting } = board.connection;
    this.#stop = watch([vote, me, meeting, board.readonly], () => this.draw());
  }

  draw(): void {
    const row = this.#row();
    const { vote: signal, me, meeting } = this.#board.connection;
    const vote = signal.get();
    const words = row?.text.toString().trim() ?? "";
    const open = vote?.status === "open";
    const chosen = row !== null && isChosen(row);
    const going = meeting.get()?.kind === "sync" && meeting.get()?.status !== "finished";
    const mayChoose = me.get()?.role === "facilitator" && !this.#board.readonly.get() && going && !open;
    setHidden(this.#star, !mayChoose || (words === "" && !chosen));
    setHidden(this.#chosen, !chosen || !this.#star.hidden);
    setText(this.#star, chosen ? "★" : "☆");
    setAttr(this.#star, "aria-pressed", String(chosen));
    setAttr(this.#star, "aria-label", `Chosen: ${short(words)}`);
    this.#star.title = chosen ? "Chosen. Press to let go of it." : "Choose this action";
    const votable = words !== "" && row !== null && declinedAs(row) !== "with its reason";
    this.#drawDot(vote?.mine ?? [], open && votable && !this.#board.readonly.get(), row, words);
    this.#drawCount(votable && vote?.status === "revealed" ? (vote.counts?.[row.id] ?? 0) : null);
    const tied = row !== null && vote?.status === "revealed" && vote.tied?.includes(row.id) === true && !chosen;
    this.#count.toggleAttribute("data-tied", tied);
  }

  destroy(): void {
    this.#stop();
  }

  #drawDot(mine: readonly string[], shown: boolean, row: Row | null, words: string): void {
    setHidden(this.#dot, !shown);
    const given = row !== null && mine.includes(row.id);
    setAttr(this.#dot, "aria-pressed", String(given));
    setAttr(this.#dot, "aria-label", `Your dot: ${short(words)}`);
    setText(this.#dot, given ? "Your dot" : "Give a dot");
    // One that lies on an action that is gone is free again, so the server has the last word.
    const left = DOTS - mine.length;
    setAttr(this.#dot, "data-none-left", !given && left <= 0 ? "true" : null);
  }

  #drawCount(dots: number | null): void {
    setHidden(this.#count, dots === null);
    if (dots === null) return;
    const words = dots === 1 ? "1 dot" : `${dots} dots`;
    this.#count.replaceChildren(
      h("span", { class: "drawn", "aria-hidden": "true" }, "●".repeat(Math.min(dots, MOST_DRAWN))),
      h("span", null, words),
    );
  }

  #pressStar(): Promise<unknown> | undefined {
    const row = this.#row();
    return row ? press(this.#board, { what: isChosen(row) ? "let_go" : "choose", action: row.id }) : undefined;
  }

  #pressDot(): Promise<unknown> | undefined {
    const row = this.#row();
    const vote = this.#board.connection.vote.get();
    if (!row || !vote) return undefined;
    const what = vote.mine?.includes(row.id) ? "take" : "give";
    return press(this.#board, { what, vote: vote.number, action: row.id });
  }
}

function short(words: string): string {
  return words.length > SHORT ? `${words.slice(0, SHORT - 1)}…` : words;
}
