// The theme is the one that Streamlit will show a second later.
import "../../testing/dom";
import assert from "node:assert/strict";
import { test } from "node:test";

const { themeChoice, themeKey } = await import("../theme_choice");

const choice = (stored: string | null, dark: boolean, search = ""): string =>
  themeChoice(
    { pathname: "/room", search },
    (key) => (key === themeKey("/room") ? stored : null),
    () => dark,
  );

test("what somebody chose counts before the computer's setting", () => {
  assert.equal(choice('"Dark"', false), "dark");
  assert.equal(choice('"Light"', true), "light");
});

test("without a choice, or with one that means nothing, it is the computer's", () => {
  for (const stored of [null, '"System"', "Dark", "{", '{"name":"Dark"}']) {
    assert.equal(choice(stored, true), "dark");
    assert.equal(choice(stored, false), "light");
  }
});

test("the address counts most", () => {
  assert.equal(choice('"Dark"', true, "?pm=1&embed_options=light_theme"), "light");
  assert.equal(choice('"Light"', false, "?embed_options=show_padding&embed_options=dark_theme"), "dark");
});

test("a browser that keeps nothing is asked for its setting", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("SecurityError");
    },
  });
  assert.equal(
    themeChoice({ pathname: "/room", search: "" }, undefined, () => true),
    "dark",
  );
});
