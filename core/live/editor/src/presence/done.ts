// "I'm done": people say so for the section the group is in, and everybody sees how many, never who. It is part of
// their presence, so it ends when they leave, and a visit to another section (or a second one to this) begins anew.
// Facilitators are not counted: they have Next. Before the meeting it says that somebody has read what was prepared.
import type { Connection } from "../connection/connection";
import type { MeetingMessage, Member } from "../connection/protocol";
import { type Disposer, makeDisposables, type Signal, signal } from "../shared/signal";
import { stateOf } from "./person_list";

export interface DoneCount {
  done: number;
  people: number;
}

/** Nobody has typed for so long before the facilitator is asked. */
export const QUIET_MS = 8_000;

/**
 * The visit that can be done with: the section and when the group came to it, or the reading before the meeting. Null
 * else, and in a review.
 */
export function visitOf(meeting: MeetingMessage | null): string | null {
  if (isReading(meeting)) return `reading@${meeting?.reading_until}`;
  const going = meeting?.status === "running" || meeting?.status === "paused";
  if (!going || meeting.kind !== "sync" || meeting.section === null || meeting.section_started_at === null) return null;
  return `${meeting.section}@${meeting.section_started_at}`;
}

/** When a tab last said that its person is done, or took it back, by the server's clock; 0 when it never has. */
export function saidAt(state: Record<string, unknown>): number {
  return typeof state.done_at === "number" ? state.done_at : 0;
}

/**
 * How many of the participants who are here are done with the visit. One person counts once, whatever their tabs, as
 * the tab says that spoke last.
 */
export function doneCount(states: Iterable<unknown>, members: readonly Member[], visit: string | null): DoneCount {
  const participants = new Set(members.filter(({ role }) => role === "participant").map(({ id }) => id));
  const said = new Map<string, { done: boolean; at: number }>();
  for (const raw of states) {
    const state = stateOf(raw);
    const { id } = stateOf(state.user) as { id?: unknown };
    if (state.view === "present" || typeof id !== "string" || !participants.has(id)) continue;
    const now = { done: visit !== null && state.done === visit, at: saidAt(state) };
    const known = said.get(id);
    if (!known || now.at > known.at || (now.at === known.at && now.done)) said.set(id, now);
  }
  return { done: [...said.values()].filter(({ done }) => done).length, people: said.size };
}

export function isReading(meeting: MeetingMessage | null): boolean {
  return meeting?.status === "lobby" && typeof meeting.reading_until === "number";
}

/** "3 of 5 done", "3 of 5 have read"; nothing while nobody is. */
export function doneText({ done, people }: DoneCount, reading = false): string {
  return done === 0 ? "" : `${done} of ${people} ${reading ? (people === 1 ? "has read" : "have read") : "done"}`;
}

/** Two thirds or more. */
export function mostAreDone({ done, people }: DoneCount): boolean {
  return done > 0 && done * 3 >= people * 2;
}

export interface DoneWatch {
  readonly count: Signal<DoneCount>;
  /** most are done and nobody has typed for a while */
  readonly timeToMoveOn: Signal<boolean>;
  stop: Disposer;
}

export function watchDone(connection: Connection): DoneWatch {
  const count = signal<DoneCount>({ done: 0, people: 0 });
  const timeToMoveOn = signal(false);
  const disposables = makeDisposables();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    const states = [...connection.here.states()];
    const next = doneCount(states, connection.members.get(), visitOf(connection.meeting.get()));
    const before = count.get();
    if (next.done !== before.done || next.people !== before.people) count.set(next);
    const typing = states.some((state) => stateOf(state).typing === true);
    if (!mostAreDone(next) || typing) {
      clearTimeout(timer);
      timer = undefined;
      timeToMoveOn.set(false);
    } else {
      timer ??= setTimeout(() => timeToMoveOn.set(true), QUIET_MS);
    }
  };
  disposables.add(
    connection.here.subscribe(draw),
    connection.members.subscribe(draw),
    connection.meeting.subscribe(draw),
    () => clearTimeout(timer),
  );
  draw();
  return { count, timeToMoveOn, stop: disposables.dispose };
}
