// The room before Streamlit's page: it stands over the page, moves into it when there are places, and goes away when
// there will be none.
import "../../testing/dom";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Component, Instance } from "../../shared/component";
import type { EarlyData } from "../early_data";

const { component } = await import("../../shared/component");
const { adoptable } = await import("../take_over");
const { Stage, MOVE_WAIT_MS, UNMOUNTED_MS } = await import("../stage");
const { SHOWN } = await import("../stage_css");

const LOOK_MS = 100;
const said: string[] = [];

function drawn(name: string): (call: Component<{ pm: string }>) => Instance<{ pm: string }> {
  return (call) => {
    const input = document.createElement("input");
    input.id = name;
    call.parentElement.append(input);
    return {
      update: () => void said.push(`update ${name}`),
      destroy() {
        said.push(`destroy ${name}`);
        input.remove();
      },
    };
  };
}

const parts = {
  board: component(adoptable("board", drawn("board"))),
  clock: component(adoptable("clock", drawn("clock"))),
};

const live = { pm: "pm1", epoch: 1, socket: "live/ws/pm1" };
const data = {
  board: { ...live, sections: [] },
  clock: { ...live, title: "Checkout" },
  wide: false,
  themes: { light: { "--st-background-color": "#fbfaf7" }, dark: { "--st-background-color": "#12171c" } },
} as EarlyData;

/** Streamlit's page: its root, which says whether a script runs, with the elements that it was told to draw. */
function streamlit(state: string, ...elements: string[]): HTMLElement {
  const root = document.getElementById("root") ?? document.createElement("div");
  root.id = "root";
  root.innerHTML = `<div data-test-script-state="${state}"><div data-testid="stMain"></div></div>`;
  const main = root.querySelector("[data-testid=stMain]");
  for (const name of elements) {
    const element = document.createElement("div");
    element.className = name;
    main?.append(element);
  }
  return root;
}

function mount(name: "board" | "clock", epoch = 1): { place: ShadowRoot; cleanUp: () => void } {
  const host = document.createElement("div");
  document.querySelector("[data-testid=stMain]")?.append(host);
  const place = host.attachShadow({ mode: "open" });
  const nothing = (): void => undefined;
  const call = { data: { ...live, epoch }, key: name, name, parentElement: place };
  return { place, cleanUp: parts[name]({ ...call, setStateValue: nothing, setTriggerValue: nothing }) };
}

const stage = (): Element | null => document.querySelector(".debrief-stage");
const shownEarly = (): boolean => document.documentElement.classList.contains(SHOWN);
const inputs = (place: ShadowRoot): number =>
  place.querySelector("div")?.shadowRoot?.querySelectorAll("input").length ?? 0;

beforeEach(() => {
  document.body.replaceChildren();
  document.body.append(streamlit("initial"));
  said.length = 0;
});
afterEach(() => history.replaceState(null, "", "/room?pm=pm1"));

function opened(t: Parameters<NonNullable<Parameters<typeof test>[1]>>[0], more: Partial<EarlyData> = {}): void {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  new Stage({ ...data, ...more });
}

test("bar and board stand over a page that is not shown, in its theme, under the meeting's title", (t) => {
  opened(t, { wide: true });
  const layer = stage() as HTMLElement;
  assert.equal(layer.querySelectorAll(".bar-place > div, .board-place > div").length, 2);
  assert.equal(layer.hasAttribute("data-wide"), true);
  assert.ok(["#fbfaf7", "#12171c"].includes(layer.style.getPropertyValue("--st-background-color")));
  assert.equal(shownEarly(), true);
  assert.equal(document.title, "Checkout – Debrief");
  t.mock.timers.tick(60_000);
  assert.notEqual(stage(), null, "while Streamlit has not begun the room can be used");
});

test("when the page is drawn both are in it, alive, and nothing is left over it", (t) => {
  opened(t);
  const before = stage()?.querySelector(".board-place > div")?.shadowRoot?.querySelector("input");
  streamlit("running", "st-key-board-pm1");
  const board = mount("board");
  const clock = mount("clock");
  t.mock.timers.tick(LOOK_MS * 3);
  assert.notEqual(stage(), null, "the script runs: more of the page is to come");
  document.querySelector("[data-test-script-state]")?.setAttribute("data-test-script-state", "notRunning");
  t.mock.timers.tick(LOOK_MS);
  assert.equal(stage(), null);
  assert.equal(shownEarly(), false);
  assert.deepEqual([inputs(board.place), inputs(clock.place)], [1, 1]);
  assert.equal(board.place.querySelector("div")?.shadowRoot?.querySelector("input"), before);
  assert.ok(!said.some((line) => line.startsWith("destroy")));
  assert.ok(said.includes("update board"), "the theme is read anew");
  board.cleanUp();
  assert.equal(board.place.childElementCount, 0);
});

test("a bar that does not come holds the board up for a moment only, and is drawn anew later", (t) => {
  opened(t);
  streamlit("running", "st-key-board-pm1");
  const board = mount("board");
  t.mock.timers.tick(MOVE_WAIT_MS + LOOK_MS);
  assert.equal(stage(), null);
  assert.equal(inputs(board.place), 1);
  assert.ok(said.includes("destroy clock"));
  const { place } = mount("clock");
  assert.equal(place.querySelectorAll("input").length, 1);
});

test("nobody is moved while an input method composes", (t) => {
  opened(t);
  streamlit("notRunning", "st-key-board-pm1");
  stage()?.dispatchEvent(new Event("compositionstart"));
  const board = mount("board");
  mount("clock");
  t.mock.timers.tick(MOVE_WAIT_MS * 3);
  assert.equal(inputs(board.place), 0);
  stage()?.dispatchEvent(new Event("compositionend"));
  t.mock.timers.tick(LOOK_MS);
  assert.equal(inputs(board.place), 1);
});

test("a page that was drawn without a board takes it away: a refusal, an error, a review", (t) => {
  opened(t);
  streamlit("notRunning", "st-key-review-pm1");
  t.mock.timers.tick(UNMOUNTED_MS);
  assert.notEqual(stage(), null);
  t.mock.timers.tick(LOOK_MS * 2);
  assert.equal(stage(), null);
  assert.equal(shownEarly(), false);
  assert.deepEqual(said.sort(), ["destroy board", "destroy clock"]);
});

test("a board that the page names but has not mounted yet is waited for", (t) => {
  opened(t);
  streamlit("notRunning", "st-key-board-pm1");
  t.mock.timers.tick(UNMOUNTED_MS * 20);
  assert.notEqual(stage(), null);
});

test("a script that runs again begins the wait anew", (t) => {
  opened(t);
  for (const state of ["notRunning", "running", "notRunning"]) {
    streamlit(state);
    t.mock.timers.tick(UNMOUNTED_MS - LOOK_MS);
  }
  assert.notEqual(stage(), null);
});

test("another page, and another meeting, are shown at once", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  for (const address of ["/summary?pm=pm1", "/room?pm=pm2", "/"]) {
    history.replaceState(null, "", "/room?pm=pm1");
    new Stage(data);
    history.replaceState(null, "", address);
    t.mock.timers.tick(LOOK_MS);
    assert.equal(stage(), null, address);
  }
});

test("what Streamlit adds to the address is no other page", (t) => {
  history.replaceState(null, "", "/room?pm=pm1&field=actions");
  opened(t);
  history.replaceState(null, "", "/room?pm=pm1");
  t.mock.timers.tick(LOOK_MS);
  assert.notEqual(stage(), null);
});

test("another epoch is drawn anew and the early one is gone, with one board on the page", (t) => {
  opened(t);
  streamlit("notRunning", "st-key-board-pm1");
  const { place } = mount("board", 2);
  assert.equal(stage(), null);
  assert.equal(place.querySelectorAll("input").length, 1);
  assert.deepEqual(said.sort(), ["destroy board", "destroy clock"]);
});

test("a place that is taken away again before the move leaves none behind", (t) => {
  opened(t);
  streamlit("running", "st-key-board-pm1");
  mount("board").cleanUp();
  assert.equal(stage(), null);
  assert.equal(shownEarly(), false);
  const { place } = mount("board");
  assert.equal(place.querySelectorAll("input").length, 1);
});
