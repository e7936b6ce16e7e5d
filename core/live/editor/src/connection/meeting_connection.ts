// One open connection to a meeting: the document and its provider, our own messages beside it, what is acknowledged,
// and the state that the page shows. Made and shared by `connection`, used by nobody else. Not here: drawing, the
// link's health (link_monitor), which section is shown (section_follower).
import { Awareness } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { MeetingCommand } from "../clock/shortcuts";
import { sendOwnAwarenessOnly, userOf } from "../presence/own_awareness";
import { emitter, makeDisposables, signal } from "../shared/signal";
import { AckTracker } from "./ack_tracker";
import { closeMessage } from "./connection_messages";
import { abandonSocket, makeProvider, sendMessage } from "./document_provider";
import { ServerClock } from "./heartbeat";
import { LinkMonitor } from "./link_monitor";
import { type OfflineStore, openOfflineStore } from "./offline_copy";
import { listenForResume } from "./page_resume";
import { PersonalState } from "./personal_state";
import type { LiveData, MeetingMessage, Member, ServerMessage, Topic, You } from "./protocol";
import { type SaveStatus, sameSaveStatus, saveStatusOf } from "./save_state";
import { makeSectionFollower, type SectionFollower, TYPING_MS } from "./section_follower";

const TICK_MS = 1000;
/** Final close codes after which the meeting's copy must not stay in this browser. */
const ACCESS_REVOKED = [4403, 4404];

export class MeetingConnection {
  readonly data: LiveData;
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly provider: WebsocketProvider;
  readonly me = signal<You | null>(null);
  readonly title = signal("");
  readonly meeting = signal<MeetingMessage | null>(null);
  readonly personal = new PersonalState();
  readonly members = signal<Member[]>([]);
  readonly saveStatus = signal<SaveStatus>(
    { state: "saving", pending: 0, kept: 0, sentence: "Connecting…" },
    sameSaveStatus,
  );
  readonly closed = signal<{ code: number; sentence: string } | null>(null);
  readonly serverProblem = signal<string | null>(null);
  readonly synced = signal(false);
  readonly online = signal(false);
  readonly notices = emitter<Topic>();
  readonly clockAdjusted = emitter<void>();
  readonly commands = emitter<MeetingCommand>();
  readonly shortcutsRequested = emitter<void>();
  readonly localOrigin: object = { debrief: "this tab" };
  readonly follower: SectionFollower;
  readonly offline: OfflineStore;

  readonly #acks = new AckTracker();
  readonly #clock = new ServerClock();
  readonly #link: LinkMonitor;
  readonly #disposables = makeDisposables();
  #typingTimer: ReturnType<typeof setTimeout> | null = null;
  #destroyed = false;
  #reportedAllSent = false;

  constructor(data: LiveData) {
    this.data = data;
    this.#link = this.#makeLink();
    this.provider = makeProvider(data, this.doc, this.awareness, this.#acks, {
      opened: () => this.#opened(),
      received: () => this.#link.received(),
      closed: () => this.#disconnected(),
      message: (message) => this.#receive(message),
      synced: (done) => this.#synced(done),
      closedForGood: (code) => this.#closedForGood(code),
    });
    this.offline = openOfflineStore(data, this.doc);
    const follower = makeSectionFollower({ now: () => performance.now(), pending: () => this.#acks.pending });
    this.follower = { ...follower, noteKeystroke: () => this.#noteKeystroke(follower) };
    this.awareness.setLocalState({ section: follower.shown.get(), typing: false, view: "room", cursor: null });
    this.doc.on("update", this.#documentChanged);
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    this.#disposables.add(
      sendOwnAwarenessOnly(this.provider),
      this.offline.changed.subscribe(() => this.#refresh()),
      follower.shown.subscribe((section) => this.setPresence("section", section)),
      () => clearInterval(ticking),
      listenForResume(() => {
        this.#tick();
        this.#link.probe();
      }),
    );
    void this.offline.loaded.then((unsent) => this.#start(unsent));
  }

  /** The server's time, epoch milliseconds. */
  now(): number {
    return this.#clock.now(performance.now(), Date.now());
  }

  /** One field of this tab's presence. Saying the same again sends nothing. */
  setPresence(field: string, value: unknown): void {
    const state = this.awareness.getLocalState() as Record<string, unknown> | null;
    if (state && state[field] === value) return;
    this.awareness.setLocalStateField(field, value);
  }

  destroy(): void {
    this.#destroyed = true;
    this.#disposables.dispose();
    if (this.#typingTimer !== null) clearTimeout(this.#typingTimer);
    this.doc.off("update", this.#documentChanged);
    this.awareness.setLocalState(null);
    this.provider.destroy();
    this.offline.close();
    this.awareness.destroy();
    this.doc.destroy();
  }

  // The copy in this browser is read before the socket opens: what was unsent then goes out as one answer.
  #start(unsent: number): void {
    this.#acks.restoreUnsent(unsent);
    this.#refresh();
    if (!this.#destroyed) this.provider.connect();
  }

  #makeLink(): LinkMonitor {
    return new LinkMonitor({
      clock: this.#clock,
      steady: () => performance.now(),
      date: () => Date.now(),
      pending: () => this.#acks.pending,
      sendProbe: (sentAt) => sendMessage(this.provider, { type: "probe", t0: sentAt }),
      abandon: () => abandonSocket(this.provider),
      later: (callback, delayMs) => void setTimeout(callback, delayMs),
    });
  }

  #receive(message: ServerMessage): void {
    switch (message.type) {
      case "welcome":
        this.#clock.estimate(message.server_time, performance.now());
        this.title.set(message.title);
        return this.#introduce(message.you);
      case "meeting":
        return this.#meetingChanged(message);
      case "saved":
        this.#acks.saved(message.n);
        return this.#refresh();
      case "probe":
        this.#clock.addSample(message.t0, performance.now(), message.server_time);
        return this.clockAdjusted.emit();
      case "members":
        this.members.set(message.members);
        return this.#updateMe(message.members.find((member) => member.id === this.me.get()?.id));
      case "ask":
        // Timers of a hidden tab are slowed down, messages are not: so the server asks, and is answered at once.
        return void sendMessage(this.provider, { type: "here" });
      case "trouble":
        return this.serverProblem.set(message.sentence);
      case "notice":
        return this.notices.emit(message.topic);
      default:
        return this.personal.receive(message);
    }
  }

  #meetingChanged(message: MeetingMessage): void {
    if (this.#clock.estimate(message.server_time, performance.now())) this.#link.probe();
    this.meeting.set(message);
    this.#reportAllSent();
    const going = message.status === "running" || message.status === "paused";
    this.follower.groupMoved(going ? message.section : null, (message.moved_by ?? "") === this.me.get()?.id);
    this.personal.receive(message);
  }

  #introduce(you: You): void {
    this.me.set(you);
    this.awareness.setLocalStateField("user", userOf(you));
  }

  // My own name, colour and role change on my screen as they do on everybody's.
  #updateMe(you: You | undefined): void {
    if (you !== undefined && JSON.stringify(you) !== JSON.stringify(this.me.get())) this.#introduce(you);
  }

  // Registered after the provider's own listener: what it could not send is counted as kept here.
  readonly #documentChanged = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider) return;
    if (this.offline.isOrigin(origin)) return this.#acks.loadedFromCopy();
    this.#acks.changed();
    this.#refresh();
  };

  #opened(): void {
    this.#reportedAllSent = false;
    this.#link.opened();
    this.online.set(true);
    this.#refresh();
  }

  #disconnected(): void {
    this.#link.disconnected();
    this.online.set(false);
    this.#refresh();
  }

  #synced(done: boolean): void {
    if (done) this.synced.set(true);
    this.#refresh();
  }

  #closedForGood(code: number): void {
    this.closed.set({ code, sentence: closeMessage(code) ?? "" });
    this.#refresh();
    if (ACCESS_REVOKED.includes(code) && this.#acks.pending === 0) this.offline.forget();
  }

  #refresh(): void {
    const closed = this.closed.get() !== null;
    const up = this.#link.open && !closed;
    const pending = this.#acks.pending;
    this.offline.noteUnsent(pending, up && this.#link.answering);
    const copy = this.offline.storedUnsent();
    this.saveStatus.set(
      saveStatusOf({
        up,
        closed,
        ...this.#link.measure(up),
        synced: this.synced.get() && this.provider.synced,
        pending,
        kept: Math.min(pending, copy.count),
        storing: copy.able,
      }),
    );
    this.#reportAllSent();
  }

  // After Finish the server is told once a socket that nothing is left here. Who cannot say so is missed on the
  // summary.
  #reportAllSent(): void {
    if (this.meeting.get()?.status !== "finished") this.#reportedAllSent = false;
    else if (!this.#reportedAllSent && this.saveStatus.get().state === "saved")
      this.#reportedAllSent = sendMessage(this.provider, { type: "all_sent" });
  }

  #tick(): void {
    if (this.#link.checkClock()) this.clockAdjusted.emit();
    this.#refresh();
    this.#link.checkLink(this.provider.shouldConnect && this.provider.ws !== null);
  }

  #noteKeystroke(follower: SectionFollower): void {
    follower.noteKeystroke();
    this.setPresence("typing", true);
    if (this.#typingTimer !== null) clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.setPresence("typing", false), TYPING_MS);
  }
}
