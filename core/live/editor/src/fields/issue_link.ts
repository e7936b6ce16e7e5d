// The link of an action item where it is only shown: its short label, which opens in a new tab. Not here: what is one.
import { actionLink } from "../document/action_link";
import { h } from "../shared/dom";

/** What is no address is shown as the text that it is; nothing for nothing. */
export function issueLink(typed: string): HTMLElement | null {
  const link = actionLink(typed);
  if (!link) return typed.trim() === "" ? null : h("span", { class: "issue" }, typed.trim());
  const open = { href: link.address, title: link.address, target: "_blank", rel: "noopener noreferrer" };
  return h("a", { class: "issue", ...open }, link.label);
}
