// How the modules hang together: no module imports itself by way of others, and no folder is too large to be read.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const SOURCE = "src/";
const MAX_FILES = 26;

const modules = readdirSync(SOURCE, { recursive: true })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts") && path !== "__tests__/architecture.test.ts");

/** "board/board" and "../shared/dom" are "shared/dom". */
function resolve(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return `${parts.join("/")}.ts`;
}

/** What a module imports of its own project, types too: a circle of types is read as a circle. */
function importsOf(path: string, source = readFileSync(SOURCE + path, "utf8")): string[] {
  const found = [...source.matchAll(/^(?:import|export)\b[^;"]*?(?:from )?"(\.[^"]+)";/gm)];
  return found.map(([, specifier = ""]) => resolve(path, specifier)).filter((target) => !target.endsWith(".json.ts"));
}

/** The first circle, as the modules along it; null when there is none. */
function circle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (module: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(module)) return [...trail.slice(trail.indexOf(module)), module];
    if (done.has(module)) return null;
    for (const next of graph.get(module) ?? []) {
      const found = visit(next, [...trail, module]);
      if (found) return found;
    }
    done.add(module);
    return null;
  };
  for (const module of graph.keys()) {
    const found = visit(module, []);
    if (found) return found;
  }
  return null;
}

test("imports are found whatever they are written like", () => {
  const source = `import "./a";
import { b } from "../x/b";
import type { C } from "./c";
export { d } from "./d";
import {
  e,
} from "./deep/e";
import yjs from "yjs";
const notAnImport = "./f";
`;
  assert.deepEqual(importsOf("y/me.ts", source), ["y/a.ts", "x/b.ts", "y/c.ts", "y/d.ts", "y/deep/e.ts"]);
});

test("a circle is named from its first module back to it", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["c", []],
    ["d", ["b"]],
  ]);
  assert.deepEqual(circle(graph), ["b", "d", "b"]);
  assert.equal(circle(new Map([["a", ["b"]]])), null);
});

test("no module imports itself by way of others", () => {
  const graph = new Map(modules.map((path) => [path, importsOf(path)]));
  for (const [path, targets] of graph)
    for (const target of targets) assert.ok(graph.has(target) || target.endsWith(".d.ts"), `${path} imports ${target}`);
  assert.equal(circle(graph), null);
});

test("no production module imports a test or what only tests need", () => {
  const production = modules.filter((path) => !path.includes("__tests__/") && !path.startsWith("testing/"));
  for (const path of production)
    for (const target of importsOf(path))
      assert.ok(!target.includes("__tests__/") && !target.startsWith("testing/"), `${path} imports ${target}`);
});

test("the foundations import nothing of what stands on them", () => {
  const foundations = ["shared", "time", "document"];
  const allowed = new Set([...foundations, "style"]);
  for (const path of modules.filter((module) => foundations.includes(module.split("/")[0] ?? ""))) {
    if (path.includes("__tests__/")) continue;
    for (const target of importsOf(path)) {
      const folder = target.split("/")[0] ?? "";
      assert.ok(allowed.has(folder) || TYPES_ONLY.has(target), `${path} imports ${target}`);
    }
  }
});

/** Shapes without code, which the foundations may name. */
const TYPES_ONLY = new Set(["connection/connection.ts", "connection/protocol.ts"]);

test("no folder holds more files than can be read at once", () => {
  const count = new Map<string, number>();
  for (const path of modules) {
    const folder = path.split("/").slice(0, -1).join("/");
    count.set(folder, (count.get(folder) ?? 0) + 1);
  }
  for (const [folder, files] of count) assert.ok(files <= MAX_FILES, `${folder} holds ${files} files`);
});
