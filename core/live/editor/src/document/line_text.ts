// Lines that several people type into at once (an owner, who, "done when", the tracker): one Y.Text under a key of a
// map. Here: reading such a value in whatever shape it was stored, and making the text where an older document holds a
// plain string or nothing. Not here: DOM, inputs.
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** The keys of each list that are lines; a new row is born with their texts. As core/document/schema.py has them. */
const LINES: Record<string, readonly string[]> = { timeline: ["who"], actions: ["owner", "done_when", "link"] };

export function lineKeys(field: string): readonly string[] {
  return LINES[field] ?? [];
}

/** The words of a line, stored as text or, by an older version, as a plain string. */
export function lineValue(value: unknown): string {
  if (value instanceof Y.Text) return value.toString();
  return typeof value === "string" ? value : "";
}

const TYPE = 7;
const STRING = 4;
const HAS_ORIGIN = 0x80;
const HAS_SUB = 0x20;
const Y_TEXT = 2;

/**
 * The text under `key`, made when it is not there yet, with the words of a plain string that stands there.
 *
 * Two browsers may do this at the same moment, and each may go on typing before it hears of the other. So both make
 * the very same items: the name they are made under comes from the item that they replace. Merged, they are one text
 * with its words once, and nothing typed into it is lost.
 */
export function ensureLineText(doc: Y.Doc, map: Y.Map<unknown>, key: string): Y.Text {
  const existing = map.get(key);
  if (existing instanceof Y.Text) return existing;
  Y.applyUpdate(doc, conversionUpdate(map, key, lineValue(existing)), CONVERSION_ORIGIN);
  const converted = map.get(key);
  if (!(converted instanceof Y.Text)) throw new RangeError(`no text under ${key}`);
  return converted;
}

/** The origin of a conversion: undo does not follow it. */
const CONVERSION_ORIGIN = "a line became text";

function conversionUpdate(map: Y.Map<unknown>, key: string, text: string): Uint8Array {
  const left = map._map.get(key)?.lastId ?? null;
  const parent = map._item?.id ?? null;
  const root = parent ? "" : Y.findRootTypeKey(map);
  const client = clientIdFor([root, idText(parent), key, idText(left), text].join("\n"));
  const encoder = encoding.createEncoder();
  const id = (of: Y.ID): void => {
    encoding.writeVarUint(encoder, of.client);
    encoding.writeVarUint(encoder, of.clock);
  };
  encoding.writeVarUint(encoder, 1); // clients
  encoding.writeVarUint(encoder, text === "" ? 1 : 2); // structs
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, 0); // from this clock on
  encoding.writeUint8(encoder, TYPE | HAS_SUB | (left ? HAS_ORIGIN : 0));
  if (left) id(left);
  else {
    encoding.writeVarUint(encoder, parent ? 0 : 1);
    if (parent) id(parent);
    else encoding.writeVarString(encoder, root);
    encoding.writeVarString(encoder, key);
  }
  encoding.writeVarUint(encoder, Y_TEXT);
  if (text !== "") {
    encoding.writeUint8(encoder, STRING);
    encoding.writeVarUint(encoder, 0); // the parent is an item: the text just made
    id({ client, clock: 0 } as Y.ID);
    encoding.writeVarString(encoder, text);
  }
  encoding.writeVarUint(encoder, 0); // nothing is deleted: what is replaced goes by itself
  return encoding.toUint8Array(encoder);
}

const idText = (id: Y.ID | null): string => (id ? `${id.client}:${id.clock}` : "-");

// 53 bits, above the 32 that Yjs draws its own names from, so that the two never meet.
function clientIdFor(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 13;
    high = (high + (low >>> 7)) | 0;
  }
  high = Math.imul(high ^ (high >>> 15), 0x2c1b3c6d) ^ (low >>> 11);
  low = Math.imul(low ^ (low >>> 16), 0xc2b2ae35) ^ (high >>> 9);
  return 2 ** 52 + ((high >>> 0) & 0xfffff) * 2 ** 32 + (low >>> 0);
}
