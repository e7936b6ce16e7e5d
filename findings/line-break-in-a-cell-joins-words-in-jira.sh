#!/usr/bin/env bash
# marklassian 1.2.1 (Markdown to the document format of Jira and Confluence): a cell of a table with two lines. In GitHub's
# tables <br> is the only way to write one.
#
# What one would guess: a hardBreak, as it makes of two spaces or a backslash at a line's end; at worst the text "<br>".
# What happens: tags are dropped and nothing stands in their place, so the last word of a line and the first of the next are
# one word: "disk full<br>paged Ada" becomes "disk fullpaged Ada". The same outside of tables.
#
# Looked for on 2026-12-01: its description lists "Paragraphs and line breaks" and "Tables" as supported; no issue names it.
# A space behind the tag ("disk full<br> paged Ada") keeps the words apart and changes nothing where <br> is understood.
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund marklassian@1.2.1 >/dev/null 2>&1
cat > convert.mjs <<'JAVASCRIPT'
import { markdownToAdf } from "marklassian";

const words = (node) => node.text ?? (node.type === "hardBreak" ? "|" : (node.content ?? []).map(words).join(""));
const SAMPLES = [
  ["| What |\n| --- |\n| disk full<br>paged Ada |", "Whatdisk fullpaged Ada"],
  ["disk full<br>paged Ada", "disk fullpaged Ada"],
  ["disk full<br> paged Ada", "disk full paged Ada"],
  ["disk full  \npaged Ada", "disk full|paged Ada"],
  ["disk full\\\npaged Ada", "disk full|paged Ada"],
];
let changed = false;
for (const [written, expected] of SAMPLES) {
  const read = words(markdownToAdf(written));
  console.log(`${JSON.stringify(written)} -> ${read}`);
  changed ||= read !== expected;
}
process.exit(changed ? 1 : 0);
JAVASCRIPT
node convert.mjs
