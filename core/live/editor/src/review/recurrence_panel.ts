// The last question of a review: would it happen again today? It can be answered as long as the page is open: whoever
// was still writing when the review ended is not cut off. Not here: an action.
import type { ReviewMessage } from "../connection/protocol";
import { h, setText } from "../shared/dom";
import { type AnswerButtons, makeAnswerButtons, RECURRENCE } from "./answer_buttons";
import { RETRY_MS } from "./review_client";
import type { ReviewContext, ReviewPanel } from "./review_context";
import { makeSharedField, type SharedField } from "./shared_field";

const QUESTION = "Would it happen again today?";

/** `titled`: the question is the headline itself, not a part of the end. */
export function recurrencePanel(context: ReviewContext, titled: boolean): ReviewPanel {
  return new RecurrencePanel(context, titled);
}

class RecurrencePanel implements ReviewPanel {
  readonly dom: HTMLElement;
  readonly #context: ReviewContext;
  readonly #titled: boolean;
  readonly #summary = h("p", { class: "facts", dir: "auto" });
  readonly #under = h("div", { class: "field-under" });
  readonly #answers: AnswerButtons;
  readonly #back: HTMLButtonElement;
  /** the stored answer */
  #answer = "";
  /** on its way to the server */
  #sending: string | null = null;
  #field: SharedField | null = null;

  constructor(context: ReviewContext, titled: boolean) {
    this.#context = context;
    this.#titled = titled;
    this.#answers = makeAnswerButtons(QUESTION, RECURRENCE, context.readonly, (value) => void this.#press(value));
    this.#back = h(
      "button",
      { type: "button", class: "quiet", onclick: () => void this.#press("") },
      "Take the answer back",
    );
    this.dom = h(
      "div",
      { class: "panel" },
      this.#summary,
      h("h2", null, titled ? "If it began again tonight" : QUESTION),
      this.#answers.dom,
      this.#under,
      h("p", { class: "after" }, this.#back),
    );
  }

  title(): string {
    return QUESTION;
  }

  show(review: ReviewMessage): void {
    this.#field ??= this.#makeField(review);
    this.#answer = review.answer;
    this.#field.storedChanged(review.because);
    this.#draw();
  }

  unsent(): boolean {
    return this.#field?.text.unsent() ?? false;
  }

  destroy(): void {
    this.#field?.destroy();
  }

  async #press(value: string): Promise<void> {
    this.#answers.showMessage("");
    if (value === this.#answer) return this.#field?.input.focus();
    const seen = this.#answer;
    let retried = false;
    this.#sending = value;
    this.#draw();
    for (;;) {
      const outcome = await this.#context.send({ about: "again", again: value, seen });
      if (this.#sending !== value) return;
      if (outcome.ok) this.#answer = value;
      else this.#answers.showMessage(outcome.sentence);
      if (outcome.ok || outcome.final) break;
      retried = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    if (retried && this.#answer === value) this.#answers.showMessage("");
    this.#sending = null;
    this.#draw();
  }

  #makeField(review: ReviewMessage): SharedField {
    const { readonly, drafts, send, noteKeystroke, finishedTyping } = this.#context;
    const field = makeSharedField({
      name: "because",
      label: "What would be different?",
      hint: "One sentence for whoever reads this in a year",
      readonly,
      stored: review.because,
      draft: drafts.get("because"),
      keep: (draft) => drafts.set("because", draft),
      noteKeystroke,
      finishedTyping,
      send: (before, text, leaving) => send({ about: "because", before, words: text }, leaving),
    });
    this.#under.replaceChildren(field.dom);
    return field;
  }

  #draw(): void {
    const happened = this.#context.connection.doc.getText("text:summary.what_happened").toString().trim();
    setText(this.#summary, this.#titled ? (happened.split("\n")[0] ?? "") : "");
    this.#summary.hidden = this.#summary.textContent === "";
    this.#answers.show(this.#sending ?? this.#answer, this.#sending === null);
    this.#back.hidden = this.#context.readonly || this.#answer === "";
  }
}
