// Halves of characters. No document update can carry one, so it would read differently here and on other screens.

const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Each half of a character becomes U+FFFD, the replacement character; the length stays the same. */
export function replaceLoneSurrogates(text: string): string {
  return text.replace(LONE_SURROGATES, "\uFFFD");
}
