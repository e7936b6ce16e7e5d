// The arithmetic of the clock on a screen: what to show for a meeting at a moment. Pure functions; the server's
// time comes in as a parameter. The deadline itself is the server's; nothing here decides anything.
import type { MeetingMessage, MeetingPlace, PlanItem } from "../connection/protocol";

export type Phase = "idle" | "calm" | "last_minute" | "overtime" | "paused" | "finished";

export const LAST_MINUTE = 60;
/** A review's steps are shorter than a minute; they are told a quarter of a minute before. */
export const LAST_SECONDS = 15;
/** Less than this behind the plan is noise, not news: "on time". In seconds. */
export const LATE_SECONDS = 15;

/** Seconds left in the section, negative in overtime; null when no section runs. */
export function secondsLeft(meeting: MeetingMessage, now: number): number | null {
  if (meeting.status === "running" && meeting.deadline !== null) return (meeting.deadline - now) / 1000;
  if (meeting.status === "paused") return meeting.left;
  return null;
}

/** Seconds left to read before the meeting, not below zero; null when nobody was asked to. */
export function readingLeft(meeting: MeetingMessage, now: number): number | null {
  if (meeting.status !== "lobby" || typeof meeting.reading_until !== "number") return null;
  return Math.max(0, (meeting.reading_until - now) / 1000);
}

/** Whole seconds as shown: 0 is reached when the time is over, -1 a second later. */
export function wholeSeconds(left: number): number {
  // A shade of tolerance keeps two screens from standing a second apart over a rounding error.
  return Math.ceil(left - 0.001) + 0;
}

/** Minutes up to which a clock counts them; a meeting that nobody finished is hours over its time. */
const MINUTES_ON_A_CLOCK = 100;

/** "2:21", "0:00", "+0:42", "+12:21", "+13:56:19". */
export function clockText(whole: number): string {
  const size = Math.abs(whole);
  const [minutes, seconds] = [Math.floor(size / 60), String(size % 60).padStart(2, "0")];
  const text =
    minutes < MINUTES_ON_A_CLOCK
      ? `${minutes}`
      : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  return `${whole < 0 ? "+" : ""}${text}:${seconds}`;
}

/** "0:40", for amounts without a direction; the same as `clock_text` of core/domain/dates/durations.py. */
export function amountText(seconds: number): string {
  return clockText(Math.round(Math.abs(seconds)));
}

export function phaseOf(meeting: MeetingMessage, left: number | null): Phase {
  if (meeting.status === "finished") return "finished";
  if (left === null) return "idle";
  if (left <= -1) return "overtime";
  if (meeting.status === "paused") return "paused";
  return wholeSeconds(left) <= warnAt(meeting) ? "last_minute" : "calm";
}

/** Seconds before the end of a section (of a step of a review) at which the clock says so. */
export function warnAt(meeting: MeetingMessage): number {
  return meeting.kind === "review" ? LAST_SECONDS : LAST_MINUTE;
}

export function currentItem(meeting: MeetingMessage): PlanItem | null {
  return meeting.plan.find((item) => item.section === meeting.section) ?? null;
}

/** The sections that are still to come, without those the group left out. */
export function upcomingItems(meeting: MeetingMessage): PlanItem[] {
  const at = meeting.plan.findIndex((item) => item.section === meeting.section);
  return meeting.plan.slice(at + 1).filter((item) => item.skipped !== true);
}

/** What the plan gave the whole meeting, whatever was added or taken since: the same figure as on the summary. */
export function plannedSeconds(meeting: MeetingMessage): number {
  return meeting.plan.reduce((sum, item) => sum + item.planned, 0);
}

/** When the meeting will be over if everything still to come takes its time, epoch ms; null when nothing runs. */
export function endsAt(meeting: MeetingMessage, now: number): number | null {
  const left = secondsLeft(meeting, now);
  if (left === null) return null;
  const rest = upcomingItems(meeting).reduce((sum, item) => sum + Math.max(0, item.seconds - item.used), 0);
  return now + (Math.max(0, left) + rest) * 1000;
}

/** Seconds behind the plan now (negative = ahead): the server's figure, moved on by what it cannot have known. */
export function behindNow(meeting: MeetingMessage, now: number): number {
  // Pauses do not count: a break is not a delay of the work.
  if (meeting.status !== "running" || meeting.deadline === null) return meeting.behind;
  const over = (at: number): number => Math.max(0, (at - (meeting.deadline ?? at)) / 1000);
  return meeting.behind + over(now) - over(meeting.server_time);
}

/** "0:40 behind", "1:10 ahead", "on time": always a word with the amount. */
export function behindText(behind: number): string {
  if (Math.abs(behind) < LATE_SECONDS) return "on time";
  return `${amountText(behind)} ${behind > 0 ? "behind" : "ahead"}`;
}

/** Before the start and after the end: what is left to read, the whole plan, or the whole time used. */
export function restingClock(meeting: MeetingMessage, now: number): { whole: number; label: string } {
  const reading = readingLeft(meeting, now);
  if (reading !== null)
    return { whole: wholeSeconds(reading), label: reading > 0 ? "left to read" : "read, then start" };
  if (meeting.status === "finished") {
    const used = meeting.plan.reduce((sum, item) => sum + item.used, 0);
    return { whole: Math.round(used), label: `used of ${amountText(plannedSeconds(meeting))}, finished` };
  }
  return { whole: plannedSeconds(meeting), label: "planned, not started yet" };
}

/** What was passed between two looks at the same running section, for the sound: nothing, one minute, the end. */
export function crossedThreshold(
  before: number | null,
  after: number | null,
  warn = LAST_MINUTE,
): "last_minute" | "overtime" | null {
  if (before === null || after === null) return null;
  if (before > 0 && after <= 0) return "overtime";
  return before > warn && after <= warn && after > 0 ? "last_minute" : null;
}

/** How full the ring is: 1 at the start, 0 when the time is over; overtime fills it again, slowly. */
export function ringShare(left: number | null, seconds: number): number {
  if (left === null || seconds <= 0) return 1;
  const share = left >= 0 ? left / seconds : -left / seconds;
  return Math.min(1, Math.max(0, share));
}

export interface Segment {
  section: MeetingPlace;
  title: string;
  seconds: number;
  state: "done" | "now" | "next" | "skipped";
  /** how much of its time is used, 0 to 1 */
  share: number;
}

/** The plan as a strip: what is behind us, where we are, what is to come. */
export function segments(meeting: MeetingMessage, now: number): Segment[] {
  const at = meeting.plan.findIndex((item) => item.section === meeting.section);
  const left = secondsLeft(meeting, now);
  return meeting.plan.map((item, i) => {
    const here = i === at && meeting.status !== "finished";
    const used = here && left !== null ? item.seconds - left : item.used;
    const past = meeting.status === "finished" || i < at || item.used > 0;
    const state = meeting.skipped.includes(item.section) && !here ? "skipped" : here ? "now" : past ? "done" : "next";
    return {
      section: item.section,
      title: item.title,
      seconds: item.seconds,
      state,
      share: clamp(used / Math.max(1, item.seconds)),
    };
  });
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** How long until the whole second on screen changes, so that all screens turn over together. */
export function untilNextSecond(left: number): number {
  const shown = wholeSeconds(left);
  return Math.max(15, (left - 0.001 - (shown - 1)) * 1000 + 1);
}

/** The words under the digits. */
export function remainingText(now: Phase, title: string, warn = LAST_MINUTE): string {
  switch (now) {
    case "overtime":
      return `over time in ${title}`;
    case "paused":
      return `paused in ${title}`;
    case "last_minute":
      return `${warn < LAST_MINUTE ? "last seconds" : "last minute"} for ${title}`;
    default:
      return `left for ${title}`;
  }
}

/** The same in a bar that names the section beside it: nothing while there is nothing to say. */
export function shortStatus(now: Phase, warn = LAST_MINUTE): string {
  switch (now) {
    case "overtime":
      return "over time";
    case "paused":
      return "paused";
    case "last_minute":
      return warn < LAST_MINUTE ? "last seconds" : "last minute";
    default:
      return "";
  }
}

/**
 * "Action items · 5 of 7 · Mina leads": where the meeting is. `leads` are the names of who facilitates, none for
 * themselves.
 */
export function whereText(meeting: MeetingMessage, leads: readonly string[]): string {
  const at = meeting.plan.findIndex((item) => item.section === meeting.section);
  const here = meeting.plan[at];
  const kind = meeting.kind === "review" ? "review" : "meeting";
  const who =
    leads.length > 2
      ? `${leads.length} people lead`
      : leads.length > 0
        ? `${leads.join(" and ")} ${leads.length > 1 ? "lead" : "leads"}`
        : "";
  if (meeting.status === "finished") return `the ${kind} is over`;
  const place =
    meeting.status === "lobby" || !here ? "not started" : `${here.title} · ${at + 1} of ${meeting.plan.length}`;
  return who ? `${place} · ${who}` : place;
}

/** What a screen reader hears, and only when the phase changes. */
export function spokenText(now: Phase, title: string, warn = LAST_MINUTE): string {
  switch (now) {
    case "overtime":
      return `The time for ${title} is over. The clock now counts up; the group moves on when it is ready.`;
    case "last_minute":
      return `${warn < LAST_MINUTE ? `${warn} seconds` : "One minute"} left for ${title}.`;
    case "paused":
      return "The clock is paused.";
    case "finished":
      return "The meeting is finished.";
    case "calm":
      return `Now: ${title}.`;
    default:
      return "";
  }
}

let lastTime = { minute: Number.NaN, zone: "", text: "" };

/** "14:20" in the viewer's own zone. Asked for each second, and making the format takes longest. */
export function localTime(at: number, zone = ""): string {
  const minute = Math.floor(at / 60_000);
  if (minute !== lastTime.minute || zone !== lastTime.zone) {
    const options = { hour: "2-digit", minute: "2-digit", timeZone: zone || undefined } as const;
    lastTime = { minute, zone, text: new Intl.DateTimeFormat("en-GB", options).format(at) };
  }
  return lastTime.text;
}

/** The browser tab: "2:21 Timeline – Debrief". */
export function tabTitle(meeting: MeetingMessage, left: number | null): string | null {
  const title = currentItem(meeting)?.title;
  if (left === null || title === undefined) return null;
  return `${meeting.status === "paused" ? "Paused " : ""}${clockText(wholeSeconds(left))} ${title} – Debrief`;
}
