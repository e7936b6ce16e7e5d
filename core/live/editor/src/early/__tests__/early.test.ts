// What a room's page does by itself: one connection, shared with the components, and a word to page.js in any case.
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
const { adoptable, dropEarly } = await import("../take_over");
const { CONNECT_MS, HOLD_MS, startEarly } = await import("../early");

let number = 0;
let fails = false;
for (const name of ["board", "clock"])
  adoptable(name, () => {
    if (fails) throw new Error("cannot be drawn");
    return { update: () => undefined, destroy: () => undefined };
  });

function pageOf(pm: string): { pm: string; epoch: number; socket: string } {
  const data = { pm, epoch: 1, socket: `live/ws/${pm}` };
  const themes = { light: {}, dark: {} };
  const element = document.createElement("script");
  element.id = "debrief-room";
  element.textContent = JSON.stringify({
    board: { ...data, sections: [] },
    clock: { ...data, title: "" },
    themes,
    wide: true,
  });
  document.head.append(element);
  return data;
}

const socketsOf = (pm: string): number => opened.filter((url) => url.includes(`/${pm}?epoch=1`)).length;
const isClosed = (pm: string): boolean => closed.some((url) => url.includes(`/${pm}?epoch=1`));
const told = (): boolean => document.documentElement.hasAttribute("data-debrief-drawn");

beforeEach(() => {
  number += 1;
  fails = false;
  dropEarly();
  document.body.replaceChildren();
  document.getElementById("debrief-room")?.remove();
  document.documentElement.removeAttribute("data-debrief-drawn");
});

test("a page without data tells Streamlit to begin, and opens nothing", async () => {
  startEarly();
  await settle();
  assert.equal(told(), true);
  assert.equal(document.querySelector(".debrief-stage"), null);
});

test("the room is asked for once, and Streamlit waits for it for a moment only", async (t) => {
  const data = pageOf(`early${number}`);
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  startEarly();
  await settle();
  assert.notEqual(document.querySelector(".debrief-stage"), null);
  assert.equal(socketsOf(data.pm), 1);
  const board = connect(data);
  await settle();
  assert.equal(socketsOf(data.pm), 1, "a component shares it");
  t.mock.timers.tick(CONNECT_MS - 1);
  assert.equal(told(), false);
  t.mock.timers.tick(1);
  assert.equal(told(), true);
  t.mock.timers.tick(HOLD_MS);
  t.mock.timers.tick(20_000);
  assert.equal(isClosed(data.pm), false, "the component holds it");
  board.release();
  t.mock.timers.tick(20_000);
  assert.equal(isClosed(data.pm), true);
});

test("a page that mounts nothing leaves the room by itself", async (t) => {
  const data = pageOf(`early${number}`);
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  startEarly();
  await settle();
  t.mock.timers.tick(CONNECT_MS);
  t.mock.timers.tick(HOLD_MS - 1);
  assert.equal(isClosed(data.pm), false);
  t.mock.timers.tick(1);
  t.mock.timers.tick(20_000);
  assert.equal(isClosed(data.pm), true);
});

test("what cannot be drawn leaves nothing over the page, which Streamlit draws", async (t) => {
  pageOf(`early${number}`);
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const { error } = console;
  console.error = () => undefined;
  fails = true;
  startEarly();
  await settle();
  console.error = error;
  assert.equal(document.querySelector(".debrief-stage"), null);
  assert.equal(document.documentElement.className, "");
  t.mock.timers.tick(CONNECT_MS);
  assert.equal(told(), true);
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
