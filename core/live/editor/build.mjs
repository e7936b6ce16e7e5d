// Builds what the pages load, byte for byte the same on every machine.
//
//   node build.mjs           writes dist/: each entry, each file it shares or loads later, all with a hash of their content
//                            in the name and a copy in Brotli and in gzip beside; manifest.json, licences.txt
//   node build.mjs --out X   writes the same into the folder X, to compare with what is committed
//   node build.mjs --tests   writes build/tests/*.test.js for `node --test`
//
// The result is committed: who runs Debrief needs no Node. Nothing here may depend on the time, the
// place or the order in which a disk lists its files.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { copiesOf, PACKED_AS, shortened } from "./packing/pack.mjs";
import { instead, withoutUnused } from "./unused_code.mjs";

const here = dirname(fileURLToPath(import.meta.url));
// Style sheets stand in the source as plain texts, which `minify` leaves as they are.
const STYLE_SHEET = /(const \w*css = )`([^`$\\]*)`/gi;
const smallStyles = {
  name: "small styles",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [whole, start, css] of contents.matchAll(STYLE_SHEET)) {
        const { code } = await transform(css, { loader: "css", minify: true, charset: "utf8" });
        contents = contents.replace(whole, () => start + JSON.stringify(code.trim()));
      }
      return { contents, loader: "ts" };
    }),
};
const common = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  // A linked node_modules builds the same bytes as one that stands here.
  preserveSymlinks: true,
  alias: instead,
  plugins: withoutUnused,
};

// What the pages mount, by the file that holds it: tests/live/editor/test_bundle.py compares it with what they ask for.
// Two entries and one file for later are few sets of what is shared, and so few files: each is a request.
const ENTRIES = {
  room: ["board", "clock", "signal"],
  screens: ["present", "review", "screen_signal"],
};
// Streamlit's page mounts these once it has started: their file has been asked for long before (page.js).
const LATE = { later: ["buttons", "extras", "who"] };
// Also on pages without a meeting, and so small that it brings what it shares along.
const ALONE = { copy_link: ["copy_link"] };

async function bundle() {
  const options = {
    ...common,
    plugins: [...common.plugins, smallStyles],
    minify: true,
    banner: { js: PACKED_AS },
    target: ["es2022"],
    write: false,
    metafile: true,
    outdir: "dist",
    entryNames: "[name].[hash]",
    chunkNames: "[name].[hash]",
  };
  const points = (entries) => Object.keys(entries).map((name) => `src/entries/${name}.ts`);
  const built = [
    await build({ ...options, entryPoints: points(ENTRIES), splitting: true }),
    await build({ ...options, entryPoints: points(ALONE) }),
  ];
  const scripts = new Map();
  for (const { path, contents } of built.flatMap(({ outputFiles }) => outputFiles))
    scripts.set(basename(path), await shortened(contents));
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
  const named = process.argv.indexOf("--out");
  await write(named < 0 ? join(here, "dist") : resolve(process.argv[named + 1]), scripts, outputs);
  const bytes = [...scripts.values()].reduce((sum, code) => sum + code.length, 0);
  process.stdout.write(`${scripts.size} files  ${(bytes / 1024).toFixed(0)} KiB\n`);
}

async function write(dist, scripts, outputs) {
  const files = new Map(scripts);
  for (const [name, code] of scripts)
    for (const [ending, copy] of Object.entries(await copiesOf(code, name, join(here, "dist"))))
      files.set(`${name}.${ending}`, copy);
  files.set("manifest.json", `${JSON.stringify(manifest(outputs), null, 1)}\n`);
  files.set("licences.txt", licences(packagesIn(outputs)));
  mkdirSync(dist, { recursive: true });
  for (const [name, content] of files) writeFileSync(join(dist, name), content);
  for (const old of readdirSync(dist)) if (!files.has(old)) rmSync(join(dist, old));
}

// components: which entry or late part holds what a page mounts; entries: an entry's file, then all that it needs at once; late: the
// same for what is loaded later.
function manifest(outputs) {
  const components = {};
  const entries = {};
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    const entry = /^src\/entries\/(\w+)\.ts$/.exec(entryPoint ?? "")?.[1];
    if (!entry) continue;
    for (const name of { ...ENTRIES, ...ALONE }[entry]) components[name] = entry;
    entries[entry] = staticImports(outputs, path).map((name) => basename(name));
  }
  const late = {};
  for (const [part, names] of Object.entries(LATE)) for (const name of names) components[name] = part;
  for (const { imports } of Object.values(outputs))
    for (const { path, kind } of imports)
      if (kind === "dynamic-import")
        late[basename(path).split(".")[0]] = staticImports(outputs, path).map((name) => basename(name));
  return {
    components: sorted(components),
    entries: sorted(entries),
    late: sorted(late),
  };
}

function staticImports(outputs, path, found = []) {
  if (found.includes(path)) return found;
  found.push(path);
  for (const { path: next, kind } of outputs[path].imports)
    if (kind === "import-statement") staticImports(outputs, next, found);
  return found;
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

// The folders of the packages whose code ended up in the bundle, sorted by name.
function packagesIn(outputs) {
  const used = new Set();
  for (const output of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const found = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
      if (found && bytesInOutput > 0) used.add(path.slice(0, found.index + found[0].length - 1));
    }
  }
  return [...used].sort();
}

function licences(folders) {
  const parts = ["Debrief's browser bundle contains code of these packages. We are grateful for them.\n"];
  for (const folder of folders) {
    const meta = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const file = readdirSync(join(here, folder))
      .sort()
      .find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${meta.name} has no licence file: look at it before bundling it`);
    const text = readFileSync(join(here, folder, file), "utf8")
      .replaceAll("\r\n", "\n")
      .trim();
    parts.push(`${"-".repeat(80)}\n${meta.name} ${meta.version} (${meta.license})\n\n${text}\n`);
  }
  return parts.join("\n");
}

// Each test module is built beside the others as "<folder>.<module>.test.js", so that `node --test` needs no deep glob.
async function tests() {
  const source = join(here, "src");
  const entries = readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith(".test.ts"))
    .sort();
  const out = join(here, "build", "tests");
  if (existsSync(out)) rmSync(out, { recursive: true });
  await build({
    ...common,
    entryPoints: entries.map((name) => ({
      in: join("src", name),
      out: name.replace(/\.ts$/, "").replaceAll(sep, "/").replaceAll("/__tests__/", ".").replaceAll("/", "."),
    })),
    platform: "node",
    // In one file with the rest: Node takes 0.3 s to read its 500 modules, for each of the tests that draw something.
    // tsconfig.json points its types elsewhere, which is no place to find code.
    alias: { ...common.alias, "happy-dom": join(here, "node_modules", "happy-dom", "lib", "index.js") },
    external: ["ws"], // a network for it, as a package of the older kind
    target: ["node20"],
    outdir: "build/tests",
    // Shared by all tests, so that Node reads Yjs and CodeMirror once and not once for each of them.
    splitting: true,
    chunkNames: "chunks/[name].[hash]",
  });
}

await (process.argv.includes("--tests") ? tests() : bundle());
