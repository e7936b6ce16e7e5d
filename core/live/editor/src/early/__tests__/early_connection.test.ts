// The connection that is opened before anything of Streamlit is there: one for the page, shared with its components.
import "../../testing/dom";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const opened: string[] = [];
const closed: string[] = [];
class SilentSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = 0;
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    opened.push(url);
  }
  send(): void {}
  close(): void {
    closed.push(this.url);
    this.readyState = 3;
  }
}
(globalThis as unknown as Record<string, unknown>).WebSocket = SilentSocket;

const { connect } = await import("../../connection/connection");
const { connectEarly, HOLD_MS } = await import("../early_connection");

let number = 0;
function pageOf(pm: string): { page: Document; data: { pm: string; epoch: number; socket: string } } {
  const data = { pm, epoch: 1, socket: `live/ws/${pm}` };
  const page = document.implementation.createHTMLDocument("");
  const element = page.createElement("script");
  element.id = "debrief-room";
  element.textContent = JSON.stringify({ board: { ...data, sections: [] }, clock: { ...data, title: "" } });
  page.head.append(element);
  return { page, data };
}

const socketsOf = (pm: string): number => opened.filter((url) => url.includes(`/${pm}?epoch=1`)).length;

beforeEach(() => {
  number += 1;
});

test("the room is asked for before a component is mounted, and once", async (t) => {
  const { page, data } = pageOf(`early${number}`);
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  connectEarly(page);
  await settle();
  assert.equal(socketsOf(data.pm), 1);
  const board = connect(data);
  await settle();
  assert.equal(socketsOf(data.pm), 1);
  t.mock.timers.tick(HOLD_MS + 20_000);
  assert.ok(!closed.some((url) => url.includes(data.pm)), "the component holds it");
  board.release();
  t.mock.timers.tick(20_000);
  assert.ok(closed.some((url) => url.includes(data.pm)));
});

test("a page that mounts nothing leaves the room by itself", async (t) => {
  const { page, data } = pageOf(`early${number}`);
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  connectEarly(page);
  await settle();
  t.mock.timers.tick(HOLD_MS - 1);
  assert.ok(!closed.some((url) => url.includes(data.pm)));
  t.mock.timers.tick(1);
  t.mock.timers.tick(20_000);
  assert.ok(closed.some((url) => url.includes(data.pm)));
});

test("a page without data asks for nothing", async () => {
  const before = opened.length;
  connectEarly(document.implementation.createHTMLDocument(""));
  await settle();
  assert.equal(opened.length, before);
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
