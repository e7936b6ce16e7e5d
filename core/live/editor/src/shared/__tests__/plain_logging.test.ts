import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as logging from "../plain_logging";

/** What `act` says through this function of the console. */
function said(name: "info" | "warn", act: () => void): unknown[][] {
  const heard: unknown[][] = [];
  // biome-ignore lint/suspicious/noConsole: it is what the module writes to
  const before = console[name];
  console[name] = (...words: unknown[]) => void heard.push(words);
  try {
    act();
  } finally {
    console[name] = before;
  }
  return heard;
}

test("what stands for a colour is left out, everything else is said in order", () => {
  const heard = said("info", () => {
    logging.print(logging.ORANGE, logging.BOLD, "[yjs] ", logging.UNBOLD, "changed", 0, { a: 1 });
  });
  assert.deepEqual(heard, [["[yjs] ", "changed", 0, { a: 1 }]]);
});

test("a warning is a warning", () => {
  assert.deepEqual(
    said("warn", () => logging.warn("not the same document")),
    [["not the same document"]],
  );
});

test("everything that Yjs uses of it is there", () => {
  const source = readFileSync("node_modules/yjs/dist/yjs.mjs", "utf8");
  const used = new Set([...source.matchAll(/\blogging\.(\w+)/g)].map(([, name]) => name ?? ""));
  assert.ok(used.size > 1);
  for (const name of used) assert.ok(name in logging, name);
});
