// The fields under an action's answer: evidence for done, a new date and what got in the way for not yet, a reason for
// dropped. Not here: which answer is given, when it is sent.
import type { ReviewAction } from "../connection/protocol";
import { type DueField, makeDueField } from "./due_field";
import type { Outcome } from "./review_client";
import type { ReviewContext } from "./review_context";
import { actionId } from "./review_steps";
import { makeSharedField, type SharedField } from "./shared_field";

const FIELDS: Record<string, { label: string; hint: string }> = {
  done: { label: "Evidence:", hint: "A link, or one sentence. It lets whoever reads this later check it." },
  moved: { label: "What got in the way?", hint: "If you like: the next plan can learn from it" },
  dropped: { label: "Why do we drop it?", hint: "One sentence. With it, dropping is a decision." },
};

export interface OutcomeFields {
  readonly text: SharedField;
  /** only under "not yet" */
  readonly due: DueField | null;
  readonly nodes: readonly HTMLElement[];
  destroy(): void;
}

export interface OutcomeFieldsProps {
  context: ReviewContext;
  action: ReviewAction;
  /** the answer that they stand under */
  state: string;
  /** it is the stored one, so that what is stored of it is shown */
  stored: boolean;
  /** null: it cannot be sent yet, and stays a draft */
  sendText(before: string, text: string, leaving: boolean): Promise<Outcome> | null;
  sendDue(typed: string, leaving: boolean): Promise<Outcome>;
}

/** Null for an answer without fields. */
export function outcomeFields(props: OutcomeFieldsProps): OutcomeFields | null {
  const { context, action, state, stored } = props;
  const label = FIELDS[state];
  if (!label) return null;
  const draft = `${actionId(action)}.${state}`;
  const text = makeSharedField({
    name: state === "done" ? "evidence" : "reason",
    ...label,
    readonly: context.readonly,
    stored: stored ? action.said : "",
    draft: context.drafts.get(draft),
    keep: (typed) => context.drafts.set(draft, typed),
    noteKeystroke: context.noteKeystroke,
    finishedTyping: context.finishedTyping,
    send: props.sendText,
  });
  const due = state === "moved" ? dueField(props) : null;
  return {
    text,
    due,
    nodes: due ? [due.dom, text.dom] : [text.dom],
    destroy() {
      text.destroy();
      due?.destroy();
    },
  };
}

function dueField({ context, action, stored, sendDue }: OutcomeFieldsProps): DueField {
  const draft = `${actionId(action)}.due`;
  return makeDueField({
    label: "By when now?",
    stored: stored ? action.due : "",
    readonly: context.readonly,
    draft: context.drafts.get(draft),
    keep: (typed) => context.drafts.set(draft, typed),
    noteKeystroke: context.noteKeystroke,
    finishedTyping: context.finishedTyping,
    send: sendDue,
  });
}
