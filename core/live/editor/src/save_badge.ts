// The badge that tells the truth about what is stored. data-save-state is saved, saving or offline; the words
// say how many changes are only in this browser. Never here: how the truth is found (ledger, connection).
import type { Connection, Save } from "./connection";
import { h, setAttr, setText, style } from "./dom";
import { stops, watch, type Stop } from "./signal";

const css = `
.save { display: inline-flex; align-items: center; gap: .45em; font-size: .92rem; color: var(--muted); }
.save i { flex: none; width: .62em; height: .62em; border-radius: 50%; background: currentColor; }
.save[data-look="saved"] { color: var(--ok); }
.save[data-look="saving"] i { animation: breathe 1.1s ease-in-out infinite; }
.save[data-look="offline"] { color: var(--warm); font-weight: 600; }
@keyframes breathe { 50% { opacity: .25; } }
`;

/** "Saving…" that is over in a blink is not worth a flicker: words and looks wait, data-save-state does not. */
const CALM_MS = 600;

export function saveBadge(root: Node, connection: Connection): { element: HTMLElement; stop: Stop } {
  style(root, css);
  const words = h("span");
  const voice = h("span", { class: "visually-hidden", role: "status" });
  const element = h("span", { class: "save" }, h("i", { "aria-hidden": "true" }), words, voice);
  const ways = stops();
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let spoken: Save["state"] | null = null;
  const say = (): void => {
    const { state, sentence } = connection.save.get();
    setText(words, sentence ?? "");
    setAttr(element, "data-look", state);
    // Heard only when the line is lost or found again, never for each word typed.
    if (state === "offline" || (state === "saved" && spoken === "offline")) {
      setText(voice, sentence ?? "");
      spoken = state;
    }
    waiting = null;
  };
  const draw = (): void => {
    const { state, pending, kept } = connection.save.get();
    setAttr(element, "data-save-state", state);
    setAttr(element, "data-pending", String(pending));
    setAttr(element, "data-kept", String(kept));
    if (state !== "saving" || words.textContent === "") {
      if (waiting !== null) clearTimeout(waiting);
      say();
    } else if (waiting === null) waiting = setTimeout(say, CALM_MS);
  };
  ways.add(watch([connection.save], draw), () => void (waiting !== null && clearTimeout(waiting)));
  return { element, stop: ways.all };
}
