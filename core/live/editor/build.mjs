// Builds the one bundle that the pages load, byte for byte the same on every machine.
//
//   node build.mjs           writes dist/board.<hash>.js, dist/manifest.json, dist/licences.txt
//   node build.mjs --out X   writes the same into the folder X, to compare with what is committed
//   node build.mjs --tests   writes build/tests/*.test.js for `node --test`
//
// The result is committed: who runs Debrief needs no Node. Nothing here may depend on the time, the
// place or the order in which a disk lists its files.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const common = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

async function bundle() {
  const result = await build({
    ...common,
    entryPoints: ["src/main.ts"],
    minify: true,
    target: ["es2022"],
    write: false,
    metafile: true,
    outdir: "dist",
  });
  const code = result.outputFiles[0].contents;
  const name = `board.${createHash("sha256").update(code).digest("hex").slice(0, 12)}.js`;
  const named = process.argv.indexOf("--out");
  const dist = named < 0 ? join(here, "dist") : resolve(process.argv[named + 1]);
  mkdirSync(dist, { recursive: true });
  for (const old of readdirSync(dist)) {
    if (/^board\..*\.js$/.test(old) && old !== name) rmSync(join(dist, old));
  }
  writeFileSync(join(dist, name), code);
  writeFileSync(join(dist, "manifest.json"), `${JSON.stringify({ board: name })}\n`);
  writeFileSync(join(dist, "licences.txt"), licences(packagesIn(result.metafile)));
  process.stdout.write(`${name}  ${(code.length / 1024).toFixed(0)} KiB\n`);
}

// The folders of the packages whose code ended up in the bundle, sorted by name.
function packagesIn(metafile) {
  const used = new Set();
  for (const output of Object.values(metafile.outputs)) {
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
    alias: { "happy-dom": join(here, "node_modules", "happy-dom", "lib", "index.js") },
    external: ["ws"], // a network for it, as a package of the older kind
    target: ["node20"],
    outdir: "build/tests",
    // Shared by all tests, so that Node reads Yjs and CodeMirror once and not once for each of them.
    splitting: true,
    chunkNames: "chunks/[name].[hash]",
  });
}

await (process.argv.includes("--tests") ? tests() : bundle());
