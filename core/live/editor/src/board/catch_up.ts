// For whoever comes late or comes back: where the meeting is, what it wrote so far, who facilitates. One card above the
// section, until it is closed or its reader begins to type. Not after a reload: whoever was here two minutes ago knows.
import { amountText, clockText, currentItem, secondsLeft, wholeSeconds } from "../clock/clock_math";
import type { MeetingMessage } from "../connection/protocol";
import { decidedSoFar } from "../document/decided_so_far";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import type { Board, Part } from "./board_context";

/** Whoever is here so soon after the start has missed nothing. */
const LATE_MS = 60_000;
/** Whoever was away for less remembers. */
export const AWAY_MS = 120_000;
const NOTED_EVERY_MS = 15_000;

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
  let decided = false;
  const close = (): void => setChildren(dom, null);
  const noteHere = (): void => store(key, String(Date.now()));
  const arrive = (): void => {
    const meeting = connection.meeting.get();
    if (decided || !meeting || !connection.synced.get() || connection.me.get() === null) return;
    decided = true;
    if (isLate(meeting, connection.now(), Date.now() - Number(stored(key) ?? 0)))
      setChildren(dom, card(board, meeting, close));
    noteHere();
  };
  const timer = setInterval(() => {
    if (decided && connection.online.get()) noteHere();
  }, NOTED_EVERY_MS);
  const typed = (event: Event): void => {
    if (!dom.contains(event.target as Node | null)) close();
  };
  board.root.addEventListener("input", typed);
  disposables.add(
    watch([connection.meeting, connection.synced, connection.me], arrive),
    () => clearInterval(timer),
    () => board.root.removeEventListener("input", typed),
  );
  return { dom, destroy: disposables.dispose };
}

/** `away`: milliseconds since this browser was here last. */
export function isLate(meeting: MeetingMessage, now: number, away: number): boolean {
  const going = meeting.kind === "sync" && (meeting.status === "running" || meeting.status === "paused");
  return going && meeting.started_at !== null && now - meeting.started_at > LATE_MS && away > AWAY_MS;
}

/** "Section 4 of 7: Contributing factors, 1:12 left. Mina facilitates." */
export function whereSentence(meeting: MeetingMessage, now: number, facilitators: readonly string[]): string {
  const at = meeting.plan.findIndex((item) => item.section === meeting.section) + 1;
  const left = secondsLeft(meeting, now);
  const time =
    left === null ? "" : left >= 0 ? `, ${clockText(wholeSeconds(left))} left` : `, ${amountText(left)} over its time`;
  const paused = meeting.status === "paused" ? " Paused." : "";
  const who =
    facilitators.length === 0
      ? "Nobody facilitates"
      : `${facilitators.join(" and ")} facilitate${facilitators.length === 1 ? "s" : ""}`;
  return `Section ${at} of ${meeting.plan.length}: ${currentItem(meeting)?.title ?? ""}${time}.${paused} ${who}.`;
}

function card(board: Board, meeting: MeetingMessage, close: () => void): HTMLElement {
  const { connection, doc } = board;
  const me = connection.me.get()?.id;
  const names = connection.members
    .get()
    .filter(({ id }) => meeting.facilitators.includes(id))
    .map(({ id, name }) => (id === me ? "You" : name));
  const lines = decidedSoFar(doc);
  const where = whereSentence(meeting, connection.now(), names).replace("You facilitates", "You facilitate");
  return h(
    "section",
    { class: "catch-up", "aria-label": "So far" },
    h("p", { class: "where" }, where),
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
