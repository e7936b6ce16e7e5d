// What the parts of a page hold of their meeting: one line for each meeting and tab, shared by all components and
// counted. A rerun that takes them off the page and puts them back does not drop it. Never here: drawing, frames.
import type { Awareness } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { Follow } from "./follow";
import { Line } from "./line";
import type { KeptCopy } from "./offline";
import type { Save } from "./save_state";
import type { Emitter, Signal } from "./signal";
import type { LiveData, Member, MeetingMsg, SectionId, Topic, You } from "./wire";

export type { Save } from "./save_state";
export type { LiveData, Member, MeetingMsg, PlanItem, Role, SectionId, Topic, You } from "./wire";

export interface Connection {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly provider: WebsocketProvider;
  readonly data: LiveData;
  readonly title: Signal<string>;
  readonly me: Signal<You | null>;
  readonly meeting: Signal<MeetingMsg | null>;
  readonly members: Signal<Member[]>;
  readonly save: Signal<Save>;
  /** the server closed for good: the code and what to do about it */
  readonly closed: Signal<{ code: number; sentence: string } | null>;
  readonly trouble: Signal<string | null>;
  /** the document is here: what is shown is what the server has (or had, when offline) */
  readonly synced: Signal<boolean>;
  /** the socket is open now */
  readonly online: Signal<boolean>;
  readonly notices: Emitter<Topic>;
  /** the clocks were compared anew: redraw times */
  readonly adjusted: Emitter<void>;
  /** older copies in this browser with words that were never sent */
  readonly kept: Signal<KeptCopy[]>;
  /** server time minus Date.now(), in milliseconds */
  offset(): number;
  /** the server's time, epoch milliseconds */
  now(): number;
  /** the origin of all edits of this tab; the undo manager tracks it */
  readonly localOrigin: object;
  readonly follow: Follow;
  /** where the board says that somebody is in the middle of something */
  readonly unfinishedTyping: Pick<Follow, "noteKey" | "setComposing" | "setDraft">;
  /** the section this tab looks at; to change it, use `follow.choose` */
  readonly focusSection: Signal<SectionId>;
  readonly following: Signal<boolean>;
  /** one field of this tab's presence */
  present(field: "section" | "typing" | "view" | "cursor", value: unknown): void;
  /** gives this holder's share back; the line closes a while after the last one */
  release(): void;
}

/** A rerun takes components off the page and puts them back: the line waits this long for them. */
const LINGER_MS = 8000;

interface Shared {
  line: Line;
  holders: number;
  closing: ReturnType<typeof setTimeout> | null;
}

const lines = new Map<string, Shared>();

/** The connection of this tab to this meeting; made at the first call, shared by the later ones. */
export function connect(data: LiveData): Connection {
  const name = `${data.pm}:${data.epoch}`;
  const shared = lines.get(name) ?? { line: new Line(data), holders: 0, closing: null };
  lines.set(name, shared);
  shared.holders += 1;
  if (shared.closing !== null) clearTimeout(shared.closing);
  shared.closing = null;
  let released = false;
  return {
    ...view(shared.line),
    release() {
      if (released) return;
      released = true;
      shared.holders -= 1;
      if (shared.holders === 0) shared.closing = setTimeout(() => end(name, shared), LINGER_MS);
    },
  };
}

function end(name: string, shared: Shared): void {
  if (shared.holders > 0) return;
  lines.delete(name);
  shared.line.destroy();
}

function view(line: Line): Omit<Connection, "release"> {
  const { doc, awareness, provider, data, title, me, meeting, members, save, closed, trouble, synced, online, notices, adjusted, localOrigin, follow } = line;
  return {
    doc, awareness, provider, data, title, me, meeting, members, save, closed, trouble, synced, online, notices, adjusted, localOrigin, follow,
    kept: line.offline.kept,
    offset: () => line.now() - Date.now(),
    now: () => line.now(),
    unfinishedTyping: { noteKey: follow.noteKey, setComposing: follow.setComposing, setDraft: follow.setDraft },
    focusSection: follow.shown,
    following: follow.following,
    present: (field, value) => line.present(field, value),
  };
}
