// A board for tests of its parts: a real document with real undo, and a connection that only notes what it is asked.
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Board, ColumnSchema, FieldSchema, SectionSchema } from "../board/board_context";
import type { Connection } from "../connection/connection";
import type { MeetingMessage, Member, QuietMinute, SectionId, Vote, You } from "../connection/protocol";
import { undoManagerFor } from "../document/undo";
import { makeHintClient } from "../hints/hint_client";
import { Carets } from "../presence/carets";
import { whoIsHere } from "../presence/here";
import { DraftStore } from "../quiet/draft_store";
import { quietMinute } from "../quiet/quiet_minute";
import { emitter, signal } from "../shared/signal";
import type { DayOrder } from "../time/due_dates";

/** Monday 23 November 2026, 10:00 UTC. */
export const NOW = Date.UTC(2026, 10, 23, 10, 0);

export interface TestBoard {
  board: Board;
  doc: Y.Doc;
  facts: Y.Map<unknown>;
  /** what the person was told, with what they could do about it */
  told: { sentence: string; act?: { label: string; run(): void } }[];
  keystrokes: { count: number };
  composing: { on: boolean };
  presence: Record<string, unknown>;
  meeting: ReturnType<typeof signal<MeetingMessage | null>>;
  me: ReturnType<typeof signal<You | null>>;
  members: ReturnType<typeof signal<Member[]>>;
  quietMessage: ReturnType<typeof signal<QuietMinute | null>>;
  vote: ReturnType<typeof signal<Vote | null>>;
  /** the section that this tab chose */
  chosen: SectionId[];
  now: { ms: number };
}

export function testBoard(sections: SectionSchema[] = []): TestBoard {
  const doc = new Y.Doc();
  const facts = doc.getMap("facts");
  const told: TestBoard["told"] = [];
  const bench = testConnection(doc);
  const { connection } = bench;
  const dayOrder = signal<DayOrder | null>(null);
  const readonly = signal(false);
  const board: Board = {
    connection,
    doc,
    facts,
    undo: undoManagerFor(doc, connection.localOrigin),
    carets: new Carets(doc, connection.awareness, () => undefined),
    hints: makeHintClient(undefined),
    root: typeof document === "undefined" ? (null as unknown as Document) : document,
    sections,
    readonly,
    quiet: quietMinute({
      connection,
      store: storeWithoutServer(),
      isProse: (id) => id.startsWith("lessons"),
      readonly,
    }),
    zone: signal("UTC"),
    editors: new Map(),
    dayOrder,
    chooseDayOrder: (order) => dayOrder.set(order),
    proposedDue: () => null,
    tracker: "",
    knownNames: () => [],
    edit: (change) => doc.transact(change, connection.localOrigin),
    notify: (sentence, act) => void told.push(act ? { sentence, act } : { sentence }),
  };
  return { ...bench, board, doc, facts, told };
}

type TestConnection = Omit<TestBoard, "board" | "doc" | "facts" | "told"> & { connection: Connection };

/** A connection without a server: it notes what it is asked, and shows what a test sets. */
export function testConnection(doc: Y.Doc): TestConnection {
  const awareness = new Awareness(doc);
  // It looks for tabs that fell silent, which would keep the test's process alive.
  clearInterval(awareness._checkInterval as unknown as number);
  const keystrokes = { count: 0 };
  const composing = { on: false };
  const presence: Record<string, unknown> = {};
  const meeting = signal<MeetingMessage | null>(null);
  const me = signal<You | null>({ id: "me", name: "Mina", color: "#0f6b6b", role: "facilitator" });
  const members = signal<Member[]>([]);
  const quietMessage = signal<QuietMinute | null>(null);
  const vote = signal<Vote | null>(null);
  const chosen: SectionId[] = [];
  const now = { ms: NOW };
  const focusSection = signal<SectionId>("summary");
  const connection = {
    doc,
    awareness,
    here: whoIsHere(awareness),
    data: { pm: "pm1", epoch: 1, socket: "/live/ws/pm1" },
    localOrigin: { test: "this tab" },
    meeting,
    me,
    members,
    quiet: quietMessage,
    vote,
    focusSection,
    ...idleSignals(),
    now: () => now.ms,
    setPresence(name: string, value: unknown) {
      presence[name] = value;
      awareness.setLocalStateField(name, value);
    },
    follower: { banner: signal(null), choose: (id: SectionId) => void chosen.push(id) },
    unfinishedTyping: {
      noteKeystroke() {
        keystrokes.count += 1;
      },
      setComposing(on: boolean) {
        composing.on = on;
      },
      setDraft: () => undefined,
    },
  } as unknown as Connection;
  return { connection, keystrokes, composing, presence, meeting, me, members, quietMessage, vote, chosen, now };
}

/** It keeps lines in memory, as if a server had them. */
function storeWithoutServer(): DraftStore {
  return new DraftStore({
    send: async () => "stored",
    fetch: async () => [],
    copy: { load: () => null, save: () => undefined },
    later: () => () => undefined,
  });
}

function idleSignals() {
  return {
    title: signal(""),
    closed: signal<{ code: number; sentence: string } | null>(null),
    serverProblem: signal<string | null>(null),
    saveStatus: signal({ state: "saved", pending: 0, kept: 0, sentence: "Saved" }),
    synced: signal(true),
    online: signal(true),
    staleCopies: signal([]),
    notices: emitter(),
    commands: emitter(),
    shortcutsRequested: emitter<void>(),
    clockAdjusted: emitter<void>(),
    release: () => undefined,
  };
}

export function column(key: string, kind: string, more: Partial<ColumnSchema> = {}): ColumnSchema {
  return { key, kind, label: key, placeholder: "", options: [], ...more };
}

export function field(id: string, kind: string, more: Partial<FieldSchema> = {}): FieldSchema {
  return { id, kind, label: id, help: "", placeholder: "", options: [], columns: [], optional: false, ...more };
}

export function section(id: SectionId, fields: FieldSchema[] = []): SectionSchema {
  return {
    id,
    title: id,
    minutes: 2,
    question: `What about ${id}?`,
    prompt: "",
    ask: [],
    good: "",
    bad: "",
    why_good: "",
    fields,
    protected: false,
  };
}

/** A meeting as the server tells of it. */
export function meetingMessage(more: Partial<MeetingMessage> = {}): MeetingMessage {
  return {
    type: "meeting",
    version: 1,
    kind: "sync",
    status: "running",
    section: "summary",
    plan: [
      { section: "summary", title: "Incident summary", planned: 120, seconds: 120, used: 0 },
      { section: "timeline", title: "Timeline", planned: 240, seconds: 240, used: 0 },
    ],
    deadline: NOW + 120_000,
    left: 120,
    server_time: NOW,
    started_at: NOW,
    section_started_at: NOW,
    facilitators: ["me"],
    behind: 0,
    skipped: [],
    ...more,
  };
}
