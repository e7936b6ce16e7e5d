// What stands in the middle of the page before a review begins and after it is over.
import type { ReviewMessage } from "../connection/protocol";
import { h, setText } from "../shared/dom";
import { recurrencePanel } from "./recurrence_panel";
import type { ReviewContext, ReviewPanel } from "./review_context";
import { tally } from "./review_steps";

export function overPanel(context: ReviewContext): ReviewPanel {
  const question = recurrencePanel(context, false);
  const message = h("p", { class: "facts" });
  const summary = new URL(`summary?pm=${encodeURIComponent(context.connection.data.pm)}`, document.baseURI);
  const link = h("a", { href: summary.toString() }, "Read the summary");
  return {
    title: () => "The review is over",
    dom: h("div", { class: "panel" }, message, question.dom, h("p", { class: "after" }, link)),
    show(review) {
      const rest = tally(review).open === 0 ? "" : " Follow-up keeps asking about the rest.";
      setText(message, `What was found stands on the summary.${rest}`);
      question.show(review);
    },
    unsent: () => question.unsent(),
    destroy: () => question.destroy(),
  };
}

export function lobbyPanel(): ReviewPanel {
  const message = h("p", { class: "facts" });
  const rule = h(
    "p",
    { class: "facts" },
    "Nothing has to be prepared. Each action takes one answer: done, not yet with a new date, or dropped with a reason.",
  );
  const show = (review: ReviewMessage): void => {
    setText(
      message,
      review.walk.length === 0
        ? "No action is open. What is left is one question and a note."
        : "Five minutes: one action at a time, then one question and a note.",
    );
  };
  return {
    title: () => "Did we do it, and would it happen again?",
    dom: h("div", { class: "panel" }, message, rule),
    show,
    unsent: () => false,
    destroy: () => undefined,
  };
}
