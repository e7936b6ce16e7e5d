// The board component: a section's whole editable content, drawn from the schema that comes with the page. It puts
// connection, navigation, section and banners together and takes them apart. Typing never goes through Streamlit, and
// nothing is written before the document has been synced.

import { type Connection, connect } from "../connection/connection";
import { undoManagerFor, withoutUndo } from "../document/undo";
import { adoptable } from "../early/take_over";
import { makeHintClient } from "../hints/hint_client";
import { hintCoordinatorOf } from "../hints/hint_coordinator";
import { lateSeenBefore } from "../memory/late_seen_before";
import { Carets } from "../presence/carets";
import { makeDraftStore } from "../quiet/quiet_client";
import { quietMinute } from "../quiet/quiet_minute";
import { type Component, component, type Instance } from "../shared/component";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { whenIdle } from "../shared/late_module";
import { revealHeading } from "../shared/reveal_heading";
import { makeDisposables, signal, watch } from "../shared/signal";
import { makeToasts } from "../shared/toast";
import { watchViewportInsets } from "../shared/viewport_insets";
import { boardCss } from "../style/board_css";
import { editorCss } from "../style/editor_css";
import { applyTheme } from "../style/theme";
import { knownZone } from "../time/datetime";
import type { DayOrder } from "../time/due_dates";
import { warmUp } from "../typing/warm_up";
import { boardBanner } from "./banner";
import type { Board, BoardData } from "./board_context";
import { handleBoardKeys } from "./board_keys";
import { followDeepLink } from "./deep_link";
import { idlePart, lateListener, latePart } from "./late_part";
import { laterParts } from "./late_parts";
import { namePrompt } from "./name_prompt";
import { sectionNav } from "./section_nav";
import { type SectionPart, sectionView } from "./section_view";
import { holdStrayDrops } from "./stray_drops";

export const board = component<BoardData>(adoptable("board", mount));

function mount(call: Component<BoardData>): Instance<BoardData> {
  const host = h("div", { class: "board" });
  call.parentElement.append(host);
  adoptStyles(call.parentElement, boardCss);
  adoptStyles(call.parentElement, editorCss);
  applyTheme(call.parentElement, host);
  let data = call.data;
  let drawn = connectAndDraw(host, data);
  return {
    update(next) {
      applyTheme(next.parentElement, host);
      if (sameConnection(next.data, data)) drawn.update(next.data);
      else {
        drawn.destroy();
        drawn = connectAndDraw(host, next.data);
      }
      data = next.data;
    },
    destroy() {
      drawn.destroy();
      host.remove();
    },
  };
}

function sameConnection(a: BoardData, b: BoardData): boolean {
  const line = (data: BoardData): string =>
    JSON.stringify([data.pm, data.epoch, data.socket, data.hints, data.sections]);
  return line(a) === line(b);
}

interface Drawn {
  update(data: BoardData): void;
  destroy(): void;
}

function connectAndDraw(host: HTMLElement, data: BoardData): Drawn {
  const connection = connect(data);
  const disposables = makeDisposables();
  const latest = signal(data);
  disposables.add(() => connection.release());
  const loading = h("p", { class: "opening", role: "status" }, "Opening the page everybody writes on …");
  setChildren(host, loading);
  let started = false;
  // Nothing can be typed before the document is here: what is written into an empty one would stand twice.
  disposables.add(
    watch([connection.synced, connection.closed], () => {
      const closed = connection.closed.get();
      if (connection.synced.get() && !started) {
        started = true;
        disposables.add(drawBoard(host, connection, latest));
      } else if (closed && !started) loading.textContent = closed.sentence;
    }),
  );
  return {
    update: (next) => latest.set(next),
    destroy() {
      disposables.dispose();
      host.replaceChildren();
    },
  };
}

function drawBoard(
  host: HTMLElement,
  connection: Connection,
  latest: ReturnType<typeof signal<BoardData>>,
): () => void {
  const disposables = makeDisposables();
  const toasts = makeToasts();
  const context = makeBoard(host, connection, latest, toasts.show, disposables);
  const side = sectionNav(context);
  const strip = boardBanner(context);
  // The same under every section, so that a Next does not make its editors anew.
  const notes = latePart(laterParts, (later) => later.sectionNotes(context));
  const place = h("div", { class: "place" }, notes.dom);
  const offer = namePrompt(context);
  const late = idlePart(laterParts, (later) => later.catchUp(context));
  const reading = idlePart(laterParts, (later) => later.readingStrip(context));
  const kept = idlePart(laterParts, (later) => later.offlineCopiesPanel(host, connection));
  const seen = latest.get().seen ? lateSeenBefore(context) : null;
  const main = h("div", { class: "main" }, offer.dom, strip.dom, late.dom, reading.dom, place);
  host.replaceChildren(
    kept.dom,
    h("div", { class: "frame" }, seen ? h("div", { class: "side" }, side.dom, seen.notice) : side.dom, main),
    ...(seen ? [seen.card] : []),
    toasts.dom,
    hintCoordinatorOf(context).dom,
  );
  disposables.add(
    watchViewportInsets(),
    ...[side, seen, offer, strip, late, reading, notes, kept].map((part) => () => part?.destroy()),
    toasts.destroy,
    handleBoardKeys(host, context),
    holdStrayDrops(context.notify),
    warmUp(context),
    lateListener(laterParts, (later) => later.takePagePastes(context)),
  );

  let shown: SectionPart | null = null;
  const show = (): void => {
    const changed = shown !== null;
    const section = context.sections.find((item) => item.id === connection.focusSection.get()) ?? context.sections[0];
    if (!section) return;
    const hadFocus = place.contains(context.root.activeElement);
    shown?.dom.remove();
    shown?.destroy();
    shown = sectionView(context, section);
    place.prepend(shown.dom);
    // Whoever sat in a field keeps the keyboard inside the board: the next key is no shortcut of the page.
    if (hadFocus) shown.heading.focus({ preventScroll: true });
    if (changed) revealHeading(shown.heading, strip.dom);
  };
  disposables.add(connection.focusSection.subscribe(show), () => shown?.destroy());
  show();
  followDeepLink(context, place);
  // Problems are told where the parts are needed.
  whenIdle(() => void laterParts.load().catch(() => undefined));
  return () => disposables.dispose();
}

function makeBoard(
  host: HTMLElement,
  connection: Connection,
  latest: ReturnType<typeof signal<BoardData>>,
  say: Board["notify"],
  disposables: ReturnType<typeof makeDisposables>,
): Board {
  const { doc } = connection;
  const facts = doc.getMap("facts");
  const readonly = signal(false);
  const zone = signal("UTC");
  const carets = new Carets(doc, connection.awareness, (cursor) => connection.setPresence("cursor", cursor));
  disposables.add(
    watch([connection.me, connection.closed, latest], () => {
      const locked =
        latest.get().readonly === true || connection.me.get()?.role === "viewer" || connection.closed.get() !== null;
      readonly.set(locked);
      host.dataset.readonly = String(locked);
    }),
    () => carets.destroy(),
  );
  const readZone = (): void => zone.set(knownZone(facts.get("zone") ?? latest.get().zone));
  readZone();
  facts.observe(readZone);
  disposables.add(() => facts.unobserve(readZone));
  const hints = makeHintClient(latest.get().hints);
  const dayOrder = signal<DayOrder | null>(null);
  // The team's setting first: it may have been changed since somebody answered in this document.
  const readDayOrder = (): void =>
    dayOrder.set(dayOrderOf(latest.get().day_order) ?? dayOrderOf(facts.get("day_order")));
  disposables.add(watch([latest], readDayOrder), () => facts.unobserve(readDayOrder));
  facts.observe(readDayOrder);
  const proseFields = new Set(
    latest.get().sections.flatMap(({ fields }) => fields.filter(({ kind }) => kind === "prose").map(({ id }) => id)),
  );
  const quiet = quietMinute({
    connection,
    store: makeDraftStore(connection, (sentence) => say(sentence)),
    isProse: (field) => proseFields.has(field),
    readonly,
  });
  disposables.add(() => quiet.stop());
  const root = host.getRootNode();
  return {
    connection,
    doc,
    facts,
    carets,
    readonly,
    zone,
    notify: say,
    undo: undoManagerFor(doc, connection.localOrigin),
    quiet,
    hints,
    dayOrder,
    chooseDayOrder(order) {
      if (readonly.get()) return;
      withoutUndo(doc, connection.localOrigin, () => facts.set("day_order", order));
      void hints.saveDayOrder(order);
    },
    proposedDue: () => dueProposal(latest.get(), String(facts.get("severity") ?? "")),
    tracker: latest.get().tracker ?? "",
    knownNames: (key) => latest.get().labels?.[key] ?? [],
    root: root instanceof ShadowRoot ? root : document,
    sections: latest.get().sections,
    editors: new Map(),
    edit: (change) => doc.transact(change, connection.localOrigin),
  };
}

function dueProposal(data: BoardData, severity: string): { days: number; severity: string } | null {
  const days = data.due_days?.[severity];
  return typeof days === "number" && days > 0 ? { days, severity } : null;
}

function dayOrderOf(value: unknown): DayOrder | null {
  return value === "dmy" || value === "mdy" ? value : null;
}
