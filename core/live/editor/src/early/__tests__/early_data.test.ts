// What the page's own element says, and every way in which it may say nothing.
import "../../testing/dom";
import assert from "node:assert/strict";
import { test } from "node:test";

const { earlyData } = await import("../early_data");

const CONNECTION = { pm: "pm1", epoch: 1, socket: "live/ws/pm1" };
const WHOLE = {
  board: { ...CONNECTION, sections: [], zone: "" },
  clock: { ...CONNECTION, title: "Checkout" },
  wide: false,
  themes: { light: { "--st-text-color": "#1f2a37" }, dark: {} },
};

function pageWith(content: string | null): Document {
  const page = document.implementation.createHTMLDocument("");
  if (content !== null) {
    const element = page.createElement("script");
    element.id = "debrief-room";
    element.type = "application/json";
    element.textContent = content;
    page.head.append(element);
  }
  return page;
}

test("the data are those of the page, in the zone of this browser", () => {
  const found = earlyData(pageWith(JSON.stringify(WHOLE)));
  assert.deepEqual(found, {
    ...WHOLE,
    board: { ...WHOLE.board, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  });
});

test("the data are taken out of the page, whether they can be used or not", () => {
  for (const content of [JSON.stringify(WHOLE), "{"]) {
    const page = pageWith(content);
    earlyData(page);
    assert.equal(page.getElementById("debrief-room"), null);
    assert.equal(earlyData(page), null);
  }
});

test("signs that are written as numbers are what they stand for", () => {
  const title = "</script><!-- & \u2028";
  const text = JSON.stringify({ ...WHOLE, clock: { ...WHOLE.clock, title } }).replace(/[<>&\u2028]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  assert.equal(earlyData(pageWith(text))?.clock.title, title);
});

test("a page without data, and one whose data are no data, begin with Streamlit", () => {
  const broken = [null, "", "{", "null", "[]", "{}", '"words"', JSON.stringify({ board: WHOLE.board })];
  const halves = [
    { ...WHOLE, board: { ...WHOLE.board, pm: 1 } },
    { ...WHOLE, board: { ...WHOLE.board, epoch: "1" } },
    { ...WHOLE, clock: { title: "Checkout" } },
    { ...WHOLE, themes: { light: {} } },
    { ...WHOLE, themes: undefined },
  ];
  for (const content of [...broken, ...halves.map((half) => JSON.stringify(half))])
    assert.equal(earlyData(pageWith(content)), null, String(content));
});
