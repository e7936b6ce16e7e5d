// The badge tells the truth: saved, saving, or how many changes only this browser has.
import assert from "node:assert/strict";
import test from "node:test";
import { sameSave, saveState, type LineFacts } from "../save_state";
import { changes, closeSentence, FINAL_CODES } from "../sentences";

const fine: LineFacts = { up: true, closed: false, downFor: 0, silentFor: 0, synced: true, pending: 0, kept: 0, storing: true };

test("saved is said only on an open, synced line with nothing pending", () => {
  assert.equal(saveState(fine).state, "saved");
  assert.equal(saveState({ ...fine, pending: 1 }).state, "saving");
  assert.equal(saveState({ ...fine, synced: false }).state, "saving");
  assert.equal(saveState({ ...fine, up: false, downFor: 10_000 }).state, "offline");
});

test("offline says how many changes are kept here", () => {
  const badge = saveState({ ...fine, up: false, downFor: 9000, pending: 3 });
  assert.equal(badge.sentence, "Offline, 3 changes kept here");
  assert.equal(saveState({ ...fine, up: false, downFor: 9000, pending: 1 }).sentence, "Offline, 1 change kept here");
  assert.match(saveState({ ...fine, up: false, downFor: 9000 }).sentence ?? "", /Offline/);
});

test("a browser that refuses to store is not said to keep anything", () => {
  const badge = saveState({ ...fine, up: false, downFor: 9000, pending: 2, storing: false });
  assert.equal(badge.sentence, "Offline, 2 changes only on this page: keep it open");
  assert.equal(saveState({ ...fine, up: false, closed: true, pending: 1, storing: false }).sentence, "Closed, 1 change only on this page: keep it open");
});

test("how many changes this browser has stored is a change of the badge", () => {
  const before = saveState({ ...fine, up: false, downFor: 9000, pending: 2, kept: 1 });
  const after = saveState({ ...fine, up: false, downFor: 9000, pending: 2, kept: 2 });
  assert.equal(after.kept, 2);
  assert.ok(!sameSave(before, after));
});

test("a flicker of the network is not called offline, and not called saved either", () => {
  assert.equal(saveState({ ...fine, up: false, downFor: 300 }).state, "saving");
  assert.equal(saveState({ ...fine, up: false, downFor: 300, pending: 2 }).sentence, "Saving…");
});

test("an open socket that says nothing while changes wait is offline", () => {
  assert.equal(saveState({ ...fine, pending: 2, silentFor: 5001 }).sentence, "Offline, 2 changes kept here");
  assert.equal(saveState({ ...fine, pending: 2, silentFor: 4000 }).state, "saving");
  assert.equal(saveState({ ...fine, silentFor: 60_000 }).state, "saved");
});

test("a server that only stores slowly is not called offline", () => {
  assert.equal(saveState({ ...fine, pending: 40, silentFor: 900 }).state, "saving");
});

test("a line that is closed for good says so, and what only this browser has", () => {
  const badge = saveState({ ...fine, up: false, closed: true, pending: 2 });
  assert.equal(badge.state, "offline");
  assert.equal(badge.pending, 2);
  assert.equal(badge.sentence, "Closed, 2 changes kept here");
  assert.equal(saveState({ ...fine, up: false, closed: true }).sentence, "Closed");
});

test("the first moments are called connecting, not saving", () => {
  assert.equal(saveState({ ...fine, up: false, downFor: 200, synced: false }).sentence, "Connecting…");
});

test("every final code has a sentence that says what to do, and no other code is final", () => {
  for (const code of [4401, 4403, 4404, 4409, 4413, 4422, 4429]) {
    assert.ok(FINAL_CODES.includes(code));
    assert.ok((closeSentence(code) ?? "").length > 40, String(code));
  }
  assert.ok(closeSentence(4499));
  for (const code of [1000, 1006, 1012, 4399, 4500, 4503, 4508]) assert.equal(closeSentence(code), null);
});

test("equal badges are not told twice", () => {
  assert.ok(sameSave(saveState(fine), saveState({ ...fine, silentFor: 12 })));
  assert.ok(!sameSave(saveState(fine), saveState({ ...fine, pending: 1 })));
  assert.equal(changes(1), "1 change");
});
