// Reads the shared document as plain text: everything that people wrote, field by field, and single facts. Unknown
// keys and invalid values are ignored. Not here: writing, drawing.
import * as Y from "yjs";
import { lineValue } from "./line_text";
import { rowsIn, rowsRoot } from "./rows_model";

/** A run of words somebody wrote, and the field it stands in. */
export interface TextPiece {
  field: string;
  text: string;
}

export function fact(doc: Y.Doc, key: string): unknown {
  return doc.getMap("facts").get(key);
}

export function textFact(doc: Y.Doc, key: string): string {
  return lineValue(fact(doc, key)).trim();
}

/** The values of a set such as the services. */
export function setFact(doc: Y.Doc, key: string): string[] {
  const value = fact(doc, key);
  if (!(value instanceof Y.Map)) return [];
  return [...value.entries()]
    .filter(([, on]) => on === true)
    .map(([name]) => name)
    .sort();
}

/** All words in the document. Works on one whose roots nobody has opened yet. */
export function textPieces(doc: Y.Doc): TextPiece[] {
  const found: TextPiece[] = [];
  const add = (field: string, text: unknown): void => {
    if (typeof text === "string" && text.trim() !== "") found.push({ field, text: text.trim() });
  };
  for (const name of [...doc.share.keys()].sort()) {
    const field = name.slice(5);
    if (name.startsWith("text:")) add(field, doc.getText(name).toString());
    if (!name.startsWith("rows:")) continue;
    for (const row of rowsIn(rowsRoot(doc, field))) {
      add(field, row.text.toString());
      for (const key of ["who", "owner", "done_when", "link"]) add(field, lineValue(row.map.get(key)));
    }
  }
  for (const key of ["title", "tracker"]) add(key, textFact(doc, key));
  return found;
}

/** The pieces of an older copy whose words stand nowhere in the document of today. */
export function missingFrom(today: Y.Doc, older: readonly TextPiece[]): TextPiece[] {
  const here = textPieces(today).map((piece) => piece.text);
  return older.filter((piece) => !here.some((text) => text.includes(piece.text)));
}
