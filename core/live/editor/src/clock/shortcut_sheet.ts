// The sheet that lists the facilitator's keys, with the switch that turns them off. Not here: what a key does.
import { adoptStyles, h } from "../shared/dom";
import { type Disposer, watch } from "../shared/signal";
import { SHORTCUTS, shortcutsEnabled, WRITING_KEYS } from "./shortcuts";

const css = `
.keys { width: min(25rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; padding: 1.2rem 1.4rem 1.1rem; border: 1px solid var(--line); border-radius: var(--r);
  background: var(--panel); color: var(--ink); box-shadow: 0 12px 48px rgb(0 0 0 / .25); }
.keys::backdrop { background: rgb(0 0 0 / .35); }
.keys h2 { margin: 0 0 .6rem; padding: 0; font-size: 1.1rem; font-weight: 650; }
.keys h3 { margin: .9rem 0 .5rem; padding: 0; font-size: .95rem; font-weight: 650; }
.keys dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1rem; align-items: center; margin: 0 0 .9rem; }
.keys dd { margin: 0; }
.keys kbd { display: inline-block; min-width: 2.1rem; padding: .15rem .55rem; border: 1px solid var(--line-strong); border-radius: 7px; background: var(--sunk); font: 600 .85rem var(--font); text-align: center; }
.keys p { margin: 0 0 .9rem; color: var(--muted); font-size: .9rem; }
.keys label { display: flex; gap: .6rem; align-items: center; min-height: 2.5rem; }
.keys input { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
.keys .close { width: 100%; margin-top: .5rem; padding: .5rem; min-height: 2.75rem; border: 1px solid var(--line-strong); border-radius: var(--r-small); background: none; font-weight: 600; }
`;

export function shortcutSheet(root: Node): { element: HTMLElement; open(): void; stop: Disposer } {
  adoptStyles(root, css);
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", () => shortcutsEnabled.set(box.checked));
  const sheet = h("dialog", { class: "keys", "aria-label": "Keys that run the meeting" });
  sheet.append(
    h("h2", null, "Keys that run the meeting"),
    h(
      "dl",
      null,
      ...SHORTCUTS.flatMap(({ cap, label: text }) => [h("dt", null, h("kbd", null, cap)), h("dd", null, text)]),
    ),
    h("p", null, "For facilitators, and never while somebody types. In a text, a letter is a letter."),
    h("label", null, box, "Use these keys in this browser"),
    h("h3", null, "While you write, for everybody"),
    h(
      "dl",
      null,
      ...WRITING_KEYS.flatMap(({ cap, label: text }) => [h("dt", null, h("kbd", null, cap)), h("dd", null, text)]),
    ),
    h("button", { type: "button", class: "close", onclick: () => sheet.close() }, "Close"),
  );
  // A click beside it closes it, as with every sheet.
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  // The page's menu, when it is open behind the sheet, would keep Escape for itself.
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !sheet.open) return;
    event.preventDefault();
    event.stopPropagation();
    sheet.close();
  };
  window.addEventListener("keydown", closeOnEscape, true);
  const stopBox = watch([shortcutsEnabled], () => {
    box.checked = shortcutsEnabled.get();
  });
  const stop = (): void => {
    stopBox();
    window.removeEventListener("keydown", closeOnEscape, true);
  };
  return { element: sheet, open: () => (sheet.open ? undefined : sheet.showModal()), stop };
}
