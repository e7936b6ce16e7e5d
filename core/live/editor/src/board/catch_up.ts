// For whoever comes late or comes back: where the meeting is, what it wrote so far, who facilitates. One card above the
// section, until it is closed, its reader begins to type or the group goes on to another section, from when on it would
// tell of the past. Not after a reload: whoever was here two minutes ago knows.
import { amountText, clockText, currentItem, secondsLeft, wholeSeconds } from "../clock/clock_math";
import type { MeetingMessage } from "../connection/protocol";
import { decidedSoFar } from "../document/decided_so_far";
import { adoptStyles, h, setChildren, setText } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import type { Board, Part } from "./board_context";

/** Whoever is here so soon after the start has missed nothing. */
const LATE_MS = 60_000;
/** Whoever was away for less remembers. */
export const AWAY_MS = 120_000;
const NOTED_EVERY_MS = 15_000;
const TICK_MS = 1_000;
const YOU = "you";

const css = `
.board .catch-up { position: relative; margin-bottom: 1rem; padding: .8rem 2.6rem .9rem 1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--panel); }
.board .catch-up p { margin: 0; }
.board .catch-up .where { font-weight: 650; }
.board .catch-up ul { margin: .4rem 0 0; padding-left: 1.1rem; color: var(--muted); font-size: .9375rem; overflow-wrap: anywhere; }
.board .catch-up .close { position: absolute; top: .45rem; right: .5rem; width: 2rem; height: 2rem; border: 0; border-radius: 8px; background: none; color: var(--muted); font-size: 1.1rem; }
.board .catch-up .close:hover { background: var(--sunk); color: var(--ink); }
`;

export function catchUp(board: Board): Part {
  const { connection } = board;
  adoptStyles(board.root, css);
  const dom = h("div");
  const key = `debrief-here-${connection.data.pm}`;
  const disposables = makeDisposables();
  const where = h("p", { class: "where" });
  let decided = false;
  let arrivedIn: string | null = null;
  const close = (): void => setChildren(dom, null);
  const noteHere = (): void => store(key, String(Date.now()));
  const arrive = (): void => {
    const meeting = connection.meeting.get();
    if (decided || !meeting || !connection.synced.get() || connection.me.get() === null) return;
    decided = true;
    arrivedIn = meeting.section;
    if (isLate(meeting, connection.now(), Date.now() - Number(stored(key) ?? 0)))
      setChildren(dom, card(board, where, close));
    noteHere();
  };
  const draw = (): void => {
    arrive();
    const meeting = connection.meeting.get();
    if (!meeting || !dom.hasChildNodes()) return;
    if (meeting.section !== arrivedIn || !isGoing(meeting)) return close();
    setText(where, whereSentence(meeting, connection.now(), facilitatorNames(board, meeting)));
  };
  const timer = setInterval(() => {
    if (decided && connection.online.get()) noteHere();
  }, NOTED_EVERY_MS);
  const ticks = setInterval(draw, TICK_MS);
  const typed = (event: Event): void => {
    if (!dom.contains(event.target as Node | null)) close();
  };
  board.root.addEventListener("input", typed);
  disposables.add(
    watch([connection.meeting, connection.synced, connection.me, connection.members], draw),
    () => clearInterval(timer),
    () => clearInterval(ticks),
    () => board.root.removeEventListener("input", typed),
  );
  return { dom, destroy: disposables.dispose };
}

/** `away`: milliseconds since this browser was here last. */
export function isLate(meeting: MeetingMessage, now: number, away: number): boolean {
  return isGoing(meeting) && meeting.started_at !== null && now - meeting.started_at > LATE_MS && away > AWAY_MS;
}

function isGoing(meeting: MeetingMessage): boolean {
  return meeting.kind === "sync" && (meeting.status === "running" || meeting.status === "paused");
}

/** "Section 4 of 7: Contributing factors, 1:12 left. Mina facilitates." */
export function whereSentence(meeting: MeetingMessage, now: number, facilitators: readonly string[]): string {
  const at = meeting.plan.findIndex((item) => item.section === meeting.section) + 1;
  const left = secondsLeft(meeting, now);
  const time =
    left === null ? "" : left >= 0 ? `, ${clockText(wholeSeconds(left))} left` : `, ${amountText(left)} over its time`;
  const paused = meeting.status === "paused" ? " Paused." : "";
  const title = currentItem(meeting)?.title ?? "";
  return `Section ${at} of ${meeting.plan.length}: ${title}${time}.${paused} ${whoFacilitates(facilitators)}.`;
}

/** "Mina, Bo and you facilitate"; whoever reads it comes last. */
function whoFacilitates(names: readonly string[]): string {
  const [first, ...others] = names;
  if (first === undefined) return "Nobody facilitates";
  if (others.length === 0) return first === YOU ? "You facilitate" : `${first} facilitates`;
  const last = others.pop();
  return `${[first, ...others].join(", ")} and ${last} facilitate`;
}

function facilitatorNames(board: Board, meeting: MeetingMessage): string[] {
  const me = board.connection.me.get()?.id;
  const who = board.connection.members.get().filter(({ id }) => meeting.facilitators.includes(id));
  const others = who.filter(({ id }) => id !== me).map(({ name }) => name);
  return others.length === who.length ? others : [...others, YOU];
}

function card(board: Board, where: HTMLElement, close: () => void): HTMLElement {
  const lines = decidedSoFar(board.doc);
  return h(
    "section",
    { class: "catch-up", "aria-label": "So far" },
    where,
    lines.length === 0
      ? h("p", null, "Nothing is written yet.")
      : h("ul", null, ...lines.map((line) => h("li", { dir: "auto" }, line))),
    h("button", { type: "button", class: "close", "aria-label": "Close", title: "Close", onclick: close }, "×"),
  );
}

// Without a storage everybody who comes is new.
function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
