// The facilitator's keyboard shortcuts: which key is which command, and when a key belongs to something else because
// somebody types. Single letters without Ctrl or Alt, so they can be switched off; the browser remembers that. Not
// here: what a command does (the server), the list of shortcuts (shortcut_sheet).
import { isComposing } from "../shared/input_method";
import { keyLetter } from "../shared/key_letter";
import { type Disposer, type Signal, signal } from "../shared/signal";

export type MeetingCommand = "next" | "back" | "pause" | "more" | "more2";

export interface Shortcut {
  command: MeetingCommand | "keys";
  /** as written on the key */
  cap: string;
  label: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { command: "next", cap: "N", label: "Next section, for everybody" },
  { command: "back", cap: "B", label: "Back to the section before" },
  { command: "pause", cap: "Space", label: "Pause, and go on" },
  { command: "more", cap: "+", label: "One minute more" },
  { command: "keys", cap: "?", label: "This list" },
];

/** Keys of the board (board_keys, the hints), listed here beside the others. */
export const WRITING_KEYS: readonly { cap: string; label: string }[] = [
  { cap: "Alt H", label: "The next hint in what you typed" },
  { cap: "Alt Shift H", label: "Look closer: also mark what Debrief is unsure of, for you alone" },
  { cap: "Alt Enter", label: "Take the first rewrite of an open hint" },
];

const BY_KEY: Readonly<Record<string, Shortcut["command"]>> = {
  n: "next",
  b: "back",
  " ": "pause",
  "+": "more",
  "?": "keys",
};

/** What of a keydown event matters here. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "isComposing" | "keyCode" | "defaultPrevented"
>;

/** The wish behind a key, or null. A key held down, one with Ctrl or Alt and one of an input method are no wishes. */
export function commandFor(event: KeyPress): Shortcut["command"] | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isComposing(event) || event.defaultPrevented)
    return null;
  return BY_KEY[event.key.length === 1 ? keyLetter(event) : ""] ?? null;
}

const TYPED_INTO =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"], [role="spinbutton"]';
/** Space presses these; it must not pause the meeting as well. */
const PRESSED_BY_SPACE =
  'button, a, summary, [role="button"], [role="link"], [role="menuitem"], [role="option"], [role="tab"], [role="checkbox"], [role="radio"]';
// A toast calls itself a dialog too, but takes nobody's keys.
const OVERLAYS =
  '[role="dialog"]:not([data-testid="stToast"]), [role="alertdialog"]:not([data-testid="stToast"]), [role="menu"], [role="listbox"], dialog[open]';

/** Whether a key pressed there belongs to what is there. `path`: the event's way up, through shadow roots. */
export function isHandledByTarget(path: readonly EventTarget[], command: Shortcut["command"]): boolean {
  const elements = path.filter((target): target is Element => target instanceof Element);
  const within = (selector: string): boolean => elements.some((element) => element.matches(selector));
  return within(TYPED_INTO) || within(OVERLAYS) || (command === "pause" && within(PRESSED_BY_SPACE));
}

const STORAGE_KEY = "debrief:keys";

function storedSetting(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

/** Whether single keys run the meeting in this browser. */
export const shortcutsEnabled: Signal<boolean> = signal(storedSetting());
shortcutsEnabled.subscribe((on) => {
  try {
    localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
  } catch {
    // A browser without storage forgets the choice at the next visit; that is all.
  }
});

/** Hears the keys of the whole page. `may` is asked at each one. */
export function listenForShortcuts(may: () => boolean, onCommand: (command: Shortcut["command"]) => void): Disposer {
  const hear = (event: KeyboardEvent): void => {
    const command = commandFor(event);
    if (
      !command ||
      !shortcutsEnabled.get() ||
      !may() ||
      isHandledByTarget(event.composedPath(), command) ||
      document.querySelector(OVERLAYS)
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    onCommand(command);
  };
  // Before anybody else: the board keeps its keys to itself, and the page has keys of its own.
  window.addEventListener("keydown", hear, true);
  return () => window.removeEventListener("keydown", hear, true);
}
