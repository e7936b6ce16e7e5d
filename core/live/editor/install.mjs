// Installs what the lock files name, unless it is there: run before each script, so that nobody has to remember it. One
// file names what is bundled and tested, the one in packing what makes the result small.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folders = [here, join(here, "packing")];
const packagesIn = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : {});

// npm writes its own list last, so it stands there only after a whole installation, without the packages that are for
// other systems. What the lists say is compared and not their times: a fresh copy of the sources is newer than packages
// that are shared with another copy, and `npm ci` empties their folder before it fills it.
function isInstalled(folder) {
  const { "": _, ...wanted } = packagesIn(join(folder, "package-lock.json"));
  const there = packagesIn(join(folder, "node_modules", ".package-lock.json"));
  const same = (name) => JSON.stringify(there[name]) === JSON.stringify(wanted[name]);
  return Object.keys(there).every(same) && Object.keys(wanted).every((name) => wanted[name].optional || same(name));
}

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
for (const cwd of folders.filter((folder) => !isInstalled(folder)))
  execFileSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd, stdio: ["ignore", 2, 2] });
