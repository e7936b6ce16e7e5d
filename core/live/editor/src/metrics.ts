// The times of an incident, computed from the timeline's rows, in the same words as core/domain/metrics.py.
// A number that is missing or impossible says so in a sentence. Never here: DOM, how a box is drawn.
import { instantOf } from "./datetime";
import { byTime, type Row } from "./rows_model";

export interface Measure {
  /** milliseconds, or null when there is none */
  value: number | null;
  problem: string | null;
  /** a few words for a small box; `problem` is the whole sentence */
  short: string | null;
}

export interface Times {
  detect: Measure;
  respond: Measure;
  resolve: Measure;
}

const WORDS = { started: "Started", detected: "Detected", responded: "Responded", resolved: "Resolved" } as const;
type Kind = keyof typeof WORDS;

export function times(rows: readonly Row[]): Times {
  return {
    detect: span(rows, "started", "detected"),
    respond: span(rows, "detected", "responded"),
    resolve: span(rows, "started", "resolved"),
  };
}

/** The first row of a kind that has a time, by time. */
export function firstOf(rows: readonly Row[], kind: string): Row | null {
  const marked = rows.filter((row) => row.map.get("kind") === kind && instantOf(row.map.get("at")) !== null);
  return marked.sort(byTime)[0] ?? null;
}

function span(rows: readonly Row[], begin: Kind, end: Kind): Measure {
  const start = firstOf(rows, begin);
  const finish = firstOf(rows, end);
  const absent = ([[begin, start], [end, finish]] as const).filter(([, row]) => row === null).map(([kind]) => WORDS[kind]);
  if (!start || !finish) {
    const short = absent.length > 1 ? "not marked yet" : `no “${absent[0]?.toLowerCase()}” yet`;
    return { value: null, problem: `No row with a time is marked ${absent.join(" or ")} yet. Mark one in the timeline.`, short };
  }
  const value = (instantOf(finish.map.get("at")) ?? 0) - (instantOf(start.map.get("at")) ?? 0);
  if (value < 0) {
    const problem = `${WORDS[end]} is earlier than ${WORDS[begin]}. Check these two times.`;
    return { value: null, problem, short: `ends before it starts` };
  }
  return { value, problem: null, short: null };
}

/** A duration as people say it: "37 min", "2 h 5 min", "3 d 4 h"; seconds only below two minutes. */
export function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (Math.abs(seconds) < 120 && seconds % 60 !== 0) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const parts: [number, string][] = [[Math.floor(minutes / 1440), "d"], [Math.floor((minutes % 1440) / 60), "h"], [minutes % 60, "min"]];
  return parts.filter(([amount]) => amount !== 0).map(([amount, unit]) => `${amount} ${unit}`).join(" ") || "0 min";
}
