// Pasted text as lines, without the signs of a list. Pure. Not here: what a line says (paste_parser).
import { pastedText } from "../shared/pasted_text";
import { joinQuotedCells } from "./quoted_cells";

const BULLET = /^(?:[-*+•‣◦▪●·–—∙⁃■□▫◆❖♦➢►▸○⦿\uf0b7\uf0a7]|\d{1,3}[.)]|\(\d{1,3}\)|[a-zA-Z]\))\s+(?=\S)/u;
/** Word's bullets of a second and third level are letters of other fonts: they count with the gap that it writes. */
const LETTER_BULLET = /^[o§Øüvq](?:\t[^\S\t]*|[ \u00a0]{2,})(?=[^\s][^\t]*$)/u;
const CHECKBOX = /^(?:\[([ xX✓✔])\]|([☐☑☒✓✔✅⬜🔲])\ufe0f?)\s+/u;
const OPEN_BOXES = " ☐⬜🔲";

/** The lines of a text that hold anything, without what cannot be stored. */
export function splitLines(text: string): string[] {
  return pastedText(joinQuotedCells(text))
    .split("\n")
    .filter((line) => line.trim() !== "");
}

/** A line without its bullet, number or box, and whether the box was ticked. */
export function withoutListMarker(line: string): { text: string; ticked: boolean } {
  const unmarked = line.trim().replace(BULLET, "").replace(LETTER_BULLET, "");
  const box = CHECKBOX.exec(unmarked);
  const sign = box?.[1] ?? box?.[2] ?? " ";
  return { text: unmarked.slice(box?.[0].length ?? 0).trim(), ticked: !OPEN_BOXES.includes(sign) };
}

/** Whether a line begins with the sign of a list. */
export function hasListMarker(line: string): boolean {
  return withoutListMarker(line).text !== line.trim();
}
