// The times of an incident, computed from the timeline's rows, with the same sentences as
// core/domain/content/metrics.py. A number that is missing or impossible says so in a sentence. Not here: DOM, how a
// box is drawn.
import { instantOf } from "../time/datetime";
import { byTime, type Row } from "./rows_model";

export interface Measure {
  /** milliseconds, or null when there is none */
  value: number | null;
  problem: string | null;
  /** a few words for a small box; `problem` is the whole sentence */
  short: string | null;
}

export interface IncidentTimes {
  detect: Measure;
  respond: Measure;
  resolve: Measure;
}

const LABELS = { started: "Started", detected: "Detected", responded: "Responded", resolved: "Resolved" } as const;
type Kind = keyof typeof LABELS;

export function incidentTimes(rows: readonly Row[]): IncidentTimes {
  return {
    detect: measure(rows, "started", "detected"),
    respond: measure(rows, "detected", "responded"),
    resolve: measure(rows, "started", "resolved"),
  };
}

/** The first row of a kind that has a time, by time. */
export function firstOfKind(rows: readonly Row[], kind: string): Row | null {
  const marked = rows.filter((row) => row.map.get("kind") === kind && instantOf(row.map.get("at")) !== null);
  return marked.sort(byTime)[0] ?? null;
}

function measure(rows: readonly Row[], begin: Kind, end: Kind): Measure {
  const start = firstOfKind(rows, begin);
  const finish = firstOfKind(rows, end);
  const missing = (
    [
      [begin, start],
      [end, finish],
    ] as const
  )
    .filter(([, row]) => row === null)
    .map(([kind]) => LABELS[kind]);
  if (!start || !finish) {
    const short = missing.length > 1 ? "not marked yet" : `no “${missing[0]?.toLowerCase()}” yet`;
    return {
      value: null,
      problem: `No row with a time is marked ${missing.join(" or ")} yet. Mark one in the timeline.`,
      short,
    };
  }
  const value = (instantOf(finish.map.get("at")) ?? 0) - (instantOf(start.map.get("at")) ?? 0);
  if (value < 0) {
    const problem = `${LABELS[end]} is earlier than ${LABELS[begin]}. Check these two times.`;
    return { value: null, problem, short: `ends before it starts` };
  }
  return { value, problem: null, short: null };
}
