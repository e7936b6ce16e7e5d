// A pasted text as the server reads it: rows, lines that are none, and what has to be settled. Shapes, the request, and
// when a text is worth one. Not here: the preview, the document.
import { postToServer } from "../shared/server_request";

export interface ReadRow {
  /** with an offset */
  at: string;
  who: string;
  text: string;
  /** the first line of it in the text, from 1 */
  line: number;
  until?: string;
  approx?: boolean;
  inferred?: string;
  ask?: string;
  alternatives?: string[];
  /** what goes behind the words: an end, "about", a doubt */
  note?: string;
  kind?: string;
}

export interface UnreadLine {
  line: number;
  text: string;
  why?: string;
}

export interface Question {
  key: string;
  text: string;
  options: { value: string; label: string }[];
  chosen: string;
}

export interface Reading {
  rows: ReadRow[];
  unparsed: UnreadLine[];
  questions: Question[];
  /** the zone that times without one were read in; "" when each has its own */
  assumedZone: string;
}

export type ReadingResult = { reading: Reading } | { sentence: string };

/** A server that does not answer for so long has not read it. */
export const PATIENCE_MS = 8000;

const CLOCK = /\d[:.h]\d\d|\d ?[ap]\.?m\b|\d{4}Z|\b1\d{9}\b|\bT[+-]\d|\d ?[hH] ?\d\d|\bago\b/i;

/** Several lines of which one holds a time, or a file of a chat or a calendar. */
export function holdsTimes(text: string): boolean {
  const lines = text.split(/\r\n|[\n\r\u2028]/).filter((line) => line.trim() !== "");
  return lines.length > 1 && lines.some((line) => CLOCK.test(line.slice(0, 2000)));
}

/** `zone` is that of times without one; `answers` by the key of the question. */
export async function requestReading(
  pm: string,
  text: string,
  zone: string,
  answers: Record<string, string>,
): Promise<ReadingResult> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const asked = postToServer(`live/timeline/${encodeURIComponent(pm)}`, { text, zone, answers });
  const reply = await Promise.race([asked, late]);
  if (reply === null) return { sentence: "The server did not answer." };
  if (!reply.ok) return { sentence: reply.sentence };
  const { rows, unparsed_lines: unparsed, questions, assumed_zone: assumed } = reply.body;
  return {
    reading: {
      rows: listOf<ReadRow>(rows),
      unparsed: listOf<UnreadLine>(unparsed),
      questions: listOf<Question>(questions),
      assumedZone: typeof assumed === "string" ? assumed : "",
    },
  };
}

const listOf = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
