// How long something took, in words: the same as core/domain/dates/durations.py, and tested with the same cases.
// Not here: DOM, how long ago something was.

/** "37 min", "2 h 5 min", "1 d 6 h"; seconds only below two minutes. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000 + 0.5);
  if (seconds < 120 && seconds % 60 !== 0) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ];
  return (
    parts
      .filter(([amount]) => amount !== 0)
      .map(([amount, unit]) => `${amount} ${unit}`)
      .join(" ") || "0 min"
  );
}
