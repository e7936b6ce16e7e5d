// The person's own lines in a quiet minute: a line that goes away while somebody types in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldSchema } from "../../board/board_context";
import { testBoard } from "../../testing/board";
import { all, freshHost, type } from "../../testing/dom";
import { draftFields } from "../draft_fields";

const FIELD = { id: "factors", label: "Contributing factors", kind: "rows", placeholder: "" } as FieldSchema;

test("a line with the focus is taken out once, although its blur draws again", () => {
  const { board } = testBoard();
  const host = freshHost();
  const { store } = board.quiet;
  const parts = draftFields(board, store, [FIELD]);
  host.append(parts.dom);
  const areas = (): HTMLTextAreaElement[] => all<HTMLTextAreaElement>(host, "textarea");
  const area = areas()[0] as HTMLTextAreaElement;
  area.focus();
  type(area, "One certificate for all");
  const item = area.parentElement as HTMLElement;
  let removed = 0;
  const remove = item.remove.bind(item);
  // As browsers do: taking the focused node out blurs it first, and a second removal inside would fail.
  item.remove = () => {
    removed += 1;
    if (removed === 1) area.dispatchEvent(new Event("blur"));
    remove();
  };
  board.readonly.set(true);
  assert.equal(removed, 1);
  assert.equal(areas().length, 0);
  parts.destroy();
});
