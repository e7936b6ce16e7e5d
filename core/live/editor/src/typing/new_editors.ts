// What an editor asks the page about while it is made and measured for the first time, as far as it can do without. A
// change of section makes up to sixty editors, and each question lays the page out anew. Not here: what a key asks
// (measuring_less).
import type { EditorView } from "@codemirror/view";

interface TextSize {
  lineHeight: number;
  charWidth: number;
  textHeight: number;
}

/** The editor's own parts that we reach for: @codemirror/view is pinned, and a test of shape is ours. */
export interface Made {
  docView: { measureTextSize(): TextSize };
  observer: { dom: HTMLElement; readSelectionRange(): boolean };
}

type Reader = Made["observer"];

const readers = new WeakSet<object>();
/** by the list or the kind of box that an editor stands in; for one frame, as fonts and zoom may change */
const sizes = new Map<unknown, TextSize>();

let fontsReady: Promise<unknown> | null = null;

/**
 * Makes an editor, which asks whether all fonts are loaded. Chrome lays the page out for the answer, in the middle of a
 * change; so it is kept until other fonts are loaded.
 */
export function withKnownFonts<T>(make: () => T): T {
  const { fonts } = document;
  if (!fonts) return make();
  if (!fontsReady) {
    fontsReady = fonts.ready;
    fonts.addEventListener("loading", forgetFonts, { once: true });
  }
  const before = Object.getOwnPropertyDescriptor(document, "fonts");
  Object.defineProperty(document, "fonts", { value: { ready: fontsReady }, configurable: true });
  try {
    return make();
  } finally {
    if (before) Object.defineProperty(document, "fonts", before);
    else Reflect.deleteProperty(document, "fonts");
  }
}

function forgetFonts(): void {
  fontsReady = null;
}

export function askLessWhileMade(view: EditorView): void {
  const { docView, observer } = view as unknown as Made;
  readSelectionOnPage(Object.getPrototypeOf(observer) as Reader);
  const measure = docView.measureTextSize.bind(docView);
  docView.measureTextSize = () => sharedSize(view.dom, measure);
}

// An editor reads the page's selection already while it is made. It is on no page then, so nothing in it is selected; but
// the page would be laid out, without the section that has just gone and without the one that comes.
function readSelectionOnPage(reader: Reader): void {
  if (readers.has(reader)) return;
  readers.add(reader);
  const read = reader.readSelectionRange;
  reader.readSelectionRange = function (this: Reader) {
    return this.dom.isConnected && read.call(this);
  };
}

// To know how large its letters are an editor puts a line into the page and takes it away, and the page is laid out in
// between. All rows of a list have the same letters.
function sharedSize(dom: HTMLElement, measure: () => TextSize): TextSize {
  const place = dom.closest(".rows") ?? dom.parentElement?.className;
  const known = sizes.get(place);
  if (known) return known;
  const size = measure();
  if (size.lineHeight > 0) {
    if (sizes.size === 0) setTimeout(() => sizes.clear());
    sizes.set(place, size);
  }
  return size;
}
