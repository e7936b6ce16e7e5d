// The count behind the badge: "saved" is said about nothing that the server has not confirmed.
import assert from "node:assert/strict";
import test from "node:test";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { AckTracker, frameKind } from "../ack_tracker";

const update = (): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "a");
  sync.writeUpdate(encoder, Y.encodeStateAsUpdate(doc));
  return encoding.toUint8Array(encoder);
};
const answer = (doc: Y.Doc): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  sync.writeSyncStep2(encoder, doc, Y.encodeStateVector(new Y.Doc()));
  return encoding.toUint8Array(encoder);
};
const ask = (): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  sync.writeSyncStep1(encoder, new Y.Doc());
  return encoding.toUint8Array(encoder);
};
const presence = new Uint8Array([1, 1, 0]);

// A change in the tab while the socket is open: the provider sends first, then the change is noted.
function type(acks: AckTracker): void {
  acks.sent(update());
  acks.changed();
}

test("frames are told apart as the server tells them apart", () => {
  const full = new Y.Doc();
  full.getText("t").insert(0, "words");
  assert.equal(frameKind(update()), "update");
  assert.equal(frameKind(answer(full)), "step2");
  assert.equal(frameKind(answer(new Y.Doc())), "empty");
  assert.equal(frameKind(ask()), "other");
  assert.equal(frameKind(presence), "other");
  assert.equal(frameKind(new Uint8Array([])), "other");
  assert.equal(frameKind(new Uint8Array([0, 255, 255])), "other");
});

test("each change is pending until its own receipt", () => {
  const acks = new AckTracker();
  acks.opened();
  acks.sent(answer(new Y.Doc()));
  assert.equal(acks.pending, 0);
  type(acks);
  type(acks);
  assert.equal(acks.pending, 2);
  acks.saved(2);
  assert.equal(acks.pending, 1);
  acks.saved(3);
  assert.equal(acks.pending, 0);
});

test("only document frames count, as on the server", () => {
  const acks = new AckTracker();
  acks.opened();
  acks.sent(ask());
  acks.sent(presence);
  assert.equal(acks.framesSent, 0);
  type(acks);
  assert.equal(acks.framesSent, 1);
});

test("changes without a socket are kept and counted", () => {
  const acks = new AckTracker();
  acks.changed();
  acks.changed();
  acks.changed();
  assert.equal(acks.pending, 3);
});

test("what a dead socket carried without a receipt is pending again", () => {
  const acks = new AckTracker();
  acks.opened();
  type(acks);
  type(acks);
  type(acks);
  acks.saved(1);
  acks.closed();
  assert.equal(acks.pending, 2);
  acks.changed();
  assert.equal(acks.pending, 3);
});

test("the answer after a reconnection carries all that was unsent, and its receipt settles it", () => {
  const acks = new AckTracker();
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "offline");
  acks.changed();
  acks.changed();
  acks.opened();
  acks.sent(answer(doc));
  assert.equal(acks.pending, 2);
  acks.saved(1);
  assert.equal(acks.pending, 0);
});

test("a receipt of an older socket proves nothing about a newer one", () => {
  const acks = new AckTracker();
  acks.opened();
  type(acks);
  acks.saved(1);
  acks.opened();
  type(acks);
  assert.equal(acks.pending, 1);
});

test("receipts never go backwards and never beyond what was sent", () => {
  const acks = new AckTracker();
  acks.opened();
  type(acks);
  acks.saved(99);
  type(acks);
  assert.equal(acks.pending, 1);
  acks.saved(2);
  acks.saved(1);
  acks.saved(Number.NaN);
  assert.equal(acks.pending, 0);
});

test("an answer made only of deletions that were made offline waits for its receipt", () => {
  const acks = new AckTracker();
  acks.changed();
  acks.opened();
  acks.sent(answer(new Y.Doc()));
  assert.equal(acks.pending, 1);
  acks.saved(1);
  assert.equal(acks.pending, 0);
});

test("words from before a reload are pending until the first answer is stored", () => {
  const acks = new AckTracker();
  acks.restoreUnsent(4);
  assert.equal(acks.pending, 4);
  acks.opened();
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "from before");
  acks.sent(answer(doc));
  acks.saved(1);
  assert.equal(acks.pending, 0);
});

test("reading this browser's own copy is nobody's change", () => {
  const acks = new AckTracker();
  acks.opened();
  acks.sent(update());
  acks.loadedFromCopy();
  acks.changed();
  assert.equal(acks.pending, 2);
  acks.saved(1);
  assert.equal(acks.pending, 1);
});
