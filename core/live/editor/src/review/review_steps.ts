// A review's steps: which one is in view, what comes next, and how it stands. Pure; the texts of a step come with the
// meeting's message. Not here: DOM.
import type { MeetingMessage, MeetingPlace, ReviewAction, ReviewMessage } from "../connection/protocol";

export const REST = "review.rest";
export const AGAIN = "review.again";
export const NOTE = "review.note";

/** What stands in the middle: before the start, at an action, at a later step, or after the end. */
export type StepView =
  | { kind: "lobby" | "again" | "note" | "over" }
  | { kind: "action"; action: ReviewAction; shared: boolean };

export const actionId = (action: ReviewAction): string => action.step.replace(/^action\./, "");

/** The actions that share a step, because there are more than have one of their own. */
export function actionsSharingStep(meeting: MeetingMessage): ReviewAction[] {
  const own = new Set(meeting.plan.map((item) => item.section));
  return (meeting.review?.walk ?? []).filter((action) => !own.has(action.step));
}

/** `at` is the place that is shown; `turn` counts through the actions of a shared step. */
export function stepView(meeting: MeetingMessage, at: MeetingPlace | null, turn: number): StepView {
  if (meeting.status === "lobby") return { kind: "lobby" };
  if (at === "over") return { kind: "over" };
  if (at === REST) {
    const action = actionsSharingStep(meeting)[turn];
    if (action) return { kind: "action", action, shared: true };
  }
  const action = meeting.review?.walk.find((item) => item.step === at);
  if (action) return { kind: "action", action, shared: false };
  return { kind: at === NOTE ? "note" : "again" };
}

/** Where the group is; after the end at a place of its own. */
export function groupPlace(meeting: MeetingMessage): MeetingPlace | null {
  return meeting.status === "finished" ? "over" : meeting.section;
}

export interface Tally {
  done: number;
  moved: number;
  dropped: number;
  open: number;
}

export function tally(review: ReviewMessage): Tally {
  const count = (state: string): number => review.walk.filter((action) => action.state === state).length;
  return { done: count("done"), moved: count("moved"), dropped: count("dropped"), open: count("open") };
}

/** The lines beside the figures: "not yet, now due Fri 8 Jan" as long as it is one. */
export function tallyLines(review: ReviewMessage, over: boolean): [number, string][] {
  const counted = tally(review);
  const moved = review.walk.filter((action) => action.state === "moved");
  const now =
    moved.length === 1 && moved[0]?.due ? `not yet, now due ${withoutYear(moved[0].due)}` : "not yet, with a new date";
  const proven = review.walk.filter((item) => item.state === "done" && item.said.trim() !== "").length;
  const done = counted.done > 0 && proven === counted.done ? "done, with what shows it" : "done";
  const lines: [number, string][] = [
    [counted.done, over ? done : "done"],
    [counted.moved, counted.moved > 0 ? now : "not yet"],
    [counted.dropped, over && counted.dropped > 0 ? "dropped, with a reason" : "dropped"],
  ];
  if (over && counted.open > 0) lines.push([counted.open, "without an answer"]);
  return lines;
}

/** "Fri 8 Jan 2027" without its year: dates of a review are near. */
export const withoutYear = (day: string): string => day.replace(/ \d{4}$/, "");

/** "Petra · Tue 8 Dec", each part only if it is there. */
export function ownerAndDate(action: ReviewAction): string {
  return [action.owner.trim() || "Nobody owns it yet", withoutYear(action.due || action.promised)]
    .filter(Boolean)
    .join(" · ");
}

export interface UpcomingActions {
  actions: ReviewAction[];
  /** "and 3 more, then the last question"; empty when nothing else comes */
  rest: string;
}

const MAX_SHOWN = 2;

/** What comes after this place; in the end what stays open. */
export function upcomingActions(meeting: MeetingMessage, at: MeetingPlace | null): UpcomingActions {
  const review = meeting.review;
  if (!review) return { actions: [], rest: "" };
  if (at === AGAIN || at === NOTE || at === "over") {
    const open = review.walk.filter((action) => action.state === "open" || action.state === "moved");
    const more = open.length > MAX_SHOWN ? `and ${open.length - MAX_SHOWN} more. ` : "";
    return {
      actions: open.slice(0, MAX_SHOWN),
      rest: open.length > 0 ? `${more}${open.length === 1 ? "It stays" : "They stay"} on Follow-up until done.` : "",
    };
  }
  const steps = [
    ...review.walk.filter((item) => !actionsSharingStep(meeting).includes(item)),
    ...actionsSharingStep(meeting),
  ];
  const here =
    at === REST ? steps.length - actionsSharingStep(meeting).length : steps.findIndex((entry) => entry.step === at);
  const later = meeting.status === "lobby" ? steps : steps.slice(here + 1);
  const more = later.length - MAX_SHOWN;
  return {
    actions: later.slice(0, MAX_SHOWN),
    rest: more > 0 ? `and ${more} more, then the last question` : "then the last question",
  };
}

/** "3 of 8" for an action; what the other steps are called. */
export function stepHeading(meeting: MeetingMessage, seen: StepView): [string, string] {
  const walk = meeting.review?.walk ?? [];
  const left = walk.filter((action) => action.state === "open").length;
  const looked =
    left === 0
      ? `All ${walk.length} actions have an answer`
      : `${walk.length - left} of ${walk.length} actions have an answer`;
  if (seen.kind === "action")
    return [
      `${walk.indexOf(seen.action) + 1} of ${walk.length}`,
      meeting.status === "paused" ? "paused" : "Two weeks after the meeting",
    ];
  if (seen.kind === "again") return ["Last question", walk.length === 0 ? "" : looked];
  if (seen.kind === "note") return ["Before we go", walk.length === 0 ? "" : looked];
  if (seen.kind === "over") return ["Review", walk.length === 0 ? "There was no action to look at" : looked];
  const count =
    walk.length === 0 ? "No action is open" : walk.length === 1 ? "One action" : `${walk.length} actions, one by one`;
  return ["Review", count];
}
