// A file or a link that is dropped where nothing takes it: the browser would open it in place of the meeting. Not here:
// what the timeline does with a file (timeline_paste).
import type { Disposer } from "../shared/signal";

/** Put on what takes dropped files. */
export const TAKES_FILES = "data-takes-files";

const TAKERS = `[${TAKES_FILES}], input[type="file"], [data-testid="stFileUploader"]`;
const WRITABLE = 'input, textarea, [contenteditable]:not([contenteditable="false"])';
const WHERE = "Files go into the timeline: a screenshot onto its row, a chat or a log beside the rows.";

/** Hears all drops of the page. `notify` says where a file goes. */
export function holdStrayDrops(notify: (sentence: string) => void): Disposer {
  const over = (event: DragEvent): void => {
    if (isStray(event)) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    if (!isStray(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (holds(event, "Files")) notify(WHERE);
  };
  // Before an editor, which would put all of a file into its text.
  window.addEventListener("dragover", over, true);
  window.addEventListener("drop", drop, true);
  return () => {
    window.removeEventListener("dragover", over, true);
    window.removeEventListener("drop", drop, true);
  };
}

function isStray(event: DragEvent): boolean {
  const within = (selector: string): boolean =>
    event.composedPath().some((target) => target instanceof Element && target.matches(selector));
  if (holds(event, "Files")) return !within(TAKERS);
  return holds(event, "text/uri-list") && !within(WRITABLE);
}

const holds = (event: DragEvent, type: string): boolean => event.dataTransfer?.types.includes(type) === true;
