// The one line of this tab to a meeting: document, presence, clock and receipts over one socket.
// All components of a page share it (a map by meeting, counted), and a rerun that takes them off the page
// and puts them back does not drop it. Never here: drawing.
import * as decoding from "lib0/decoding";
import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { makeFollow, TYPING_MS, type Follow } from "./follow";
import { judge, ServerClock } from "./heartbeat";
import { Ledger } from "./ledger";
import { openOffline, type Offline } from "./offline";
import { ownAwarenessOnly } from "./presence_wire";
import { closeSentence, saveSentence } from "./sentences";
import { emitter, signal, stops, type Emitter, type Signal } from "./signal";
import { countingSocket, type LiveSocket } from "./socket";
import { pack, unpack, WORDS, type Member, type MeetingMsg, type SectionId, type ServerMsg, type Topic, type You } from "./wire";

export type { Member, MeetingMsg, PlanItem, Role, SectionId, Topic, You } from "./wire";

export interface LiveData {
  pm: string;
  epoch: number;
  /** path or address of the socket, with or without the meeting's id at its end */
  socket: string;
  hints?: string;
}

export interface Save {
  state: "saved" | "saving" | "offline";
  pending: number;
  sentence: string | null;
}

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
  readonly closed: Signal<{ code: number; sentence: string } | null>;
  readonly trouble: Signal<string | null>;
  /** the document is here: what is shown is what the server has (or had, when offline) */
  readonly synced: Signal<boolean>;
  /** the socket is open now */
  readonly online: Signal<boolean>;
  readonly notices: Emitter<Topic>;
  /** the clocks were compared anew: redraw times */
  readonly adjusted: Emitter<void>;
  /** what older copies in this browser hold that was never sent */
  readonly kept: Offline["kept"];
  /** server time minus Date.now(), in milliseconds */
  offset(): number;
  /** the server's time, epoch milliseconds */
  now(): number;
  /** the origin of all edits of this tab; the undo manager tracks it */
  readonly localOrigin: object;
  readonly follow: Follow;
  /** where the board says that somebody is in the middle of something */
  readonly unfinishedTyping: Pick<Follow, "noteKey" | "setComposing" | "setDraft">;
  readonly focusSection: Signal<SectionId>;
  readonly following: Signal<boolean>;
  /** one field of this tab's presence: section, typing, view, cursor */
  present(field: "section" | "typing" | "view" | "cursor", value: unknown): void;
  /** gives this holder's share back; the socket closes a while after the last one */
  release(): void;
}

/** A rerun takes components off the page and puts them back: the socket waits this long for them. */
const LINGER_MS = 8000;
const PROBE_EVERY_MS = 60_000;
const BEAT_MS = 1000;
/** A flicker of the network is not worth a word. */
const GRACE_MS = 1500;

interface Line {
  connection: Omit<Connection, "release">;
  holders: number;
  closing: ReturnType<typeof setTimeout> | null;
  destroy(): void;
}

const lines = new Map<string, Line>();

/** The connection of this tab to this meeting; made at the first call, shared by the later ones. */
export function connect(data: LiveData): Connection {
  const name = `${data.pm}:${data.epoch}`;
  let line = lines.get(name);
  if (!line) {
    line = open(data);
    lines.set(name, line);
  }
  const held = line;
  held.holders += 1;
  if (held.closing !== null) clearTimeout(held.closing);
  held.closing = null;
  let released = false;
  return {
    ...held.connection,
    release() {
      if (released) return;
      released = true;
      held.holders -= 1;
      if (held.holders > 0) return;
      held.closing = setTimeout(() => {
        lines.delete(name);
        held.destroy();
      }, LINGER_MS);
    },
  };
}

/** Where the socket is: `socket` may be a path or an address, with or without the meeting's id. */
export function socketAddress(data: LiveData, base: string): string {
  const url = new URL(data.socket, base);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = "";
  url.hash = "";
  const tail = `/${encodeURIComponent(data.pm)}`;
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith(tail) ? path.slice(0, -tail.length) : path;
  return url.toString().replace(/\/+$/, "");
}

function open(data: LiveData): Line {
  const ways = stops();
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const ledger = new Ledger();
  const clock = new ServerClock();
  const line = { open: false, since: performance.now(), heard: 0, asked: null as number | null, pending: 0, attempt: 0 };

  const me = signal<You | null>(null);
  const title = signal("");
  const meeting = signal<MeetingMsg | null>(null);
  const members = signal<Member[]>([]);
  const save = signal<Save>({ state: "saving", pending: 0, sentence: "Connecting…" }, sameSave);
  const closed = signal<{ code: number; sentence: string } | null>(null);
  const trouble = signal<string | null>(null);
  const synced = signal(false);
  const online = signal(false);
  const notices = emitter<Topic>();
  const adjusted = emitter<void>();
  const localOrigin = { debrief: "this tab" };
  const follow = makeFollow({ now: () => performance.now(), pending: () => ledger.pending });

  const now = () => clock.now(performance.now(), Date.now());
  const send = (bytes: Uint8Array) => {
    const socket = provider.ws;
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>);
  };
  const probe = () => {
    line.asked = performance.now();
    send(pack({ type: "probe", t0: line.asked }));
  };

  const Socket = countingSocket(ledger, {
    opened() {
      line.open = true;
      line.attempt = 0;
      line.asked = null;
      line.heard = performance.now();
      probe();
      setTimeout(probe, 400);
      online.set(true);
      refresh();
    },
    heard() {
      line.heard = performance.now();
    },
    gone() {
      if (line.open) line.since = performance.now();
      line.open = false;
      online.set(false);
      refresh();
    },
  });
  const provider = new WebsocketProvider(socketAddress(data, document.baseURI), encodeURIComponent(data.pm), doc, {
    connect: false,
    awareness,
    params: { epoch: String(data.epoch) },
    WebSocketPolyfill: Socket,
    disableBc: true,
    maxBackoffTime: 1500,
  });
  ways.add(ownAwarenessOnly(provider));

  const offline = openOffline(data, doc);
  ways.add(() => offline.close());

  const listening = (message: ServerMsg): void => {
    if (message.type === "welcome") {
      clock.hint(message.server_time, performance.now());
      me.set(message.you);
      title.set(message.title);
      awareness.setLocalStateField("user", userOf(message.you));
    } else if (message.type === "meeting") {
      clock.hint(message.server_time, performance.now());
      meeting.set(message);
      follow.group(message.status === "running" || message.status === "paused" ? message.section : null);
    } else if (message.type === "saved") {
      ledger.saved(message.n);
      refresh();
    } else if (message.type === "probe") {
      clock.probed(message.t0, performance.now(), message.server_time);
      adjusted.emit();
    } else if (message.type === "notice") notices.emit(message.topic);
    else if (message.type === "members") members.set(message.members);
    else if (message.type === "trouble") trouble.set(message.sentence);
  };
  provider.messageHandlers[WORDS] = (_encoder, decoder) => {
    const message = unpack(decoder as decoding.Decoder);
    if (message) listening(message);
  };

  // Registered after the provider's own listener: what it could not send is counted as kept here.
  const changed = (_update: Uint8Array, origin: unknown): void => {
    if (origin === provider) return;
    if (offline.isOrigin(origin)) return ledger.loaded();
    ledger.changed();
    refresh();
  };
  doc.on("update", changed);
  const onSync = (is: boolean): void => {
    if (is) synced.set(true);
    refresh();
  };
  provider.on("sync", onSync);
  provider.on("closed", ({ code }: { code: number }) => {
    closed.set({ code, sentence: closeSentence(code) ?? "" });
    refresh();
    if ((code === 4403 || code === 4404) && ledger.pending === 0) offline.forget();
  });

  let downSince: number | null = performance.now();
  function refresh(): void {
    const pending = ledger.pending;
    line.pending = pending;
    const t = performance.now();
    const up = line.open && closed.get() === null;
    downSince = up ? null : (downSince ?? t);
    const silent = up && pending > 0 && t - line.heard > 5000;
    const brief = !up && downSince !== null && closed.get() === null && t - downSince < GRACE_MS;
    const fresh = !synced.get() || !provider.synced;
    let state: Save["state"] = "saved";
    if (silent || (!up && !brief)) state = "offline";
    else if (brief || fresh || pending > 0) state = "saving";
    const sentence = closed.get()?.sentence ?? saveSentence(state, pending, fresh && pending === 0);
    save.set({ state, pending, sentence });
    offline.unsent(pending);
  }

  let sinceProbe = performance.now();
  const beat = (): void => {
    const t = performance.now();
    if (clock.jumped(t, Date.now())) {
      clock.distrust();
      probe();
    } else if (line.open && t - sinceProbe > PROBE_EVERY_MS) {
      sinceProbe = t;
      probe();
    }
    refresh();
    if (!provider.shouldConnect || provider.ws === null) {
      if (provider.ws === null) line.since = t;
      return;
    }
    const verdict = judge(line, t);
    if (verdict === "ask") probe();
    if (verdict === "give up") {
      line.attempt += 1;
      line.since = t;
      (provider.ws as LiveSocket).abandon();
    }
  };
  const beating = setInterval(beat, BEAT_MS);
  ways.add(() => clearInterval(beating));

  const wake = (): void => {
    if (document.visibilityState === "hidden") return;
    beat();
    if (line.open) probe();
  };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  ways.add(() => {
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("online", wake);
    window.removeEventListener("pageshow", wake);
  });

  // Presence: which section this tab looks at, and whether somebody types in it.
  const present = (field: string, value: unknown): void => {
    const state = awareness.getLocalState() as Record<string, unknown> | null;
    if (state && state[field] === value) return;
    awareness.setLocalStateField(field, value);
  };
  awareness.setLocalState({ section: follow.shown.get(), typing: false, view: "room", cursor: null });
  ways.add(follow.shown.subscribe((section) => present("section", section)));
  let resting: ReturnType<typeof setTimeout> | null = null;
  const noteKey = (): void => {
    follow.noteKey();
    present("typing", true);
    if (resting !== null) clearTimeout(resting);
    resting = setTimeout(() => present("typing", false), TYPING_MS);
  };

  offline.loaded.then((unsent) => {
    ledger.remember(unsent);
    refresh();
    if (!gone) provider.connect();
  });

  let gone = false;
  const connection: Omit<Connection, "release"> = {
    doc,
    awareness,
    provider,
    data,
    title,
    me,
    meeting,
    members,
    save,
    closed,
    trouble,
    synced,
    online,
    notices,
    adjusted,
    kept: offline.kept,
    offset: () => now() - Date.now(),
    now,
    localOrigin,
    follow: { ...follow, noteKey },
    unfinishedTyping: { noteKey, setComposing: follow.setComposing, setDraft: follow.setDraft },
    focusSection: follow.shown,
    following: follow.following,
    present,
  };
  return {
    connection,
    holders: 0,
    closing: null,
    destroy() {
      gone = true;
      ways.all();
      doc.off("update", changed);
      awareness.setLocalState(null);
      provider.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}

function userOf(you: You): { id: string; name: string; color: string; colorLight: string } {
  return { id: you.id, name: you.name, color: you.color, colorLight: `${you.color}33` };
}

function sameSave(a: Save, b: Save): boolean {
  return a.state === b.state && a.pending === b.pending && a.sentence === b.sentence;
}
