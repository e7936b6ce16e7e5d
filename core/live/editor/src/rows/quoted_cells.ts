// Cells of a spreadsheet that hold line breaks: it puts them between quotes when they are copied, and doubles the quotes
// in them. Here they become one line again. Pure, and linear in the text. Not here: what a cell says (paste_parser).

/** The text with each such cell as it was, its line breaks as spaces. Text that is no table stays as it is. */
export function joinQuotedCells(text: string): string {
  if (!text.includes('"') || !isTable(text)) return text;
  const pieces: string[] = [];
  let from = 0;
  let at = text.indexOf('"');
  while (at >= 0) {
    const end = begins(text, at) ? closingQuote(text, at) : at;
    if (end < 0) break; // nothing closes any more
    const inside = end > at && endsCell(text, end) ? text.slice(at + 1, end) : "";
    if (inside.includes('""') || /[\n\r]/.test(inside)) {
      pieces.push(text.slice(from, at), inside.replaceAll('""', '"').replace(/[\n\r]+/g, " "));
      from = end + 1;
    }
    at = text.indexOf('"', end + 1);
  }
  return pieces.join("") + text.slice(from);
}

/** Cells stand between tabs; in a column alone, a spreadsheet ends rows with two signs and lines in a cell with one. */
function isTable(text: string): boolean {
  return text.includes("\t") || (text.includes("\r\n") && /(?:^|[^\r])\n/.test(text));
}

const begins = (text: string, at: number): boolean => at === 0 || /[\t\n\r]/.test(text[at - 1] ?? "");
const endsCell = (text: string, end: number): boolean =>
  end + 1 === text.length || /[\t\n\r]/.test(text[end + 1] ?? "");

/** The place of the quote that closes the one at `at`, -1 for none; two quotes together are one sign of the cell. */
function closingQuote(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}
