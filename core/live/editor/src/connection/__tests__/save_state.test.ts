// The badge tells the truth: saved, saving, or how many changes only this browser has.
import assert from "node:assert/strict";
import test from "node:test";
import { changeCount, closeMessage, FINAL_CODES } from "../connection_messages";
import { type LinkState, sameSaveStatus, saveStatusOf } from "../save_state";

const fine: LinkState = {
  up: true,
  closed: false,
  downFor: 0,
  silentFor: 0,
  synced: true,
  pending: 0,
  kept: 0,
  storing: true,
};

test("saved is said only on an open, synced line with nothing pending", () => {
  assert.equal(saveStatusOf(fine).state, "saved");
  assert.equal(saveStatusOf({ ...fine, pending: 1 }).state, "saving");
  assert.equal(saveStatusOf({ ...fine, synced: false }).state, "saving");
  assert.equal(saveStatusOf({ ...fine, up: false, downFor: 10_000 }).state, "offline");
});

test("offline says how many changes are kept here", () => {
  const badge = saveStatusOf({ ...fine, up: false, downFor: 9000, pending: 3 });
  assert.equal(badge.sentence, "Offline, 3 changes kept here");
  assert.equal(saveStatusOf({ ...fine, up: false, downFor: 9000, pending: 1 }).sentence, "Offline, 1 change kept here");
  assert.match(saveStatusOf({ ...fine, up: false, downFor: 9000 }).sentence ?? "", /Offline/);
});

test("a browser that refuses to store is not said to keep anything", () => {
  const badge = saveStatusOf({ ...fine, up: false, downFor: 9000, pending: 2, storing: false });
  assert.equal(badge.sentence, "Offline, 2 changes only on this page: keep it open");
  assert.equal(
    saveStatusOf({ ...fine, up: false, closed: true, pending: 1, storing: false }).sentence,
    "Closed, 1 change only on this page: keep it open",
  );
});

test("how many changes this browser has stored is a change of the badge", () => {
  const before = saveStatusOf({ ...fine, up: false, downFor: 9000, pending: 2, kept: 1 });
  const after = saveStatusOf({ ...fine, up: false, downFor: 9000, pending: 2, kept: 2 });
  assert.equal(after.kept, 2);
  assert.ok(!sameSaveStatus(before, after));
});

test("a flicker of the network is not called offline, and not called saved either", () => {
  assert.equal(saveStatusOf({ ...fine, up: false, downFor: 300 }).state, "saving");
  assert.equal(saveStatusOf({ ...fine, up: false, downFor: 300, pending: 2 }).sentence, "Saving…");
});

test("an open socket that says nothing while changes wait is offline", () => {
  assert.equal(saveStatusOf({ ...fine, pending: 2, silentFor: 5001 }).sentence, "Offline, 2 changes kept here");
  assert.equal(saveStatusOf({ ...fine, pending: 2, silentFor: 4000 }).state, "saving");
  assert.equal(saveStatusOf({ ...fine, silentFor: 60_000 }).state, "saved");
});

test("a server that only stores slowly is not called offline", () => {
  assert.equal(saveStatusOf({ ...fine, pending: 40, silentFor: 900 }).state, "saving");
});

test("a line that is closed for good says so, and what only this browser has", () => {
  const badge = saveStatusOf({ ...fine, up: false, closed: true, pending: 2 });
  assert.equal(badge.state, "offline");
  assert.equal(badge.pending, 2);
  assert.equal(badge.sentence, "Closed, 2 changes kept here");
  assert.equal(saveStatusOf({ ...fine, up: false, closed: true }).sentence, "Closed");
});

test("the first moments are called connecting, not saving", () => {
  assert.equal(saveStatusOf({ ...fine, up: false, downFor: 200, synced: false }).sentence, "Connecting…");
});

test("every final code has a sentence that says what to do, and no other code is final", () => {
  for (const code of [4401, 4403, 4404, 4409, 4413, 4422, 4429]) {
    assert.ok(FINAL_CODES.includes(code));
    assert.ok((closeMessage(code) ?? "").length > 40, String(code));
  }
  assert.ok(closeMessage(4499));
  for (const code of [1000, 1006, 1012, 4399, 4500, 4503, 4508]) assert.equal(closeMessage(code), null);
});

test("equal badges are not told twice", () => {
  assert.ok(sameSaveStatus(saveStatusOf(fine), saveStatusOf({ ...fine, silentFor: 12 })));
  assert.ok(!sameSaveStatus(saveStatusOf(fine), saveStatusOf({ ...fine, pending: 1 })));
  assert.equal(changeCount(1), "1 change");
});
