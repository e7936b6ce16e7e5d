// The strip over the section: the connection is closed, no facilitator is present, or the group is in another section.
// At most two lines. Not here: deciding any of it (section_follower, the server).

import type { SectionId } from "../connection/connection";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { postToServer } from "../shared/server_request";
import { watch } from "../shared/signal";
import type { Board, Part } from "./board_context";

const css = `
.board .banner p + p { margin-top: .5rem; }
.board .banner .missed { background: var(--warm-soft); border: 1px solid var(--warm); }
`;

export function boardBanner(board: Board): Part {
  const { connection } = board;
  adoptStyles(board.root, css);
  const dom = h("div", { class: "banner", role: "status" });
  const takeOver = h(
    "button",
    { type: "button", class: "follow", onclick: () => void takeOverMeeting(board, takeOver) },
    "Take over",
  );
  const facilitatorAway = h("p", { class: "missed" }, h("span", null, "The facilitator is away. Take over?"), takeOver);
  const facilitatorAwayReadOnly = h("p", { class: "missed" }, h("span", null, "The facilitator is away."));
  const draw = (): void => {
    const closed = connection.closed.get();
    if (closed) return setChildren(dom, h("p", { class: "stopped" }, closed.sentence));
    const me = connection.me.get();
    const meeting = connection.meeting.get();
    const away = meeting?.away === true && me !== null && !meeting.facilitators.includes(me.id);
    setChildren(dom, away && (me.role === "viewer" ? facilitatorAwayReadOnly : facilitatorAway), groupElsewhere(board));
  };
  // What is drawn anew at each message of the clock must not take the button from under a finger.
  let shown = "";
  const stop = watch(
    [connection.follower.banner, connection.focusSection, connection.closed, connection.meeting, connection.me],
    () => {
      const now = JSON.stringify([
        connection.closed.get(),
        connection.follower.banner.get(),
        connection.focusSection.get(),
        connection.meeting.get()?.away,
        connection.meeting.get()?.facilitators,
        connection.me.get(),
      ]);
      if (now === shown) return;
      shown = now;
      draw();
    },
  );
  return { dom, destroy: stop };
}

function groupElsewhere(board: Board): HTMLElement | null {
  const { connection } = board;
  const group = connection.follower.banner.get();
  if (!group) return null;
  const titled = (id: SectionId): string =>
    board.sections.find((section) => section.id === id)?.title ?? "another section";
  const go = h(
    "button",
    { type: "button", class: "follow", onclick: () => connection.follower.followGroup() },
    group.mine ? "Back to the group" : "Follow",
  );
  const text = group.mine
    ? `You are looking at ${titled(connection.focusSection.get())} · the group is in ${titled(group.to)}`
    : `The group moved to ${titled(group.to)}`;
  return h("p", { class: group.mine ? "moved own" : "moved" }, h("span", null, text), go);
}

async function takeOverMeeting(board: Board, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const { ok, sentence } = await postToServer(`live/lead/${encodeURIComponent(board.connection.data.pm)}`, {});
  button.disabled = false;
  board.notify(ok ? "You facilitate now. The controls stand beside the page, on a phone below it." : sentence);
}
