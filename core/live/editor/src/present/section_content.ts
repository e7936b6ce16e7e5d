// What the shared screen shows of a section: the words as they are typed, large, in the order of the meeting,
// with the carets of those who type. Read-only, drawn from the section's schema. Nothing private comes here:
// no hints, no notes, no controls. Not here: the clock, the frame around it.
import type { SectionSchema } from "../board/board_context";
import type { Connection } from "../connection/connection";
import { Carets } from "../presence/carets";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { type Disposer, makeDisposables, type Subscribable, watch } from "../shared/signal";
import { contentCss } from "../style/present_css";
import { SectionRenderer } from "./section_renderer";

export interface SectionContent {
  element: HTMLElement;
  stop: Disposer;
}

/** Shows whatever section `which` names, and follows every change. Null shows nothing. */
export function sectionContent(
  root: Node,
  connection: Connection,
  which: () => SectionSchema | null,
  changed: readonly Subscribable[],
): SectionContent {
  adoptStyles(root, contentCss);
  const { doc, awareness } = connection;
  const sheet = h("div", { class: "sheet" });
  const element = h(
    "div",
    { class: "content", tabindex: "0", role: "region", "aria-label": "What is being written" },
    sheet,
  );
  const carets = new Carets(doc, awareness, () => undefined);
  const reader = new SectionRenderer(doc, connection.data.pm, (text) => carets.inText(text));
  const disposables = makeDisposables();
  let frame = 0;
  let shown: string | null = null;

  const draw = (): void => {
    frame = 0;
    const section = which();
    const sectionChanged = shown !== (section?.id ?? null);
    shown = section?.id ?? null;
    setChildren(sheet, ...(section ? reader.section(section) : []));
    element.dataset.section = section?.id ?? "";
    fitTextSize(element, sectionChanged);
    if (sectionChanged) element.scrollTop = 0;
    else scrollToLatest(element, reader.latest());
  };
  const scheduleDraw = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  doc.on("update", scheduleDraw);
  awareness.on("change", scheduleDraw);
  const resized = new ResizeObserver(() => fitTextSize(element));
  resized.observe(element);
  disposables.add(watch(changed, scheduleDraw), () => {
    doc.off("update", scheduleDraw);
    awareness.off("change", scheduleDraw);
    resized.disconnect();
    carets.destroy();
    if (frame !== 0) cancelAnimationFrame(frame);
  });
  return { element, stop: disposables.dispose };
}

const SCALES = [1.24, 1.12, 1, 0.92, 0.85, 0.78, 0.71, 0.65];

// The largest letters that show everything; when even the smallest do not, the place scrolls. Within a section the
// letters shrink when they must and grow only when there is plenty of room, so that they do not flicker.
function fitTextSize(element: HTMLElement, sectionChanged = false): void {
  const fits = (scale: number): boolean => {
    element.style.setProperty("--scale", String(SCALES[scale]));
    return element.scrollHeight <= element.clientHeight + 2;
  };
  const before = sectionChanged ? -1 : SCALES.indexOf(Number(element.style.getPropertyValue("--scale")));
  const roomy = (scale: number): boolean =>
    fits(scale) && (element.firstElementChild?.clientHeight ?? 0) < element.clientHeight * 0.86;
  let i = Math.max(0, before);
  while (i < SCALES.length - 1 && !fits(i)) i += 1;
  if (i === before) while (i > 0 && roomy(i - 1)) i -= 1;
  fits(i);
}

// Keeps what was just typed in sight, in this place only: the page around it stays where it is.
function scrollToLatest(element: HTMLElement, latest: HTMLElement | null): void {
  if (!latest) return;
  const [place, row] = [element.getBoundingClientRect(), latest.getBoundingClientRect()];
  if (row.bottom > place.bottom) element.scrollTop += row.bottom - place.bottom;
  else if (row.top < place.top) element.scrollTop -= place.top - row.top;
}
