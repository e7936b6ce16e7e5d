// One open line to a meeting: the document's provider, our own messages beside it, the server's clock, the
// ledger of what is stored, and the patience with a silent network. Made and shared by `connection`, used by
// nobody else. Never here: drawing, and which section is shown (follow).
import type * as decoding from "lib0/decoding";
import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { socketAddress } from "./address";
import { makeFollow, TYPING_MS, type Follow } from "./follow";
import { judge, ServerClock } from "./heartbeat";
import { Ledger } from "./ledger";
import { openOffline, type Offline } from "./offline";
import { ownAwarenessOnly } from "./presence_wire";
import { sameSave, saveState, type Save } from "./save_state";
import { closeSentence } from "./sentences";
import { emitter, signal, stops } from "./signal";
import { countingSocket, type LiveSocket } from "./socket";
import { pack, unpack, WORDS, type LiveData, type Member, type MeetingMsg, type ServerMsg, type Topic, type You } from "./wire";

const PROBE_EVERY_MS = 60_000;
const BEAT_MS = 1000;
/** y-websocket doubles its waiting time up to this: a healed network is used within seconds. */
const BACKOFF_MS = 1500;
const PRIVATE_AGAIN = [4403, 4404];

export class Line {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly provider: WebsocketProvider;
  readonly me = signal<You | null>(null);
  readonly title = signal("");
  readonly meeting = signal<MeetingMsg | null>(null);
  readonly members = signal<Member[]>([]);
  readonly save = signal<Save>({ state: "saving", pending: 0, kept: 0, sentence: "Connecting…" }, sameSave);
  readonly closed = signal<{ code: number; sentence: string } | null>(null);
  readonly trouble = signal<string | null>(null);
  readonly synced = signal(false);
  readonly online = signal(false);
  readonly notices = emitter<Topic>();
  readonly adjusted = emitter<void>();
  readonly localOrigin: object = { debrief: "this tab" };
  readonly follow: Follow;
  readonly offline: Offline;

  readonly #ledger = new Ledger();
  readonly #clock = new ServerClock();
  readonly #ways = stops();
  #open = false;
  #heard = 0;
  #asked: number | null = null;
  #probed = 0;
  #attempt = 0;
  #trying = performance.now();
  #downSince: number | null = performance.now();
  #resting: ReturnType<typeof setTimeout> | null = null;
  #gone = false;
  #allSent = false;

  constructor(readonly data: LiveData) {
    this.provider = this.#makeProvider();
    this.#ways.add(ownAwarenessOnly(this.provider));
    this.offline = openOffline(data, this.doc);
    this.#ways.add(this.offline.changed.subscribe(() => this.#refresh()));
    const follow = makeFollow({ now: () => performance.now(), pending: () => this.#ledger.pending });
    this.follow = { ...follow, noteKey: () => this.#noteKey(follow) };
    this.awareness.setLocalState({ section: follow.shown.get(), typing: false, view: "room", cursor: null });
    this.#ways.add(follow.shown.subscribe((section) => this.present("section", section)));
    this.doc.on("update", this.#changed);
    const beating = setInterval(() => this.#beat(), BEAT_MS);
    this.#ways.add(() => clearInterval(beating), this.#wakeUps());
    void this.offline.loaded.then((unsent) => this.#start(unsent));
  }

  now(): number {
    return this.#clock.now(performance.now(), Date.now());
  }

  /** One field of this tab's presence. Saying the same again sends nothing. */
  present(field: string, value: unknown): void {
    const state = this.awareness.getLocalState() as Record<string, unknown> | null;
    if (state && state[field] === value) return;
    this.awareness.setLocalStateField(field, value);
  }

  destroy(): void {
    this.#gone = true;
    this.#ways.all();
    if (this.#resting !== null) clearTimeout(this.#resting);
    this.doc.off("update", this.#changed);
    this.awareness.setLocalState(null);
    this.provider.destroy();
    this.offline.close();
    this.awareness.destroy();
    this.doc.destroy();
  }

  // The copy in this browser is read before the socket opens: what was unsent then goes out as one answer.
  #start(unsent: number): void {
    this.#ledger.remember(unsent);
    this.#refresh();
    if (!this.#gone) this.provider.connect();
  }

  #makeProvider(): WebsocketProvider {
    const { data, doc, awareness } = this;
    const watcher = { opened: () => this.#opened(), heard: () => this.#hear(), gone: () => this.#lost() };
    const provider = new WebsocketProvider(socketAddress(data, document.baseURI), encodeURIComponent(data.pm), doc, {
      connect: false,
      awareness,
      params: { epoch: String(data.epoch) },
      WebSocketPolyfill: countingSocket(this.#ledger, watcher),
      disableBc: true,
      maxBackoffTime: BACKOFF_MS,
    });
    provider.messageHandlers[WORDS] = (_encoder, decoder) => {
      const message = unpack(decoder as decoding.Decoder);
      if (message) this.#told(message);
    };
    provider.on("sync", (is: boolean) => {
      if (is) this.synced.set(true);
      this.#refresh();
    });
    provider.on("closed", ({ code }: { code: number }) => this.#closedForGood(code));
    return provider;
  }

  #told(message: ServerMsg): void {
    switch (message.type) {
      case "welcome":
        this.#clock.hint(message.server_time, performance.now());
        this.me.set(message.you);
        this.title.set(message.title);
        return this.awareness.setLocalStateField("user", userOf(message.you));
      case "meeting":
        this.#clock.hint(message.server_time, performance.now());
        this.meeting.set(message);
        this.#sayAllSent();
        return this.follow.group(message.status === "running" || message.status === "paused" ? message.section : null);
      case "saved":
        this.#ledger.saved(message.n);
        return this.#refresh();
      case "probe":
        this.#clock.probed(message.t0, performance.now(), message.server_time);
        return this.adjusted.emit();
      case "members":
        return this.members.set(message.members);
      case "trouble":
        return this.trouble.set(message.sentence);
      case "notice":
        return this.notices.emit(message.topic);
    }
  }

  // Registered after the provider's own listener: what it could not send is counted as kept here.
  #changed = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider) return;
    if (this.offline.isOrigin(origin)) return this.#ledger.loaded();
    this.#ledger.changed();
    this.#refresh();
  };

  #opened(): void {
    this.#open = true;
    this.#allSent = false;
    this.#attempt = 0;
    this.#asked = null;
    this.#heard = performance.now();
    this.#probe();
    // The first answer waits behind the document; a second one measures better.
    setTimeout(() => this.#probe(), 500);
    this.online.set(true);
    this.#refresh();
  }

  #hear(): void {
    this.#heard = performance.now();
  }

  #lost(): void {
    if (this.#open) this.#trying = performance.now();
    this.#open = false;
    this.online.set(false);
    this.#refresh();
  }

  #closedForGood(code: number): void {
    this.closed.set({ code, sentence: closeSentence(code) ?? "" });
    this.#refresh();
    if (PRIVATE_AGAIN.includes(code) && this.#ledger.pending === 0) this.offline.forget();
  }

  #refresh(): void {
    const t = performance.now();
    const closed = this.closed.get();
    const up = this.#open && closed === null;
    // A line that did not answer was down since it was last heard, not since we gave it up.
    const deaf = this.#asked !== null && this.#heard < this.#asked;
    const pending = this.#ledger.pending;
    this.offline.unsent(pending, up && (this.#asked === null || this.#heard >= this.#asked));
    const copy = this.offline.stored();
    this.#downSince = up ? null : (this.#downSince ?? (deaf ? this.#heard : t));
    this.save.set(
      saveState({
        up,
        closed: closed !== null,
        downFor: this.#downSince === null ? 0 : t - this.#downSince,
        silentFor: up ? t - this.#heard : 0,
        synced: this.synced.get() && this.provider.synced,
        pending,
        kept: Math.min(pending, copy.count),
        storing: copy.able,
      }),
    );
    this.#sayAllSent();
  }

  // After Finish the server is told once a socket that nothing is left here. Who cannot say so is missed on the summary.
  #sayAllSent(): void {
    const socket = this.provider.ws;
    if (this.meeting.get()?.status !== "finished") this.#allSent = false;
    else if (!this.#allSent && this.save.get().state === "saved" && socket?.readyState === WebSocket.OPEN) {
      this.#allSent = true;
      socket.send(pack({ type: "all_sent" }) as Uint8Array<ArrayBuffer>);
    }
  }

  // Once a second: did the laptop's clock move, is it time to compare clocks, is the line still alive?
  #beat(): void {
    const t = performance.now();
    if (this.#clock.jumped(t, Date.now())) {
      this.#clock.distrust();
      this.#probe();
      this.adjusted.emit();
    } else if (t - this.#probed > PROBE_EVERY_MS) this.#probe();
    this.#refresh();
    if (!this.provider.shouldConnect || this.provider.ws === null) {
      this.#trying = t;
      return;
    }
    const line = { open: this.#open, since: this.#trying, heard: this.#heard, asked: this.#asked, pending: this.#ledger.pending, attempt: this.#attempt };
    const verdict = judge(line, t);
    if (verdict === "ask") this.#probe();
    if (verdict === "give up") {
      this.#attempt += 1;
      this.#trying = t;
      (this.provider.ws as LiveSocket).abandon();
    }
  }

  #probe(): void {
    const socket = this.provider.ws;
    if (!this.#open || !socket || socket.readyState !== WebSocket.OPEN) return;
    this.#asked = this.#probed = performance.now();
    socket.send(pack({ type: "probe", t0: this.#asked }) as Uint8Array<ArrayBuffer>);
  }

  // Back from another tab, from sleep, from a tunnel: look at once instead of at the next beat.
  #wakeUps(): () => void {
    const wake = (): void => {
      if (document.visibilityState === "hidden") return;
      this.#beat();
      this.#probe();
    };
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", wake);
    window.addEventListener("pageshow", wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
      window.removeEventListener("pageshow", wake);
    };
  }

  #noteKey(follow: Follow): void {
    follow.noteKey();
    this.present("typing", true);
    if (this.#resting !== null) clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.present("typing", false), TYPING_MS);
  }
}

function userOf(you: You): { id: string; name: string; color: string; colorLight: string } {
  return { id: you.id, name: you.name, color: you.color, colorLight: `${you.color}33` };
}
