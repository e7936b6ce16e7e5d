// Debrief's own messages on the socket beside those of Yjs, and how they are encoded: message type 100 carries one
// JSON text. Not here: what is done with them.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export type SectionId = "summary" | "timeline" | "root_cause" | "factors" | "actions" | "lessons" | "follow_up";
/** Where a meeting is: in one of the seven sections, or at a step of a review, which has a name of its own. */
export type MeetingPlace = SectionId | (string & {});
export type Role = "facilitator" | "participant" | "viewer";
export type Topic = "meeting" | "clock" | "members" | "record" | "trash";

/** What a page tells a component about the meeting it belongs to. */
export interface LiveData {
  pm: string;
  epoch: number;
  /** path or address of the socket, with or without the meeting's id at its end */
  socket: string;
  hints?: string;
}

export interface You {
  id: string;
  name: string;
  color: string;
  role: Role;
  /** nobody has said this name: the server made it up */
  guest?: boolean;
}
export type Member = You;

const SECTIONS: readonly string[] = [
  "summary",
  "timeline",
  "root_cause",
  "factors",
  "actions",
  "lessons",
  "follow_up",
] satisfies SectionId[];

/** The section, or null at a step of a review: there the board has no place to go to. */
export function sectionOf(place: MeetingPlace | null): SectionId | null {
  return place !== null && SECTIONS.includes(place) ? (place as SectionId) : null;
}

export interface PlanItem {
  section: MeetingPlace;
  title: string;
  /** of a step of a review: what the shared screen says over, as and under its headline */
  kicker?: string;
  question?: string;
  prompt?: string;
  /** what the plan gives the section, in seconds */
  planned: number;
  /** what the section may take, adjustments included, in seconds */
  seconds: number;
  /** spent in visits that are over, in seconds */
  used: number;
  /** the group left it out; its time went to the others */
  skipped?: boolean;
}

/** An action as a review walks it; `state` is "open", "moved", "done" or "dropped". */
export interface ReviewAction {
  step: MeetingPlace;
  words: string;
  owner: string;
  promised: string;
  /** the day it is due now, in words; another one than `promised` once it has moved */
  due: string;
  done_when: string;
  /** what was typed for the address of its issue */
  link?: string;
  /** what its tracker says of the issue, where that is not so here: a sentence */
  tracker?: string;
  state: string;
  /** what shows that it is done, or why it is not */
  said: string;
  became: string;
}

export interface ReviewMessage {
  walk: ReviewAction[];
  /** the answer to "would it happen again today?", as a sentence; empty while there is none */
  again: string;
  /** the same as it is stored: "no", "less", "yes", or "" while nobody has answered */
  answer: string;
  because: string;
  /** a line an item */
  note: string;
}

export interface MeetingMessage {
  type: "meeting";
  version: number;
  kind: "sync" | "review";
  status: "lobby" | "running" | "paused" | "finished";
  section: MeetingPlace | null;
  plan: PlanItem[];
  /** when the section's time is over, epoch milliseconds of the server; null unless running */
  deadline: number | null;
  /** seconds left at server_time */
  left: number | null;
  server_time: number;
  /** in the lobby: when the silent reading is over, epoch milliseconds of the server */
  reading_until?: number | null;
  started_at: number | null;
  section_started_at: number | null;
  facilitators: string[];
  /** who moved the group to where it is */
  moved_by?: string | null;
  /** no facilitator can be heard */
  away?: boolean;
  /** seconds behind the plan (negative = ahead) at server_time */
  behind: number;
  skipped: MeetingPlace[];
  /** only while the meeting is a review */
  review?: ReviewMessage;
  /** the quiet minute, where it changed in the same moment */
  quiet?: QuietMinute;
}

/** The latest quiet minute: how many write and are done, never who, and no line of anybody. */
export interface QuietMinute {
  type: "quiet";
  /** counts the quiet minutes of a meeting; 0 before the first */
  number: number;
  status: "none" | "open" | "revealed";
  section: SectionId | null;
  /** epoch milliseconds of the server; null while the meeting is paused */
  ends_at: number | null;
  /** seconds, only while the meeting is paused */
  left: number | null;
  /** its end reveals it */
  at_end: boolean;
  writers: number;
  done: number;
  /** the participants who are there */
  people: number;
  /** this person is done */
  mine: boolean;
  /** ids of the lines that were revealed, in everybody's order */
  shown: string[];
}

/** The silent vote as this person may see it. */
export interface Vote {
  number: number;
  status: "open" | "revealed";
  /** how many have given a dot */
  people: number;
  /** while it is open: the actions that this person gave a dot to */
  mine?: string[];
  /** once it is revealed: the dots of each action */
  counts?: Record<string, number>;
  /** those that share fewer places than they are; a facilitator picks */
  tied?: string[];
  places?: number;
}

export type ServerMessage =
  | { type: "welcome"; you: You; epoch: number; server_time: number; title: string }
  | MeetingMessage
  | QuietMinute
  | { type: "vote"; vote: Vote | null }
  | { type: "saved"; n: number }
  | { type: "notice"; topic: Topic }
  | { type: "members"; members: Member[] }
  | { type: "probe"; t0: number; server_time: number }
  | { type: "ask" }
  | { type: "trouble"; sentence: string | null };

export const MESSAGE_TYPE = 100;

/** `all_sent`: nothing of this tab is unsent after the end; `here`: the answer to the server's "ask". */
export type ClientMessage = { type: "probe"; t0: number } | { type: "all_sent" } | { type: "here" };

export function encodeMessage(message: ClientMessage): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_TYPE);
  encoding.writeVarString(encoder, JSON.stringify(message));
  return encoding.toUint8Array(encoder);
}

/** Reads the text after the message type. Anything that is not one of our messages is null, never an exception. */
export function decodeMessage(decoder: decoding.Decoder): ServerMessage | null {
  try {
    const message: unknown = JSON.parse(decoding.readVarString(decoder));
    return typeof message === "object" && message !== null && "type" in message ? (message as ServerMessage) : null;
  } catch {
    return null;
  }
}
