// The title of the next section of the plan. Pure.
import type { MeetingMessage } from "../connection/protocol";

/** The title of what comes after the place where the group is; null at the last one. */
export function nextSectionTitle(meeting: Pick<MeetingMessage, "plan" | "section">): string | null {
  const here = meeting.plan.findIndex((item) => item.section === meeting.section);
  return meeting.plan.slice(here + 1).find((item) => item.skipped !== true)?.title ?? null;
}
