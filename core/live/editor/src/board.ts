// The board: a section's whole editable content, drawn from the schema that comes with the page.
// Here it is put together and taken apart: connection, navigation, the section that is shown, banners.
// Typing never goes through Streamlit, and nothing is written before the document is here.
import { boardCss } from "./board_style";
import type { Board, BoardData } from "./board_context";
import { makeCarets } from "./carets";
import { component, type Component, type Instance } from "./component";
import { connect, type Connection } from "./connection";
import { knownZone } from "./datetime";
import { h, replace, style } from "./dom";
import { deskOf } from "./hint_desk";
import { makeHints } from "./hints";
import { guardKeys } from "./keys";
import { nav } from "./nav";
import { sectionView, type SectionPart } from "./section_view";
import { signal, stops, watch } from "./signal";
import { dress } from "./theme";
import { makeToasts } from "./toast";
import { undoFor } from "./undo";

export const board = component<BoardData>(mount);

function mount(call: Component<BoardData>): Instance<BoardData> {
  const host = h("div", { class: "board" });
  call.parentElement.append(host);
  style(call.parentElement, boardCss);
  dress(call.parentElement, host);
  let data = call.data;
  let drawn = draw(host, data);
  return {
    update(next) {
      dress(next.parentElement, host);
      if (sameLine(next.data, data)) drawn.update(next.data);
      else {
        drawn.destroy();
        drawn = draw(host, next.data);
      }
      data = next.data;
    },
    destroy() {
      drawn.destroy();
      host.remove();
    },
  };
}

function sameLine(a: BoardData, b: BoardData): boolean {
  const line = (data: BoardData): string => JSON.stringify([data.pm, data.epoch, data.socket, data.hints, data.sections]);
  return line(a) === line(b);
}

interface Drawn {
  update(data: BoardData): void;
  destroy(): void;
}

function draw(host: HTMLElement, data: BoardData): Drawn {
  const connection = connect(data);
  const ways = stops();
  const latest = signal(data);
  ways.add(() => connection.release());
  const opening = h("p", { class: "opening", role: "status" }, "Opening the page everybody writes on …");
  replace(host, opening);
  let started = false;
  // Nothing can be typed before the document is here: what is written into an empty one would stand twice.
  ways.add(
    watch([connection.synced, connection.closed], () => {
      const closed = connection.closed.get();
      if (connection.synced.get() && !started) {
        started = true;
        ways.add(fill(host, connection, latest));
      } else if (closed && !started) opening.textContent = closed.sentence;
    }),
  );
  return { update: (next) => latest.set(next), destroy: () => (ways.all(), host.replaceChildren()) };
}

function fill(host: HTMLElement, connection: Connection, latest: ReturnType<typeof signal<BoardData>>): () => void {
  const ways = stops();
  const toasts = makeToasts();
  const board = makeBoard(host, connection, latest, toasts.say, ways);
  const side = nav(board);
  const banner = h("div", { class: "banner", role: "status" });
  const place = h("div", { class: "place" });
  host.replaceChildren(h("div", { class: "frame" }, side.dom, h("div", { class: "main" }, banner, place)), toasts.dom, deskOf(board).dom);
  ways.add(() => side.destroy(), toasts.destroy, guardKeys(host, board));

  let shown: SectionPart | null = null;
  const show = (): void => {
    const section = board.sections.find((one) => one.id === connection.focusSection.get()) ?? board.sections[0];
    if (!section) return;
    const had = place.contains(board.root.activeElement);
    shown?.destroy();
    shown = sectionView(board, section);
    place.replaceChildren(shown.dom);
    // Whoever sat in a field keeps the keyboard inside the board: the next key is no shortcut of the page.
    if (had) shown.heading.focus({ preventScroll: true });
  };
  ways.add(connection.focusSection.subscribe(show), () => shown?.destroy());
  ways.add(watch([connection.follow.banner, connection.closed], () => drawBanner(banner, board)));
  show();
  return () => ways.all();
}

function makeBoard(
  host: HTMLElement, connection: Connection, latest: ReturnType<typeof signal<BoardData>>, say: Board["say"], ways: ReturnType<typeof stops>,
): Board {
  const { doc } = connection;
  const facts = doc.getMap("facts");
  const readonly = signal(false);
  const zone = signal("UTC");
  const carets = makeCarets(doc, connection.awareness, (cursor) => connection.present("cursor", cursor));
  ways.add(
    watch([connection.me, connection.closed, latest], () => {
      const locked = latest.get().readonly === true || connection.me.get()?.role === "viewer" || connection.closed.get() !== null;
      readonly.set(locked);
      host.dataset["readonly"] = String(locked);
    }),
    () => carets.destroy(),
  );
  const readZone = (): void => zone.set(knownZone(facts.get("zone") ?? latest.get().zone));
  readZone();
  facts.observe(readZone);
  ways.add(() => facts.unobserve(readZone));
  const root = host.getRootNode();
  return {
    connection, doc, facts, carets, readonly, zone, say,
    undo: undoFor(doc, connection.localOrigin),
    hints: makeHints(latest.get().hints),
    root: root instanceof ShadowRoot ? root : document,
    sections: latest.get().sections,
    editors: new Map(),
    unsettled: new Map(),
    edit: (change) => doc.transact(change, connection.localOrigin),
  };
}

function drawBanner(banner: HTMLElement, board: Board): void {
  const { connection } = board;
  const closed = connection.closed.get();
  const to = connection.follow.banner.get()?.to;
  if (closed) return replace(banner, h("p", { class: "stopped" }, closed.sentence));
  if (!to) return replace(banner);
  const title = board.sections.find((section) => section.id === to)?.title ?? "another section";
  const go = h("button", { type: "button", class: "follow", onclick: () => connection.follow.follow() }, "Follow");
  replace(banner, h("p", { class: "moved" }, h("span", null, `The group moved to ${title}`), go));
}
