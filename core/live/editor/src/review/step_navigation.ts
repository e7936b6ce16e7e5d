// Where the group is when this person looks at another step, and the way through actions that share a step.
import type { MeetingMessage, MeetingPlace } from "../connection/protocol";
import { h, setChildren, setText } from "../shared/dom";
import { actionsSharingStep, type StepView } from "./review_steps";

/** `to`: the group's step, null when it is the one that is shown. */
export function drawBanner(
  banner: HTMLElement,
  meeting: MeetingMessage,
  to: MeetingPlace | null,
  follow: () => void,
): void {
  if (to === null) return setChildren(banner);
  const where =
    to === "over"
      ? "The review is over"
      : `The group moved to ${meeting.plan.find((item) => item.section === to)?.title ?? "another step"}`;
  const message = banner.querySelector("span");
  if (message) return setText(message, where);
  setChildren(
    banner,
    h("p", { class: "moved" }, h("span", null, where), h("button", { type: "button", onclick: follow }, "Follow")),
  );
}

/** Among actions that share a step one goes on by hand. */
export function drawTurns(
  box: HTMLElement,
  meeting: MeetingMessage,
  seen: StepView,
  turn: number,
  goToTurn: (turn: number) => void,
): void {
  const shared = seen.kind === "action" && seen.shared;
  box.hidden = !shared;
  if (!shared) return box.replaceChildren();
  const last = actionsSharingStep(meeting).length - 1;
  const button = (text: string, to: number, off: boolean): HTMLElement =>
    h("button", { type: "button", class: "quiet", disabled: off, onclick: () => goToTurn(to) }, text);
  box.replaceChildren(
    button("‹ The one before", turn - 1, turn === 0),
    button("The next of these ›", turn + 1, turn === last),
  );
}
