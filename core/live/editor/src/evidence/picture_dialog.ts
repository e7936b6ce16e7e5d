// A picture as large as the window allows, over everything else. Escape, the button or a click beside it closes it, and
// the focus goes back to where it was. Not here: where the picture is in a row.
import { adoptStyles, h } from "../shared/dom";
import { dialogCss } from "../style/evidence_css";

export function showPicture(root: ShadowRoot | Document, address: string, caption: string): void {
  adoptStyles(root, dialogCss);
  const before = root.activeElement;
  const close = h("button", { type: "button", class: "picture-close", onclick: () => dialog.close() }, "Close");
  const dialog = h(
    "dialog",
    { class: "picture-dialog", "aria-label": caption },
    h("figure", null, h("img", { src: address, alt: caption }), h("figcaption", { dir: "auto" }, caption)),
    close,
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // The page keeps some keys for itself, and a facilitator's keys must not run the meeting from here.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  // Not in the row: what a row shows is drawn anew with each change of the list.
  (root.querySelector(".debrief") ?? root).append(dialog);
  dialog.showModal();
  close.focus();
}
