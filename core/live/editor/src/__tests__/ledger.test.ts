// The count behind the badge: "saved" is said about nothing that the server has not confirmed.
import assert from "node:assert/strict";
import test from "node:test";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { frameKind, Ledger } from "../ledger";

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
function type(ledger: Ledger): void {
  ledger.sent(update());
  ledger.changed();
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
  const ledger = new Ledger();
  ledger.opened();
  ledger.sent(answer(new Y.Doc()));
  assert.equal(ledger.pending, 0);
  type(ledger);
  type(ledger);
  assert.equal(ledger.pending, 2);
  ledger.saved(2);
  assert.equal(ledger.pending, 1);
  ledger.saved(3);
  assert.equal(ledger.pending, 0);
});

test("only document frames count, as on the server", () => {
  const ledger = new Ledger();
  ledger.opened();
  ledger.sent(ask());
  ledger.sent(presence);
  assert.equal(ledger.framesSent, 0);
  type(ledger);
  assert.equal(ledger.framesSent, 1);
});

test("changes without a socket are kept and counted", () => {
  const ledger = new Ledger();
  ledger.changed();
  ledger.changed();
  ledger.changed();
  assert.equal(ledger.pending, 3);
});

test("what a dead socket carried without a receipt is pending again", () => {
  const ledger = new Ledger();
  ledger.opened();
  type(ledger);
  type(ledger);
  type(ledger);
  ledger.saved(1);
  ledger.closed();
  assert.equal(ledger.pending, 2);
  ledger.changed();
  assert.equal(ledger.pending, 3);
});

test("the answer after a reconnection carries all that was unsent, and its receipt settles it", () => {
  const ledger = new Ledger();
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "offline");
  ledger.changed();
  ledger.changed();
  ledger.opened();
  ledger.sent(answer(doc));
  assert.equal(ledger.pending, 2);
  ledger.saved(1);
  assert.equal(ledger.pending, 0);
});

test("a receipt of an older socket proves nothing about a newer one", () => {
  const ledger = new Ledger();
  ledger.opened();
  type(ledger);
  ledger.saved(1);
  ledger.opened();
  type(ledger);
  assert.equal(ledger.pending, 1);
});

test("receipts never go backwards and never beyond what was sent", () => {
  const ledger = new Ledger();
  ledger.opened();
  type(ledger);
  ledger.saved(99);
  type(ledger);
  assert.equal(ledger.pending, 1);
  ledger.saved(2);
  ledger.saved(1);
  ledger.saved(Number.NaN);
  assert.equal(ledger.pending, 0);
});

test("an answer made only of deletions that were made offline waits for its receipt", () => {
  const ledger = new Ledger();
  ledger.changed();
  ledger.opened();
  ledger.sent(answer(new Y.Doc()));
  assert.equal(ledger.pending, 1);
  ledger.saved(1);
  assert.equal(ledger.pending, 0);
});

test("words from before a reload are pending until the first answer is stored", () => {
  const ledger = new Ledger();
  ledger.remember(4);
  assert.equal(ledger.pending, 4);
  ledger.opened();
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "from before");
  ledger.sent(answer(doc));
  ledger.saved(1);
  assert.equal(ledger.pending, 0);
});

test("reading this browser's own copy is nobody's change", () => {
  const ledger = new Ledger();
  ledger.opened();
  ledger.sent(update());
  ledger.loaded();
  ledger.changed();
  assert.equal(ledger.pending, 2);
  ledger.saved(1);
  assert.equal(ledger.pending, 1);
});
