#!/usr/bin/env bash
# @tryfabric/mack 1.2.1 (Markdown to Slack's Block Kit): Markdown in which a sign is escaped by a backslash, as every careful
# writer of Markdown does with what people typed.
#
# What one would guess: the backslash goes and the sign stays, as CommonMark says; at worst both stay.
# What happens: both go. "5 \< 6" becomes "5  6", "C:\\temp" becomes "C:temp", "rate\[5m\]" becomes "rate5m", and nothing tells it.
# The same sign without a backslash is kept. @tryfabric/martian 1.2.4, by the same makers for Notion, keeps it.
#
# Looked for on 2026-12-01: not in its list of what is not supported, and in no issue.
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tryfabric/mack@1.2.1 @tryfabric/martian@1.2.4 >/dev/null 2>&1
cat > convert.mjs <<'JAVASCRIPT'
import mack from "@tryfabric/mack";
import martian from "@tryfabric/martian";

// What is written, what it says, and what mack makes of it.
const SAMPLES = [
  ["5 \\< 6", "5 < 6", "5  6"],
  ["C:\\\\temp", "C:\\temp", "C:temp"],
  ["rate\\[5m\\] \\* 2", "rate[5m] * 2", "rate5m  2"],
  ["**2\\*3**", "2*3", "*23*"],
  ["rate[5m] * 2", "rate[5m] * 2", "rate[5m] * 2"],
];
let changed = false;
for (const [written, says, expected] of SAMPLES) {
  const slack = (await mack.markdownToBlocks(written)).map((block) => block.text.text).join("");
  const notion = martian.markdownToBlocks(written)[0].paragraph.rich_text.map((part) => part.text.content).join("");
  console.log(`${written} -> Slack: ${slack} | Notion: ${notion}`);
  changed ||= slack !== expected || notion !== says;
}
process.exit(changed ? 1 : 0);
JAVASCRIPT
node convert.mjs
