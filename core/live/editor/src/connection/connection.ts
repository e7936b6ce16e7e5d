// The connection to a meeting as the components of a page see it: one for each meeting and tab, shared and reference-
// counted. A rerun that removes the components and puts them back does not drop it. Not here: drawing, frames
// (meeting_connection).
import type { Awareness } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { MeetingCommand } from "../clock/shortcuts";
import { watchWrittenRows } from "../document/written_rows";
import { type Here, whoIsHere } from "../presence/here";
import type { Emitter, Signal } from "../shared/signal";
import { MeetingConnection } from "./meeting_connection";
import type { StaleCopy } from "./offline_copy";
import type { LiveData, MeetingMessage, Member, QuietMinute, SectionId, Topic, Vote, You } from "./protocol";
import type { SaveStatus } from "./save_state";
import type { SectionFollower } from "./section_follower";

export type { LiveData, MeetingMessage, Member, PlanItem, Role, SectionId, Topic, Vote, You } from "./protocol";
export type { SaveStatus as Save } from "./save_state";

export interface Connection {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** what tabs say beside their carets */
  readonly here: Here;
  readonly provider: WebsocketProvider;
  readonly data: LiveData;
  readonly title: Signal<string>;
  readonly me: Signal<You | null>;
  readonly meeting: Signal<MeetingMessage | null>;
  /** the quiet minute; null until the server has told of it */
  readonly quiet: Signal<QuietMinute | null>;
  /** the silent vote on the actions; null while there is none */
  readonly vote: Signal<Vote | null>;
  readonly members: Signal<Member[]>;
  readonly saveStatus: Signal<SaveStatus>;
  /** the server closed for good: the code and what to do about it */
  readonly closed: Signal<{ code: number; sentence: string } | null>;
  readonly serverProblem: Signal<string | null>;
  /** the document is here: what is shown is what the server has (or had, when offline) */
  readonly synced: Signal<boolean>;
  /** the socket is open now */
  readonly online: Signal<boolean>;
  readonly notices: Emitter<Topic>;
  /** the clocks were compared anew: redraw times */
  readonly clockAdjusted: Emitter<void>;
  /** what the facilitator asked for by a key or a button of the bar */
  readonly commands: Emitter<MeetingCommand>;
  /** somebody wants to see the list of keys */
  readonly shortcutsRequested: Emitter<void>;
  /** older copies in this browser with words that were never sent */
  readonly staleCopies: Signal<StaleCopy[]>;
  /** server time minus Date.now(), in milliseconds */
  offset(): number;
  /** the server's time, epoch milliseconds */
  now(): number;
  /** the origin of all edits of this tab; the undo manager tracks it */
  readonly localOrigin: object;
  readonly follower: SectionFollower;
  /** where the board says that somebody is in the middle of something */
  readonly unfinishedTyping: Pick<SectionFollower, "noteKeystroke" | "setComposing" | "setDraft">;
  /** the section this tab looks at; to change it, use `follow.choose` */
  readonly focusSection: Signal<SectionId>;
  readonly following: Signal<boolean>;
  /** one field of this tab's presence */
  setPresence(field: "section" | "typing" | "view" | "cursor" | "skip" | "done" | "done_at", value: unknown): void;
  /** releases this holder; the connection closes a while after the last one */
  release(): void;
}

/** A rerun takes components off the page and puts them back: the connection waits this long for them. */
const CLOSE_DELAY_MS = 8000;

interface SharedConnection {
  connection: MeetingConnection;
  here: Here;
  holders: number;
  closing: ReturnType<typeof setTimeout> | null;
}

const sharedConnections = new Map<string, SharedConnection>();

/** The connection of this tab to this meeting; made at the first call, shared by the later ones. */
export function connect(data: LiveData): Connection {
  const name = `${data.pm}:${data.epoch}`;
  const shared = sharedConnections.get(name) ?? newConnection(data);
  sharedConnections.set(name, shared);
  shared.holders += 1;
  if (shared.closing !== null) clearTimeout(shared.closing);
  shared.closing = null;
  let released = false;
  return {
    ...publicView(shared.connection),
    here: shared.here,
    release() {
      if (released) return;
      released = true;
      shared.holders -= 1;
      if (shared.holders === 0) shared.closing = setTimeout(() => closeIfUnused(name, shared), CLOSE_DELAY_MS);
    },
  };
}

function newConnection(data: LiveData): SharedConnection {
  const connection = opened(data);
  return { connection, here: whoIsHere(connection.awareness), holders: 0, closing: null };
}

function opened(data: LiveData): MeetingConnection {
  const connection = new MeetingConnection(data);
  const { doc, localOrigin, provider, offline, saveStatus } = connection;
  // Until the document's end, which is the connection's.
  watchWrittenRows({
    doc,
    localOrigin,
    isOurs: (origin) => origin !== provider && !offline.isOrigin(origin),
    pending: () => saveStatus.get().pending,
  });
  return connection;
}

function closeIfUnused(name: string, shared: SharedConnection): void {
  if (shared.holders > 0) return;
  sharedConnections.delete(name);
  shared.connection.destroy();
}

function publicView(source: MeetingConnection): Omit<Connection, "release" | "here"> {
  const {
    doc,
    awareness,
    provider,
    data,
    title,
    me,
    meeting,
    personal,
    members,
    saveStatus: save,
    closed,
    serverProblem: trouble,
    synced,
    online,
    notices,
    clockAdjusted: adjusted,
    commands: wishes,
    shortcutsRequested: keysAsked,
    localOrigin,
    follower: follow,
  } = source;
  return {
    doc,
    awareness,
    provider,
    data,
    title,
    me,
    meeting,
    quiet: personal.quiet,
    vote: personal.vote,
    members,
    saveStatus: save,
    closed,
    serverProblem: trouble,
    synced,
    online,
    notices,
    clockAdjusted: adjusted,
    commands: wishes,
    shortcutsRequested: keysAsked,
    localOrigin,
    follower: follow,
    staleCopies: source.offline.staleCopies,
    offset: () => source.now() - Date.now(),
    now: () => source.now(),
    unfinishedTyping: {
      noteKeystroke: follow.noteKeystroke,
      setComposing: follow.setComposing,
      setDraft: follow.setDraft,
    },
    focusSection: follow.shown,
    following: follow.following,
    setPresence: (field, value) => source.setPresence(field, value),
  };
}
