// Presses of the meeting's buttons and shortcuts, sent one after the other: none is lost while another is on its way,
// and none counts twice. Pure apart from the functions it is given. Not here: which buttons there are, how a press is
// sent.

import type { MeetingMessage } from "../connection/protocol";
import type { MeetingCommand } from "./shortcuts";

/** What of the meeting stood on the screen of who pressed. */
export type ShownMeeting = Pick<MeetingMessage, "version" | "kind" | "status" | "section">;

export interface Press {
  what: MeetingCommand | "resume";
  /** the version that the command is given to */
  seen: number;
  section: MeetingMessage["section"];
  status: MeetingMessage["status"];
}

/** The meeting after the command, or the sentence that says why there was none. */
export type PressResult = { after: Omit<ShownMeeting, "kind"> } | { refused: string };

export interface PressQueue {
  press(command: MeetingCommand): Promise<void>;
  /** the screen shows this meeting from now on; `mine`: this person has moved the group there */
  shows(seen: ShownMeeting, mine: boolean): void;
}

const givesTime = (command: MeetingCommand): boolean => command === "more" || command === "more2";

/** Nobody presses because of what has been on the screen for less than this. */
const REACTION_MS = 700;

export function makePressQueue(
  send: (press: Press) => Promise<PressResult>,
  refuse: (sentence: string) => void,
  now: () => number,
): PressQueue {
  let shown: ShownMeeting | null = null;
  // What was shown before somebody else moved the group, and since when it is not.
  let previouslyShown: { seen: ShownMeeting; until: number } | null = null;
  // The meeting as our own last command left it. Presses that wait were made before the screen came to it.
  let afterOwnCommand: ShownMeeting | null = null;
  let lastPress: Promise<void> = Promise.resolve();
  const sendPress = async (command: MeetingCommand, seen: ShownMeeting): Promise<void> => {
    let version = seen.version;
    if (afterOwnCommand !== null && afterOwnCommand.kind === seen.kind && afterOwnCommand.version > version) {
      // Meant for what our own press before it has ended already: that one was the press.
      if (
        command === "pause"
          ? afterOwnCommand.status !== seen.status
          : !givesTime(command) && afterOwnCommand.section !== seen.section
      )
        return;
      version = afterOwnCommand.version;
    }
    const { section, status, kind } = seen;
    const answer = await attempt(send, {
      what: command === "pause" && status === "paused" ? "resume" : command,
      seen: version,
      section,
      status,
    });
    if ("refused" in answer) refuse(answer.refused);
    else afterOwnCommand = { ...answer.after, kind };
  };
  return {
    async press(wish) {
      const moves = wish === "next" || wish === "back";
      const seen = moves && previouslyShown !== null && now() < previouslyShown.until ? previouslyShown.seen : shown;
      if (seen === null) return;
      lastPress = lastPress.then(() => sendPress(wish, seen));
      await lastPress;
    },
    shows(seen, mine) {
      if (shown !== null && shown.section !== seen.section)
        previouslyShown = mine ? null : { seen: shown, until: now() + REACTION_MS };
      // Another meeting counts its versions anew.
      if (shown !== null && (shown.kind !== seen.kind || seen.version < shown.version)) afterOwnCommand = null;
      shown = seen;
    },
  };
}

// Whatever goes wrong with one press, the next one is given.
async function attempt(send: (press: Press) => Promise<PressResult>, press: Press): Promise<PressResult> {
  try {
    return await send(press);
  } catch (problem) {
    console.error(problem);
    return { refused: "That did not work. Try again in a moment." };
  }
}
