// Beside a review's panel: how it stands, and what comes next.
import type { MeetingMessage, MeetingPlace } from "../connection/protocol";
import { h } from "../shared/dom";
import { ownerAndDate, tallyLines, upcomingActions } from "./review_steps";

/** `at` is the step that is shown. */
export function sidebar(meeting: MeetingMessage, at: MeetingPlace | null): HTMLElement[] {
  const review = meeting.review;
  if (!review) return [];
  const late = at === "over" || at === "review.again" || at === "review.note";
  const figures = tallyLines(review, late).flatMap(([count, text]) => [
    h("dt", { class: "num" }, String(count)),
    h("dd", null, text),
  ]);
  const next = upcomingActions(meeting, at);
  const items = next.actions.map((action) =>
    h(
      "li",
      null,
      h("span", { dir: "auto" }, action.words.trim() || "An action without words"),
      h("small", { dir: "auto" }, ownerAndDate(action)),
    ),
  );
  if (next.rest) items.push(h("li", { class: "later" }, next.rest));
  const head =
    meeting.status === "lobby"
      ? null
      : h(
          "section",
          null,
          h("h3", null, late ? `The ${review.walk.length} actions` : "So far"),
          h("dl", null, ...figures),
        );
  const coming =
    items.length === 0
      ? null
      : h("section", null, h("h3", null, late ? "Still to do" : "What comes next"), h("ul", null, ...items));
  return [review.walk.length === 0 ? null : head, coming].filter((element) => element !== null);
}
