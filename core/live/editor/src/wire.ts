// The words that travel on the socket beside Yjs's own, and how they are packed.
// Message type 100 carries one JSON text. Never here: what is done with them.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export type SectionId = "summary" | "timeline" | "root_cause" | "factors" | "actions" | "lessons" | "follow_up";
/** Where a meeting is: in one of the seven sections, or at a step of a review, which has a name of its own. */
export type Place = SectionId | (string & {});
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
}
export type Member = You;

const SECTIONS: readonly string[] = ["summary", "timeline", "root_cause", "factors", "actions", "lessons", "follow_up"] satisfies SectionId[];

/** The section, or null at a step of a review: there the board has no place to go to. */
export function sectionOf(place: Place | null): SectionId | null {
  return place !== null && SECTIONS.includes(place) ? (place as SectionId) : null;
}

export interface PlanItem {
  section: Place;
  title: string;
  /** of a step of a review: what the shared screen says over, as and under its headline */
  kicker?: string;
  question?: string;
  prompt?: string;
  /** what the section may take, adjustments included, in seconds */
  seconds: number;
  /** spent in visits that are over, in seconds */
  used: number;
}

/** An action as a review walks it; `state` is "open", "moved", "done" or "dropped". */
export interface Walked {
  step: Place;
  words: string;
  owner: string;
  promised: string;
  state: string;
  became: string;
}

export interface ReviewMsg {
  walk: Walked[];
  /** the answer to "would it happen again today?", as a sentence; empty while there is none */
  again: string;
}

export interface MeetingMsg {
  type: "meeting";
  version: number;
  kind: "sync" | "review";
  status: "lobby" | "running" | "paused" | "finished";
  section: Place | null;
  plan: PlanItem[];
  /** when the section's time is over, epoch milliseconds of the server; null unless running */
  deadline: number | null;
  /** seconds left at server_time */
  left: number | null;
  server_time: number;
  started_at: number | null;
  section_started_at: number | null;
  facilitators: string[];
  /** seconds behind the plan (negative = ahead) at server_time */
  behind: number;
  skipped: Place[];
  /** only while the meeting is a review */
  review?: ReviewMsg;
}

export type ServerMsg =
  | { type: "welcome"; you: You; epoch: number; server_time: number; title: string }
  | MeetingMsg
  | { type: "saved"; n: number }
  | { type: "notice"; topic: Topic }
  | { type: "members"; members: Member[] }
  | { type: "probe"; t0: number; server_time: number }
  | { type: "trouble"; sentence: string | null };

export const WORDS = 100;

export function pack(message: { type: "probe"; t0: number } | { type: "all_sent" }): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, WORDS);
  encoding.writeVarString(encoder, JSON.stringify(message));
  return encoding.toUint8Array(encoder);
}

/** Reads the text after the message type. Anything that is not one of our messages is null, never an exception. */
export function unpack(decoder: decoding.Decoder): ServerMsg | null {
  try {
    const message: unknown = JSON.parse(decoding.readVarString(decoder));
    return typeof message === "object" && message !== null && "type" in message ? (message as ServerMsg) : null;
  } catch {
    return null;
  }
}
