// A button that copies a link, also where the browser offers no clipboard (plain http), and says that it did. Where
// nothing may be copied at all, the link stands there to be copied by hand. Not here: which link.

import { applyTheme, clearOfBars } from "../style/theme";
import { component } from "./component";
import { adoptStyles, h, setChildren, setText } from "./dom";

export interface CopyData {
  label: string;
  link: string;
}

const COPIED_LABEL_MS = 2500;

const css = `
.copy { display: grid; gap: .4rem; }
.copy :is(button, input) { ${clearOfBars} }
.copy button { width: 100%; min-height: 2.5rem; padding: .35rem .9rem; border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: var(--ink); }
.copy button:hover { border-color: var(--accent); color: var(--accent); }
.copy input { width: 100%; font: inherit; font-size: .875rem; color: var(--ink); background: transparent; border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .6rem; }
`;

export const copyLink = component<CopyData>(
  (call) => {
    let { label, link } = call.data;
    const root = call.parentElement;
    adoptStyles(root, css);
    const labelText = h("span", null, label);
    const message = h("span", { class: "visually-hidden", role: "status" });
    const manualCopy = h("div");
    let resetTimer: ReturnType<typeof setTimeout> | null = null;
    const onPress = async (): Promise<void> => {
      if (resetTimer !== null) clearTimeout(resetTimer);
      if (await copyToClipboard(link)) {
        setText(labelText, "Copied");
        setText(message, "The link is copied.");
        setChildren(manualCopy);
      } else {
        setText(labelText, "Copy it by hand");
        const field = h("input", { type: "text", readonly: true, value: link, "aria-label": "The link" });
        setChildren(manualCopy, field);
        field.select();
      }
      resetTimer = setTimeout(() => {
        setText(labelText, label);
        setText(message, "");
      }, COPIED_LABEL_MS);
    };
    const box = h(
      "div",
      { class: "copy" },
      h("button", { type: "button", onclick: () => void onPress() }, labelText),
      message,
      manualCopy,
    );
    root.append(box);
    applyTheme(root, box);
    return {
      update(next) {
        ({ label, link } = next.data);
        applyTheme(root, box);
      },
      destroy() {
        if (resetTimer !== null) clearTimeout(resetTimer);
        box.remove();
      },
    };
  },
  ({ link }) => link,
);

/** Whether the text is in the clipboard now. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // not allowed here: the older way may still be
  }
  return copyWithExecCommand(text);
}

// Over http there is no clipboard to write to; a selection can still be copied.
function copyWithExecCommand(text: string): boolean {
  const previouslyFocused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("aria-hidden", "true");
  field.style.cssText = "position:fixed;top:0;left:0;opacity:0";
  document.body.append(field);
  field.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    // said by the answer
  }
  field.remove();
  if (previouslyFocused instanceof HTMLElement) previouslyFocused.focus({ preventScroll: true });
  return copied;
}
