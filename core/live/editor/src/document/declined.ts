// "Won't do, because it pays for itself never": with its reason that is an answer too. As
// core/domain/actions/declined.py reads it. Pure.
import { lineValue } from "./line_text";
import type { Row } from "./rows_model";

const WONT =
  /\b(?:(?:wo(?:n['’]?t| not)|will not|not going to) (?:do|fix|be done|be fixed)|wont-?fix|decided against)\b/i;
const WONT_WITH_REASON = new RegExp(
  `${WONT.source}[^.!?\\n]{0,120}?(?:\\b(?:because|since|as)\\b|[:–—])([^\\n]*)`,
  "i",
);
const MIN_REASON_WORDS = 2; // words

export type Declined = "with its reason" | "without";

/** Whether an action was decided against, in its own words or where its test would stand. */
export function declinedAs(row: Row): Declined | null {
  const texts = [row.text.toString(), lineValue(row.map.get("done_when"))];
  const reasons = texts.map((text) => WONT_WITH_REASON.exec(text)?.[1]?.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0);
  if (reasons.some((count) => count >= MIN_REASON_WORDS)) return "with its reason";
  return texts.some((typedText) => WONT.test(typedText)) ? "without" : null;
}
