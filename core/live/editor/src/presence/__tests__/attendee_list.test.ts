// Who is counted: whoever has a tab open now. Who joined and left is named apart, a shared screen not at all.
import assert from "node:assert/strict";
import test from "node:test";
import { mayTakeOver } from "../../clock/menu_items";
import type { MeetingMessage, Member } from "../../connection/connection";
import { attendance } from "../attendee_list";

const member = (id: string, name: string, role = "participant"): Member =>
  ({ id, name, color: "#0f6b6b", role }) as Member;
const tab = (id: string, name: string, view = "room"): unknown => ({ view, user: { id, name, color: "#0f6b6b" } });
const ids = (some: readonly Member[]): string[] => some.map(({ id }) => id);

test("who left is not counted, and named", () => {
  const found = attendance([member("a", "Ana"), member("b", "Bo")], [tab("a", "Ana")], "a");
  assert.deepEqual([ids(found.here), ids(found.left)], [["a"], ["b"]]);
});

test("a shared screen is nobody, by its role and by its page", () => {
  const members = [member("a", "Ana"), member("s", "Wall", "screen")];
  assert.deepEqual(attendance(members, [tab("a", "Ana"), tab("s", "Wall", "present")], "a"), {
    here: [members[0]],
    left: [],
  });
  // Ana closed her room and left the shared screen open: she is not at the table.
  assert.deepEqual(ids(attendance(members, [tab("a", "Ana", "present")], null).left), ["a"]);
});

test("somebody who came a moment ago is counted before the list has them", () => {
  const found = attendance([], [tab("n", "New"), tab("n", "New")], null);
  assert.deepEqual(
    found.here.map(({ name }) => name),
    ["New"],
  );
});

test("one press leads in the place of somebody who is away, and of nobody else", () => {
  const meeting = (away: boolean): MeetingMessage => ({ away, facilitators: ["f"] }) as unknown as MeetingMessage;
  assert.equal(mayTakeOver(member("a", "Ana"), meeting(true)), true);
  assert.equal(mayTakeOver(member("a", "Ana"), meeting(false)), false);
  assert.equal(mayTakeOver(member("f", "Fay", "facilitator"), meeting(true)), false);
  assert.equal(mayTakeOver(member("v", "Vic", "viewer"), meeting(true)), false);
  assert.equal(mayTakeOver(null, meeting(true)), false);
});
