// The badge that shows what is stored. data-save-state is saved, saving or offline; the text says how many changes are
// only in this browser. Not here: how the state is computed (save_state).

import { adoptStyles, h, setAttr, setText } from "../shared/dom";
import { type Disposer, makeDisposables, watch } from "../shared/signal";
import type { Connection, Save } from "./connection";

const css = `
.save { display: inline-flex; align-items: center; gap: .45em; font-size: .92rem; color: var(--muted); }
.save i { flex: none; width: .62em; height: .62em; border-radius: 50%; background: currentColor; }
.save[data-look="saved"] { color: var(--ok); }
.save[data-look="saving"] i { animation: breathe 1.1s ease-in-out infinite; }
.save[data-look="offline"] { color: var(--warm); font-weight: 600; }
@keyframes breathe { 50% { opacity: .25; } }
`;

/** "Saving…" that is over in a blink is not worth a flicker: words and looks wait, data-save-state does not. */
const SAVING_DELAY_MS = 600;

export function saveBadge(root: Node, connection: Connection): { element: HTMLElement; stop: Disposer } {
  adoptStyles(root, css);
  const label = h("span");
  const liveRegion = h("span", { class: "visually-hidden", role: "status" });
  const element = h("span", { class: "save" }, h("i", { "aria-hidden": "true" }), label, liveRegion);
  const disposables = makeDisposables();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let announced: Save["state"] | null = null;
  const render = (): void => {
    const { state, sentence } = connection.saveStatus.get();
    setText(label, sentence ?? "");
    setAttr(element, "data-look", state);
    // Announced only when the connection is lost or back, never for each word typed.
    if (state === "offline" || (state === "saved" && announced === "offline")) {
      setText(liveRegion, sentence ?? "");
      announced = state;
    }
    timer = null;
  };
  const draw = (): void => {
    const { state, pending, kept } = connection.saveStatus.get();
    setAttr(element, "data-save-state", state);
    setAttr(element, "data-pending", String(pending));
    setAttr(element, "data-kept", String(kept));
    if (state !== "saving" || label.textContent === "") {
      if (timer !== null) clearTimeout(timer);
      render();
    } else if (timer === null) timer = setTimeout(render, SAVING_DELAY_MS);
  };
  disposables.add(watch([connection.saveStatus], draw), () => void (timer !== null && clearTimeout(timer)));
  return { element, stop: disposables.dispose };
}
