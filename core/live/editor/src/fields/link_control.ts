// The link of an action item: a shared line. What is an address is shown as a short link over it, which opens in a new
// tab; anything else stays as it was typed, with a sentence about it. Not here: what is an address (action_link).
import { actionLink, linkRefusal } from "../document/action_link";
import { asSingleLine } from "../document/line_merge";
import { lineValue } from "../document/line_text";
import { h, setAttr, setText } from "../shared/dom";
import type { Control } from "./control";
import { type LineProps, lineControl, SHOWN_EVENT } from "./line_control";
import { newIssue } from "./new_issue";

/** Enough to keep, and to say so, what is far too long for an address. */
const LONGEST_TYPED = 20_000;

export interface LinkProps extends LineProps {
  /** the action that can be opened as an issue; null while it is not stored */
  action(): string | null;
}

export function linkControl(props: LinkProps): Control {
  const line = lineControl({ ...props, longest: LONGEST_TYPED });
  const input = line.dom as HTMLInputElement;
  input.dir = "ltr";
  input.inputMode = "url";
  const problem = h("p", { class: "link-problem", id: `link-${Math.random().toString(36).slice(2)}` });
  const open = h("a", { class: "link-open", target: "_blank", rel: "noopener noreferrer" });
  const { board } = props;
  const issue = board.tracker ? newIssue(board.connection.data.pm, board.tracker, (said) => board.notify(said)) : null;
  const dom = h("div", { class: "link-box" }, input, open, problem, issue?.dom);
  let pasted = false;
  /** false while somebody types here: an address that is not whole yet is no mistake */
  let finished = true;

  const draw = (): void => {
    const link = actionLink(input.value);
    open.hidden = link === null;
    setAttr(open, "href", link?.address ?? null);
    setAttr(open, "title", link?.address ?? null);
    setText(open, link?.label ?? "");
    setAttr(input, "data-linked", link ? "true" : null);
    const sentence = finished || !problem.hidden ? linkRefusal(input.value) : "";
    setText(problem, sentence);
    problem.hidden = sentence === "";
    setAttr(input, "aria-invalid", sentence === "" ? null : "true");
    setAttr(input, "aria-describedby", sentence === "" ? null : problem.id);
    issue?.show(input.value.trim() === "" && !board.readonly.get() ? props.action() : null);
  };
  problem.hidden = true;
  input.addEventListener("paste", () => {
    pasted = true;
  });
  input.addEventListener("input", () => {
    finished = pasted;
    pasted = false;
    draw();
  });
  input.addEventListener("blur", () => {
    finished = true;
    draw();
  });
  input.addEventListener(SHOWN_EVENT, draw);
  return {
    dom,
    show(value, mine) {
      line.show(value, mine);
      // The row is being made around a text that is not bound yet.
      if (input.value === "" && asSingleLine(lineValue(value)) !== "") return;
      draw();
    },
    focus: () => line.focus(),
    destroy: () => line.destroy(),
  };
}
