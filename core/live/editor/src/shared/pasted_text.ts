// What comes in with a pasted text and is no part of it: other ends of lines, signs that nobody sees. Pure.
import { replaceLoneSurrogates } from "./lone_surrogates";

// A line that Shift+Enter broke in a word processor ends with a vertical tab, one of a page or a chat with U+2028.
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// Where a word may be broken, marks of an encoding, what ended a cell. An editor would draw each of them as a dot.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are taken out
const UNSEEN = /[\0-\x08\x0e-\x1f\x7f\u00ad\u2060\ufeff]/g;
// Thai, Lao, Burmese and Khmer divide words by a blank without width; elsewhere chats leave it behind.
const NO_WIDTH = /(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b/g;

/** The words, with `\n` between lines. */
export function pastedText(text: string): string {
  return replaceLoneSurrogates(text.replace(LINE_ENDS, "\n").replace(UNSEEN, "").replace(NO_WIDTH, ""));
}
