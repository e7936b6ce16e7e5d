// The pictures that a row of the timeline names: two keys each, so that two people can add one at the same moment and
// undo takes back one's own. The pictures themselves are on the server. Not here: DOM, sending.
import type * as Y from "yjs";
import { offsetIfAmbiguous, toLocal } from "../time/datetime";
import { lineValue } from "./line_text";

/** `evidence.<id>` is true in a row that has the picture; `caption.<id>` is what people typed about it. */
const EVIDENCE = "evidence.";
const CAPTION = "caption.";

type PlainMap = Pick<Y.Map<unknown>, "get" | "keys">;

const NAME = /^[A-Za-z0-9_-]{1,64}$/;

export const evidenceKey = (picture: string): string => EVIDENCE + picture;
export const captionKey = (picture: string): string => CAPTION + picture;

/** The ids of a row's pictures, in the order in which they came. */
export function picturesIn(map: PlainMap): string[] {
  const found: string[] = [];
  for (const key of map.keys()) {
    const picture = key.startsWith(EVIDENCE) ? key.slice(EVIDENCE.length) : "";
    if (NAME.test(picture) && map.get(key) === true) found.push(picture);
  }
  return found.sort();
}

/** Whether a key belongs to a picture that is not there any more: it says nothing by itself. */
export function isLeftCaption(map: PlainMap, key: string): boolean {
  return key.startsWith(CAPTION) && map.get(evidenceKey(key.slice(CAPTION.length))) !== true;
}

/** What a picture is called while nobody typed anything about it. As core/domain/content/evidence.py has it. */
export function defaultCaption(map: PlainMap, zone: string): string {
  const at = map.get("at");
  const local = toLocal(at, zone);
  return local ? `Screenshot at ${[local.time, offsetIfAmbiguous(at, zone)].filter(Boolean).join(" ")}` : "Screenshot";
}

export function captionOf(map: PlainMap, picture: string, zone: string): string {
  return lineValue(map.get(captionKey(picture))).trim() || defaultCaption(map, zone);
}
