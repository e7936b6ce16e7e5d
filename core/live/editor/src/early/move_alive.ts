// Moves elements to another place in the page without anybody noticing who types in them: caret, selection, focus and
// undo stay. Browsers that can move without taking away do; elsewhere the focus is given back. Not here: when.

interface Movable {
  moveBefore?(node: Node, before: Node | null): void;
}

/** Nobody may be composing: an input method does not survive it in every browser. */
export function moveAlive(moves: readonly { element: HTMLElement; to: Node }[]): void {
  const focused = deepActive();
  const select = focused && selectionIn(focused);
  for (const { element, to } of moves) moveOne(element, to);
  if (!focused) return;
  if (deepActive() !== focused) focused.focus({ preventScroll: true });
  select?.();
}

function moveOne(element: HTMLElement, to: Node): void {
  const place = to as Node & Movable;
  try {
    if (!place.moveBefore) throw new Error("not here");
    place.moveBefore(element, null);
  } catch {
    place.appendChild(element);
    return;
  }
  // Chromium (156) keeps its box where it stood if the new place is a shadow root, until it is laid out anew.
  const { display } = element.style;
  element.style.display = "none";
  void element.offsetHeight;
  element.style.display = display;
}

/** The element with the focus, inside of all shadow roots; null while it is the page itself. */
export function deepActive(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}

/** What gives the element the selection back that it has now. */
function selectionIn(element: HTMLElement): (() => void) | null {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return selectionOfInput(element);
  const selection = selectionAt(element);
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  if (!anchorNode || !focusNode || !element.contains(anchorNode) || !element.contains(focusNode)) return null;
  return () => selectionAt(element)?.setBaseAndExtent(anchorNode, anchorOffset ?? 0, focusNode, focusOffset ?? 0);
}

function selectionOfInput(input: HTMLInputElement | HTMLTextAreaElement): (() => void) | null {
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = input;
  if (selectionStart === null) return null; // a kind of input without one
  return () => {
    input.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? "none");
    input.scrollTop = scrollTop;
  };
}

/** Chromium tells of a selection in a shadow root there only. */
function selectionAt(element: HTMLElement): Selection | null {
  const root = element.getRootNode() as { getSelection?(): Selection | null };
  return root.getSelection ? root.getSelection() : document.getSelection();
}
