// Stands in the bundle in the place of lib0/logging, which brings colours, pictures and a description of all types along
// for the five sentences that Yjs may say. Same names, plain text. Not here: anything that Debrief says.

/** The names of colours and weights that Yjs puts between words; plain text has none. */
export const [BOLD, UNBOLD, ORANGE, RED] = ["", "", "", ""];

// biome-ignore lint/suspicious/noConsole: what Yjs says is for whoever opens the console
export const print = (...words: unknown[]): void => console.info(...words.filter((word) => word !== ""));

// biome-ignore lint/suspicious/noConsole: as above
export const warn = (...words: unknown[]): void => console.warn(...words.filter((word) => word !== ""));
