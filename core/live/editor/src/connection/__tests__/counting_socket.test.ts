// The socket that counts: what leaves is counted, the end is told once, and a dead line can be given up at once.
import assert from "node:assert/strict";
import test from "node:test";

class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  out: unknown[] = [];
  onclose: ((event: Event) => void) | null = null;
  closes = 0;
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    this.addEventListener("close", (event) => this.onclose?.(event));
  }
  send(data: unknown): void {
    this.out.push(data);
  }
  close(): void {
    this.closes += 1;
  }
}
class FakeClose extends Event {
  readonly code: number;
  constructor(type: string, init: { code: number }) {
    super(type);
    this.code = init.code;
  }
}
Object.assign(globalThis, { WebSocket: FakeSocket, CloseEvent: FakeClose });
const { countingSocket } = await import("../counting_socket");
const { AckTracker } = await import("../ack_tracker");

function made() {
  const heard: string[] = [];
  const acks = new AckTracker();
  const Socket = countingSocket(acks, {
    opened: () => heard.push("opened"),
    received: () => heard.push("heard"),
    closed: () => heard.push("gone"),
  });
  const socket = new Socket("ws://here") as unknown as FakeSocket & { abandon(): void };
  return { heard, acks, socket };
}
const UPDATE = new Uint8Array([0, 2, 3, 1, 1, 0]);

test("document frames that leave are counted, and they do leave", () => {
  const { acks, socket } = made();
  socket.dispatchEvent(new Event("open"));
  socket.send(UPDATE);
  socket.send(new Uint8Array([1, 1, 0]));
  assert.equal(acks.framesSent, 1);
  assert.equal(socket.out.length, 2);
});

test("opening, hearing and closing are told, the end only once", () => {
  const { heard, socket } = made();
  socket.dispatchEvent(new Event("open"));
  socket.dispatchEvent(new Event("message"));
  socket.dispatchEvent(new FakeClose("close", { code: 1006 }));
  socket.close();
  assert.deepEqual(heard, ["opened", "heard", "gone"]);
});

test("frames of a closed socket are unsent again", () => {
  const { acks, socket } = made();
  socket.dispatchEvent(new Event("open"));
  socket.send(UPDATE);
  acks.changed();
  socket.close();
  assert.equal(acks.framesSent, 0);
  assert.equal(acks.pending, 1);
});

test("giving up tells the owner at once, without waiting for a network that does not answer", () => {
  const { heard, socket } = made();
  let code = 0;
  socket.onclose = (event) => {
    code = (event as FakeClose).code;
  };
  socket.dispatchEvent(new Event("open"));
  socket.abandon();
  assert.equal(code, 1006);
  assert.equal(socket.closes, 1);
  assert.deepEqual(heard, ["opened", "gone"]);
});
