// What the browser refuses before the server has to. The numbers are those of core/live/limits.py, a little inside.

/** One paste, in bytes. */
export const PASTE_BYTES = 100_000;
/** One file to be read as rows of the timeline, in bytes. */
export const FILE_BYTES = 240_000;
/** One picture as it is brought, in bytes. */
export const PICTURE_BYTES = 9_000_000;
/** One field, in bytes. */
export const FIELD_BYTES = 200_000;

/** One entry of a set, in characters: it is a key in the document, and the server takes none over 256. */
export const MAX_ENTRY_LENGTH = 200;

const encoder = new TextEncoder();

/** Whether a text is longer than so many bytes, counted only when it could be. */
export function longerThan(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  return text.length * 3 > bytes && encoder.encode(text).length > bytes;
}

export const PASTE_TOO_LARGE =
  "That is too much to paste at once (over 100 kB). Attach a link to it, or paste the part that matters.";
export const PICTURE_TOO_LARGE =
  "This picture is larger than 9 MB. Take a screenshot of the part that matters, and paste that.";
export const FILE_TOO_LARGE =
  "This file is too large (over 240 kB). Cut the part out that belongs to the incident, or use `debrief timeline`.";
export const TOO_MANY_ROWS = "That is more than 500 lines at once. Paste them in parts, or attach a link to them.";
export const FIELD_FULL = "This field is full (200 kB). Move a part of it somewhere else and link to it.";
