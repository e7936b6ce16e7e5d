// The place of the list of keys, whose code is loaded when somebody asks for it. Not here: the list (shortcut_sheet).
import { laterParts } from "../board/late_parts";
import { h, setText } from "../shared/dom";
import type { Disposer } from "../shared/signal";

const NOT_LOADED = "The list of keys could not be loaded. Try again when the server can be reached.";

export function lateShortcutSheet(root: Node): { element: HTMLElement; open(): void; stop: Disposer } {
  const problem = h("p", { class: "notice", role: "alert" });
  const element = h("div", null, problem);
  let stopped = false;
  let sheet: { element: HTMLElement; open(): void; stop: Disposer } | null = null;
  const open = async (): Promise<void> => {
    try {
      const later = await laterParts.load();
      if (stopped) return;
      sheet ??= later.shortcutSheet(root);
      if (!sheet.element.isConnected) element.append(sheet.element);
      setText(problem, "");
      sheet.open();
    } catch (failed) {
      console.error(failed);
      setText(problem, NOT_LOADED);
    }
  };
  return {
    element,
    open: () => void open(),
    stop() {
      stopped = true;
      sheet?.stop();
    },
  };
}
