// One action in the middle of a review: the action, did we do it, and one field under the answer. Done is one
// press; not yet is stored with its new date, dropped with its reason. Not here: which action is in view.
import type { ReviewAction, ReviewMessage } from "../connection/protocol";
import { issueLink } from "../fields/issue_link";
import { h, setChildren, setText } from "../shared/dom";
import { type AnswerButtons, makeAnswerButtons, OUTCOMES } from "./answer_buttons";
import { type OutcomeFields, outcomeFields } from "./outcome_fields";
import { type Outcome, RETRY_MS } from "./review_client";
import type { ReviewContext, ReviewPanel } from "./review_context";
import { actionId, withoutYear } from "./review_steps";

export function actionPanel(context: ReviewContext, action: ReviewAction): ReviewPanel {
  return new ActionPanel(context, action);
}

class ActionPanel implements ReviewPanel {
  readonly dom: HTMLElement;
  readonly #context: ReviewContext;
  readonly #id: string;
  readonly #facts = h("p", { class: "facts", dir: "auto" });
  readonly #tracker = h("p", { class: "tracker-says", dir: "auto" });
  readonly #under = h("div", { class: "field-under" });
  readonly #note = h("p", { class: "stands", role: "status" });
  readonly #back: HTMLButtonElement;
  readonly #answers: AnswerButtons;
  #action: ReviewAction;
  /** chosen here, and not stored yet */
  #picked: string | null = null;
  /** on its way to the server */
  #sending: string | null = null;
  /** the answer whose fields are shown */
  #shown = "";
  #fields: OutcomeFields | null = null;

  constructor(context: ReviewContext, action: ReviewAction) {
    this.#context = context;
    this.#action = action;
    this.#id = actionId(action);
    this.#back = h(
      "button",
      { type: "button", class: "quiet", onclick: () => void this.#takeBack() },
      "Take the answer back",
    );
    const label = "Did we do it?";
    this.#answers = makeAnswerButtons(label, OUTCOMES, context.readonly, (value) => this.#press(value));
    const after = h("p", { class: "after" }, this.#note, this.#back);
    this.dom = h(
      "div",
      { class: "panel" },
      this.#facts,
      this.#tracker,
      h("h2", null, label),
      this.#answers.dom,
      this.#under,
      after,
    );
    this.#draw();
  }

  title(): string {
    return this.#action.words.trim() || "An action without words";
  }

  show(review: ReviewMessage): void {
    const next = review.walk.find((action) => action.step === this.#action.step);
    if (!next) return;
    const before = this.#stored();
    this.#action = next;
    const stored = this.#stored();
    if (this.#picked !== null && stored === this.#picked) this.#picked = null;
    else if (this.#picked !== null && stored !== before && stored !== "") {
      this.#answers.showMessage(
        "Somebody else answered meanwhile. Choose again if you see it otherwise; what you typed is kept.",
      );
      this.#picked = null;
    }
    this.#draw();
    if (this.#shown !== stored) return;
    this.#fields?.text.storedChanged(next.said);
    this.#fields?.due?.storedChanged(next.due);
  }

  unsent(): boolean {
    return (this.#fields?.text.text.unsent() ?? false) || (this.#fields?.due?.unsent() ?? false);
  }

  destroy(): void {
    this.#fields?.destroy();
  }

  #stored(): string {
    return this.#action.state === "open" ? "" : this.#action.state;
  }

  #chosen(): string {
    return this.#sending ?? this.#picked ?? this.#stored();
  }

  #press(value: string): void {
    this.#answers.showMessage("");
    if (value === "done") {
      void this.#pressDone();
      return;
    }
    this.#picked = value === this.#stored() ? null : value;
    this.#draw();
    (value === "moved" ? this.#fields?.due?.input : this.#fields?.text.input)?.focus();
  }

  async #pressDone(): Promise<void> {
    this.#picked = null;
    if (this.#stored() === "done") return this.#fields?.text.input.focus();
    this.#sending = "done";
    this.#draw();
    let outcome = await this.#send("done");
    while (!outcome.ok && !outcome.final && this.#sending === "done") {
      this.#answers.showMessage(outcome.sentence);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      outcome = await this.#send("done");
    }
    if (outcome.ok) {
      this.#answers.showMessage("");
      this.#action = { ...this.#action, state: "done" };
    }
    this.#sending = null;
    this.#draw();
  }

  async #takeBack(): Promise<void> {
    this.#answers.showMessage("");
    this.#picked = null;
    const seen = this.#action.state;
    const outcome = await this.#context.send({ about: "action", action: this.#id, state: "open", seen });
    if (!outcome.ok) this.#answers.showMessage(outcome.sentence);
    this.#draw();
  }

  async #send(state: string, more: Record<string, string> = {}, leaving = false): Promise<Outcome> {
    const { zone, send } = this.#context;
    const seen = this.#action.state;
    const outcome = await send({ about: "action", action: this.#id, state, seen, zone, ...more }, leaving);
    // Too late for this answer: what somebody else answered stands, and is told beside it.
    if (!outcome.ok && outcome.final && this.#picked === null) this.#answers.showMessage(outcome.sentence);
    return outcome;
  }

  #sendText(state: string, before: string, text: string, leaving: boolean): Promise<Outcome> | null {
    if (this.#stored() === state)
      return this.#context.send({ about: "words", action: this.#id, before, words: text }, leaving);
    // A date comes first, and takes the text along. The text of an answer that is not meant any more stays a draft.
    if (this.#picked !== "dropped" || state !== this.#picked || text.trim() === "") return null;
    return this.#send("dropped", { words: text }, leaving).then((outcome) => {
      if (outcome.ok) this.#action = { ...this.#action, state: "dropped", said: text };
      return outcome;
    });
  }

  #sendDue(typed: string, leaving: boolean): Promise<Outcome> {
    if (this.#chosen() !== "moved") return Promise.resolve({ ok: false, final: true, sentence: "" });
    return this.#send("moved", { due: typed, words: this.#fields?.text.text.value() ?? "" }, leaving);
  }

  #placeFields(state: string): void {
    this.#shown = state;
    this.#fields?.destroy();
    this.#fields = outcomeFields({
      context: this.#context,
      action: this.#action,
      state,
      stored: this.#stored() === state,
      sendText: (before, text, leaving) => this.#sendText(state, before, text, leaving),
      sendDue: (typed, leaving) => this.#sendDue(typed, leaving),
    });
    this.#under.replaceChildren(...(this.#fields?.nodes ?? []));
  }

  #draw(): void {
    const chosen = this.#chosen();
    const stored = this.#stored();
    setChildren(this.#facts, ...factsOf(this.#action));
    setText(this.#tracker, this.#action.tracker ?? "");
    this.#tracker.hidden = !this.#action.tracker;
    this.#answers.show(chosen, chosen === stored);
    if (this.#shown !== chosen) this.#placeFields(chosen);
    const waits = this.#picked !== null && this.#picked !== stored;
    const missing = this.#picked === "moved" ? "a new date" : "a reason";
    setText(this.#note, waits ? `It is kept once it has ${missing}.` : "");
    this.#note.hidden = !waits;
    this.#back.hidden = this.#context.readonly || stored === "" || waits;
  }
}

function factsOf(action: ReviewAction): (string | HTMLElement)[] {
  const due = action.promised ? `due ${withoutYear(action.promised)}` : "no date was set";
  const test = action.done_when.trim();
  const facts = `${action.owner.trim() || "Nobody owns it yet"} · ${due}${test ? ` · done when ${test}` : ""}`;
  const link = issueLink(action.link ?? "");
  return link ? [`${facts} · `, link] : [facts];
}
