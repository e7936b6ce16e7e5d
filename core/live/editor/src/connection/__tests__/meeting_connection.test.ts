// The whole life of a connection against a server that speaks the protocol: opening, typing, acknowledgements, losing
// the network and coming back, and the end.
import "../../testing/dom";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { meetingMessage, NOW } from "../../testing/board";
import { MESSAGE_TYPE, type QuietMinute, type ServerMessage } from "../protocol";

const SYNC = 0;

// happy-dom calls the `on…` handlers itself, as browsers do.
class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static all: FakeSocket[] = [];
  readonly OPEN = 1;
  readyState = 0;
  binaryType = "blob";
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: Event) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly url: string;
  /** what the tab sent, in order */
  readonly sent: Uint8Array[] = [];

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.all.push(this);
  }

  send(data: Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.readyState = FakeSocket.CLOSED;
  }

  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  /** The server closed it, or the network did. */
  drop(code = 1006): void {
    this.readyState = FakeSocket.CLOSED;
    this.dispatchEvent(Object.assign(new Event("close"), { code, wasClean: false, reason: "" }));
  }

  receive(bytes: Uint8Array): void {
    const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
}

const globals = globalThis as unknown as Record<string, unknown>;
globals.WebSocket = FakeSocket;
globals.CloseEvent = class extends Event {
  readonly code: number;
  constructor(type: string, init: { code: number }) {
    super(type);
    this.code = init.code;
  }
};
const page = globals.window as EventTarget;
const { MeetingConnection } = await import("../meeting_connection");
type Connection = InstanceType<typeof MeetingConnection>;

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const told = (message: ServerMessage): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_TYPE);
    encoding.writeVarString(encoder, JSON.stringify(message));
  });

/** Our own messages among what the tab sent. */
function ownMessages(socket: FakeSocket): { type: string }[] {
  return socket.sent.flatMap((bytes) => {
    const decoder = decoding.createDecoder(bytes);
    return decoding.readVarUint(decoder) === MESSAGE_TYPE ? [JSON.parse(decoding.readVarString(decoder))] : [];
  });
}

/** A server with a document of its own: it answers each sync message of a tab as the real one does. */
class Server {
  readonly doc = new Y.Doc();
  #read = 0;

  answer(socket: FakeSocket): void {
    for (; this.#read < socket.sent.length; this.#read += 1) {
      const decoder = decoding.createDecoder(socket.sent[this.#read] as Uint8Array);
      if (decoding.readVarUint(decoder) !== SYNC) continue;
      const reply = frame((encoder) => {
        encoding.writeVarUint(encoder, SYNC);
        syncProtocol.readSyncMessage(decoder, encoder, this.doc, "tab");
      });
      if (reply.length > 1) socket.receive(reply);
    }
  }

  /** The first exchange of a socket: both sides have everything. */
  greet(socket: FakeSocket): void {
    this.#read = 0;
    socket.open();
    socket.receive(told({ type: "welcome", you: ANA, epoch: 1, server_time: NOW, title: "Disk full" }));
    socket.receive(
      frame((encoder) => {
        encoding.writeVarUint(encoder, SYNC);
        syncProtocol.writeSyncStep1(encoder, this.doc);
      }),
    );
    this.answer(socket);
  }
}

const ANA = { id: "ana", name: "Ana", color: "#0f6b6b", role: "facilitator" } as const;

async function start(): Promise<{ connection: Connection; server: Server; socket: FakeSocket }> {
  FakeSocket.all = [];
  const connection = new MeetingConnection({ pm: "pm1", epoch: 1, socket: "/live/ws" });
  await connection.offline.loaded;
  await Promise.resolve();
  const server = new Server();
  const socket = FakeSocket.all[0];
  assert.ok(socket, "no socket was opened");
  return { connection, server, socket };
}

const latest = (): FakeSocket => FakeSocket.all.at(-1) as FakeSocket;

test("the socket goes to the meeting's own address, and the badge does not say saved before the server has answered", async () => {
  const { connection, socket, server } = await start();
  assert.equal(socket.url, "ws://debrief.example/live/ws/pm1?epoch=1");
  assert.equal(connection.saveStatus.get().state, "saving");
  assert.equal(connection.synced.get(), false);
  server.greet(socket);
  assert.equal(connection.synced.get(), true);
  assert.equal(connection.online.get(), true);
  assert.equal(connection.saveStatus.get().state, "saved");
  connection.destroy();
});

test("who this person is comes from the server and stands in their presence", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  assert.equal(connection.me.get()?.name, "Ana");
  assert.equal(connection.title.get(), "Disk full");
  const user = () => (connection.awareness.getLocalState() as { user: { name: string } }).user;
  assert.equal(user().name, "Ana");
  socket.receive(told({ type: "members", members: [{ ...ANA, name: "Ana B." }] }));
  assert.equal(user().name, "Ana B.");
  socket.receive(told({ type: "members", members: [{ ...ANA, id: "bo", name: "Bo" }] }));
  assert.equal(connection.me.get()?.name, "Ana B.");
  connection.destroy();
});

test("a change counts as unsaved until the server says that it is stored", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  connection.doc.getText("text:summary.impact").insert(0, "4,000 orders");
  assert.deepEqual([connection.saveStatus.get().state, connection.saveStatus.get().pending], ["saving", 1]);
  server.answer(socket);
  assert.equal(server.doc.getText("text:summary.impact").toString(), "4,000 orders");
  assert.equal(connection.saveStatus.get().state, "saving");
  socket.receive(told({ type: "saved", n: 100 }));
  assert.deepEqual([connection.saveStatus.get().state, connection.saveStatus.get().pending], ["saved", 0]);
  connection.destroy();
});

test("what is typed without a network is counted, and reaches the server once with the next socket", async (t) => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  t.mock.timers.enable({ apis: ["setTimeout"] });
  socket.drop();
  assert.equal(connection.online.get(), false);
  const text = connection.doc.getText("text:summary.impact");
  text.insert(0, "4,000");
  text.insert(5, " orders");
  assert.equal(connection.saveStatus.get().pending, 2);
  t.mock.timers.tick(2000);
  const next = latest();
  assert.notEqual(next, socket);
  server.greet(next);
  assert.equal(server.doc.getText("text:summary.impact").toString(), "4,000 orders");
  assert.notEqual(connection.saveStatus.get().state, "saved");
  next.receive(told({ type: "saved", n: 100 }));
  assert.deepEqual([connection.saveStatus.get().state, connection.saveStatus.get().pending], ["saved", 0]);
  connection.destroy();
});

test("a final close ends it with a sentence, and nothing is tried again", async (t) => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  t.mock.timers.enable({ apis: ["setTimeout"] });
  socket.drop(4429);
  assert.equal(connection.closed.get()?.code, 4429);
  assert.match(connection.closed.get()?.sentence ?? "", /no free seat/);
  t.mock.timers.tick(60_000);
  assert.equal(latest(), socket);
  assert.equal(connection.saveStatus.get().sentence, "Closed");
  connection.destroy();
});

test("the server's questions are answered, and its notices and problems are passed on", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  const topics: string[] = [];
  connection.notices.subscribe((topic) => topics.push(topic));
  socket.receive(told({ type: "ask" }));
  assert.equal(ownMessages(socket).at(-1)?.type, "here");
  socket.receive(told({ type: "notice", topic: "record" }));
  assert.deepEqual(topics, ["record"]);
  socket.receive(told({ type: "trouble", sentence: "Saving is held up." }));
  assert.equal(connection.serverProblem.get(), "Saving is held up.");
  socket.receive(told({ type: "trouble", sentence: null }));
  assert.equal(connection.serverProblem.get(), null);
  connection.destroy();
});

test("the group's section is followed, and whoever moved it goes along even while typing", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  socket.receive(told(meetingMessage({ section: "timeline" })));
  assert.equal(connection.follower.shown.get(), "timeline");
  connection.follower.noteKeystroke();
  assert.equal((connection.awareness.getLocalState() as { typing: boolean }).typing, true);
  socket.receive(told(meetingMessage({ section: "factors", version: 2 })));
  assert.equal(connection.follower.shown.get(), "timeline");
  assert.equal(connection.follower.banner.get()?.to, "factors");
  socket.receive(told(meetingMessage({ section: "actions", version: 3, moved_by: "ana" })));
  assert.equal(connection.follower.shown.get(), "actions");
  connection.destroy();
});

const QUIET: QuietMinute = {
  type: "quiet",
  number: 1,
  status: "open",
  section: "root_cause",
  ends_at: null,
  left: 60,
  at_end: false,
  writers: 0,
  done: 0,
  people: 2,
  mine: false,
  shown: [],
};

test("a quiet minute that comes with its section is taken in after the section, before the page is drawn", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  const heard: string[] = [];
  connection.follower.shown.subscribe((section) => heard.push(section));
  connection.personal.quiet.subscribe((quiet) => heard.push(`${quiet?.status} in ${quiet?.section}`));
  socket.receive(told(meetingMessage({ section: "root_cause", quiet: QUIET })));
  assert.deepEqual(heard, ["root_cause", "open in root_cause"]);
  connection.destroy();
});

test("a meeting that says nothing of the quiet minute leaves it as it is", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  socket.receive(told(QUIET));
  socket.receive(told(meetingMessage({ section: "root_cause", version: 2 })));
  assert.deepEqual(connection.personal.quiet.get(), QUIET);
  connection.destroy();
});

test("after the end the server is told once that nothing is unsent, and not before it is true", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  const count = (): number => ownMessages(socket).filter(({ type }) => type === "all_sent").length;
  connection.doc.getText("text:summary.impact").insert(0, "x");
  socket.receive(told(meetingMessage({ status: "finished", section: null })));
  assert.equal(count(), 0);
  socket.receive(told({ type: "saved", n: 100 }));
  assert.equal(count(), 1);
  socket.receive(told(meetingMessage({ status: "finished", section: null, version: 2 })));
  assert.equal(count(), 1);
  connection.destroy();
});

test("the time shown is the server's", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  assert.ok(Math.abs(connection.now() - NOW) < 5000);
  connection.destroy();
});

test("what comes with a broken message changes nothing", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  const broken = frame((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE_TYPE);
    encoding.writeVarString(encoder, "{");
  });
  socket.receive(broken);
  socket.receive(told({ type: "unheard of" } as unknown as ServerMessage));
  assert.equal(connection.saveStatus.get().state, "saved");
  assert.equal(connection.closed.get(), null);
  connection.destroy();
});

test("saying the same presence again sends nothing", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  connection.setPresence("section", "actions");
  const before = socket.sent.length;
  connection.setPresence("section", "actions");
  assert.equal(socket.sent.length, before);
  connection.setPresence("section", "lessons");
  assert.equal(socket.sent.length, before + 1);
  connection.destroy();
});

test("a connection that was given back listens to nothing any more", async () => {
  const { connection, socket, server } = await start();
  server.greet(socket);
  connection.destroy();
  const before = FakeSocket.all.length;
  page.dispatchEvent(new Event("online"));
  assert.equal(FakeSocket.all.length, before);
  assert.equal(connection.awareness.getLocalState(), null);
});
