// Sounds the chime when the running section passes its last minute or its end, each once. Not here: the sound itself.
import type { MeetingMessage } from "../connection/protocol";
import { chime } from "./chime";
import { crossedThreshold, warnAt } from "./clock_math";

/** To be called at each tick of a clock with what is left, in seconds. */
export function thresholdChime(play: typeof chime = chime): (meeting: MeetingMessage, left: number | null) => void {
  let last: { section: string | null; left: number | null } = { section: null, left: null };
  return (meeting, left) => {
    const same = meeting.status === "running" && last.section === meeting.section;
    const crossed = same ? crossedThreshold(last.left, left, warnAt(meeting)) : null;
    if (crossed) play(crossed);
    last = { section: meeting.section, left };
  };
}
