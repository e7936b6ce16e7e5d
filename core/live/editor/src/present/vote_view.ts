// The silent vote on the shared screen: how many have voted while it is open, and once it is revealed the actions with
// their dots, a line under those that are chosen. No name beside a dot. Not here: the section's content around it.
import { votedText, votersHere } from "../choosing/vote_words";
import type { Connection } from "../connection/connection";
import type { Vote } from "../connection/protocol";
import { isChosen, votableRows } from "../document/action_rows";
import type { Row } from "../document/rows_model";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { type Disposer, makeDisposables, watch } from "../shared/signal";
import { voteCss } from "../style/vote_css";

const MOST_DOTS = 12;
const MOST_ROWS = 9;

/** `hidesContent`: the list is shown here, with its dots. */
export function voteView(
  root: Node,
  connection: Connection,
  hidesContent: (hidden: boolean) => void,
): { element: HTMLElement; stop: Disposer } {
  adoptStyles(root, voteCss);
  const element = h("section", { class: "vote", "aria-label": "Which three?" });
  const disposables = makeDisposables();
  let shown = "";
  let frame = 0;
  const draw = (): void => {
    frame = 0;
    const vote = connection.meeting.get()?.section === "actions" ? connection.vote.get() : null;
    const here = votersHere(connection.here.states(), connection.members.get());
    const rows = vote?.status === "revealed" ? ranked(votableRows(connection.doc), vote) : [];
    const now = JSON.stringify([vote, vote?.status === "open" && here, rows.map(print)]);
    if (now === shown) return;
    shown = now;
    element.hidden = vote === null;
    element.dataset.vote = vote?.status ?? "";
    hidesContent(vote?.status === "revealed");
    if (vote === null) setChildren(element);
    else if (vote.status === "open") setChildren(element, ...openVote(vote, here));
    else setChildren(element, ...revealed(vote, rows));
  };
  const later = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  connection.doc.on("update", later);
  disposables.add(
    watch([connection.vote, connection.meeting, connection.members], later),
    () => connection.doc.off("update", later),
    connection.here.subscribe(later),
    () => cancelAnimationFrame(frame),
  );
  draw();
  return { element, stop: disposables.dispose };
}

const dotsOf = (vote: Vote, row: Row): number => vote.counts?.[row.id] ?? 0;
const print = (row: Row): unknown[] => [row.id, row.text.toString(), isChosen(row)];

/** The chosen first, whoever chose them; then by dots. */
function ranked(rows: readonly Row[], vote: Vote): Row[] {
  return [...rows].sort((a, b) => Number(isChosen(b)) - Number(isChosen(a)) || dotsOf(vote, b) - dotsOf(vote, a));
}

function openVote(vote: Vote, here: number): HTMLElement[] {
  const all = Math.min(Math.max(here, vote.people), 30);
  const dots = Array.from({ length: all }, (_, i) => h("i", { "data-on": i < vote.people }));
  return [
    h("h2", null, "Which three?"),
    h("p", null, "Three dots each, given in silence. Nobody sees whose are where."),
    h(
      "p",
      { class: "voted" },
      h("span", { class: "dots", "aria-hidden": "true" }, ...dots),
      votedText(vote.people, here),
    ),
  ];
}

function revealed(vote: Vote, rows: readonly Row[]): HTMLElement[] {
  const tied = vote.tied?.length ?? 0;
  const people = vote.people === 1 ? "1 person" : `${vote.people} people`;
  const chosen = rows.filter(isChosen).length;
  const open = tied > 0 && chosen < 3;
  const left = rows.length - MOST_ROWS;
  return [
    h("h2", null, "Which three?"),
    h(
      "p",
      null,
      `${people}, three dots each. ${open ? "A tie: talk about those with the mark." : "The rest stays written down."}`,
    ),
    h(
      "ol",
      null,
      ...rows.slice(0, MOST_ROWS).map((row, place) => line(vote, row, place + 1, open, place + 1 === chosen)),
    ),
    ...(left > 0 ? [h("p", null, `and ${left} more`)] : []),
  ];
}

function line(vote: Vote, row: Row, place: number, open: boolean, last: boolean): HTMLElement {
  const dots = dotsOf(vote, row);
  const tied = open && !isChosen(row) && vote.tied?.includes(row.id) === true;
  const drawn = Array.from({ length: Math.min(dots, MOST_DOTS) }, () => h("i", { "data-on": true }));
  return h(
    "li",
    { "data-chosen": isChosen(row), "data-tied": tied, "data-last": last },
    h("span", { class: "place num" }, isChosen(row) ? String(place) : ""),
    h("span", { class: "words", dir: "auto" }, row.text.toString()),
    tied && h("span", { class: "tie" }, "tie"),
    h("span", { class: "dots", "aria-hidden": "true" }, ...drawn),
    h("b", { class: "num" }, String(dots), h("span", { class: "visually-hidden" }, dots === 1 ? " dot" : " dots")),
  );
}
