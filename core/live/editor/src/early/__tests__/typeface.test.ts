// Text in a typeface of the computer until the page's own is here: asked for after the scripts, shown when nobody types.
import "../../testing/dom";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const { REST_MS } = await import("../../shared/typing_rest");
const { LateTypeface, SCRIPTS_HERE, TYPEFACE_MS } = await import("../typeface");

const OURS = '"Source Sans",sans-serif';
let asked: string[] = [];
let arrive: () => void = () => undefined;
let lost = false;
let now = 1_000_000;
performance.now = () => now;

function withFonts(): void {
  const load = (font: string): Promise<unknown[]> => {
    asked.push(font);
    return new Promise((done, fail) => {
      arrive = () => (lost ? fail(new Error("no network")) : done([]));
    });
  };
  Object.defineProperty(document, "fonts", { value: { load }, configurable: true });
}

function layerWith(font: string): HTMLElement {
  const layer = document.createElement("div");
  layer.style.setProperty("--st-font", font);
  document.body.append(layer);
  return layer;
}

const shown = (layer: HTMLElement): string => layer.style.getPropertyValue("--st-font");
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

beforeEach(() => {
  now += 60_000;
  asked = [];
  lost = false;
  document.body.replaceChildren();
  document.documentElement.removeAttribute(SCRIPTS_HERE);
  withFonts();
});

test("it is asked for when the scripts are there, and text is seen before", async () => {
  const layer = layerWith(OURS);
  const typeface = new LateTypeface(layer);
  typeface.look();
  assert.deepEqual([shown(layer), asked], ["sans-serif", []]);
  document.documentElement.setAttribute(SCRIPTS_HERE, "");
  typeface.look();
  typeface.look();
  assert.deepEqual(asked, [`1rem ${OURS}`], "once");
  assert.equal(shown(layer), "sans-serif");
  arrive();
  await settled();
  assert.equal(shown(layer), OURS);
});

test("scripts that do not come do not keep it away", () => {
  const typeface = new LateTypeface(layerWith(OURS));
  now += TYPEFACE_MS;
  typeface.look();
  assert.equal(asked.length, 1);
});

test("who types gets it at the next rest", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  document.documentElement.setAttribute(SCRIPTS_HERE, "");
  const layer = layerWith(OURS);
  new LateTypeface(layer);
  document.dispatchEvent(new Event("keydown"));
  arrive();
  await settled();
  assert.equal(shown(layer), "sans-serif");
  now += REST_MS;
  t.mock.timers.tick(REST_MS);
  assert.equal(shown(layer), OURS);
});

test("one that cannot be loaded is left to the browser, which asks again", async () => {
  document.documentElement.setAttribute(SCRIPTS_HERE, "");
  const layer = layerWith(OURS);
  lost = true;
  new LateTypeface(layer);
  arrive();
  await settled();
  assert.equal(shown(layer), OURS);
});

test("a stage that went changes nothing any more", async () => {
  document.documentElement.setAttribute(SCRIPTS_HERE, "");
  const layer = layerWith(OURS);
  new LateTypeface(layer).stop();
  arrive();
  await settled();
  assert.equal(shown(layer), "sans-serif");
});

for (const [font, first] of [
  ["Inter, 'Open Sans', sans-serif", "'Open Sans', sans-serif"],
  ["'A, B', serif", "'A, B', serif"],
  ["sans-serif", "sans-serif"],
  ["", ""],
] as const)
  test(`${JSON.stringify(font)} begins as ${JSON.stringify(first)}`, () => {
    const layer = layerWith(font);
    new LateTypeface(layer);
    assert.equal(shown(layer), first);
  });
