// Opening an action as an issue: a link to the tracker's own form, which the server fills in, and the same as text for
// the clipboard. Nothing is sent from here. Not here: the address of the form.
import { copyToClipboard } from "../shared/copy_link";
import { h } from "../shared/dom";

export interface NewIssue {
  readonly dom: HTMLElement;
  /** the action it is about; null: nothing can be opened yet, or it has a link already */
  show(actionId: string | null): void;
}

export function newIssue(pm: string, tracker: string, say: (sentence: string) => void): NewIssue {
  const name = { "aria-label": `Open as issue in ${tracker}`, title: `In ${tracker}, filled in` };
  const open = h("a", { class: "issue-new", target: "_blank", rel: "noopener noreferrer", ...name }, "Open as issue");
  const copy = h("button", { type: "button", class: "quiet" }, "Copy the text");
  const dom = h("p", { class: "issue-tools" }, open, " ", copy);
  let path = "";
  copy.addEventListener("click", () => void copyText(`${path}/text`).then(say));
  dom.hidden = true;
  return {
    dom,
    show(actionId) {
      dom.hidden = actionId === null;
      path = actionId === null ? "" : `live/issue/${encodeURIComponent(pm)}/${encodeURIComponent(actionId)}`;
      open.setAttribute("href", path);
    },
  };
}

async function copyText(path: string): Promise<string> {
  try {
    const response = await fetch(new URL(path, document.baseURI), { credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    if (await copyToClipboard(await response.text())) return "The text of the issue is copied.";
  } catch {
    // the sentence below says it
  }
  return "The text could not be copied. Open the issue, and copy it from there.";
}
