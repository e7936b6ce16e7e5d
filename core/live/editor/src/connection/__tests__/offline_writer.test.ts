// The copy in this browser: bundled while the server has the words too, at once while nobody else has them.
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import * as Y from "yjs";
import { type CopyDatabase, OfflineWriter } from "../offline_writer";

interface Bundle {
  updates: Uint8Array[];
  unsent: number | null;
  end: { oncomplete?: () => void; onabort?: () => void };
}

/** A copy whose disk is a list; a bundle is stored when the test says so. */
function setUp(options: { refuses?: boolean } = {}) {
  const bundles: Bundle[] = [];
  const doc = new Y.Doc();
  const disk = { ...options };
  const db = {
    transaction() {
      if (disk.refuses) throw new Error("the quota is used up");
      const bundle: Bundle = { updates: [], unsent: null, end: {} };
      bundles.push(bundle);
      return Object.assign(bundle.end, {
        objectStore: (name: string) => ({
          add: (update: Uint8Array) => bundle.updates.push(update),
          put: (count: number, key: string) => {
            assert.deepEqual([name, key], ["custom", "unsent"]);
            bundle.unsent = count;
          },
        }),
        commit: () => undefined,
      });
    },
  };
  const copy = { db, doc, synced: true, _storeUpdate: () => undefined, _dbsize: 0 } as unknown as CopyDatabase;
  let told = 0;
  const writer = new OfflineWriter(copy, () => (told += 1));
  const type = (text: string): void => doc.getText("t").insert(doc.getText("t").length, text);
  const read = (): string => {
    const again = new Y.Doc();
    for (const item of bundles.flatMap((bundle) => bundle.updates)) Y.applyUpdate(again, item);
    return again.getText("t").toString();
  };
  return { bundles, copy, disk, doc, read, told: () => told, type, writer };
}

test("while the server can be reached a key does not wait for the disk, and many keys are one bundle", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { bundles, read, type, writer } = setUp();
  writer.urgent = false;
  for (const key of "abc") {
    type(key);
    writer.unsent(1);
  }
  assert.equal(bundles.length, 0);
  mock.timers.tick(300);
  assert.equal(bundles.length, 1);
  assert.equal(bundles[0]?.updates.length, 1);
  assert.equal(read(), "abc");
  mock.timers.reset();
});

test("what the server has stored waits longer, and never for longer than two seconds while people type on", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { bundles, read, type, writer } = setUp();
  writer.urgent = false;
  const key = (letter: string): void => {
    type(letter);
    writer.unsent(1);
    mock.timers.tick(10);
    writer.unsent(0);
    mock.timers.tick(90);
  };
  for (const letter of "abcdefghij") key(letter);
  assert.equal(bundles.length, 0);
  for (const letter of "klmnopqrstuvwxyz") key(letter);
  assert.equal(bundles.length, 1);
  assert.ok("abcdefghijklmnopqrstuvwxyz".startsWith(read()) && read().length > 15, read());
  mock.timers.reset();
});

test("a change that the server does not confirm is stored as soon as ever", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { bundles, read, type, writer } = setUp();
  writer.urgent = false;
  type("a");
  writer.unsent(1);
  mock.timers.tick(10);
  writer.unsent(0);
  mock.timers.tick(500);
  assert.equal(bundles.length, 0);
  type("b");
  writer.unsent(1);
  mock.timers.tick(260);
  assert.equal(read(), "ab");
  bundles[0]?.end.oncomplete?.();
  writer.unsent(0); // and that it is confirmed now is stored as soon
  mock.timers.tick(260);
  assert.deepEqual(
    bundles.map((bundle) => bundle.unsent),
    [1, 0],
  );
  mock.timers.reset();
});

test("without a server each key goes to the disk as soon as it is handled, with the count of unsent ones", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { bundles, read, type, writer } = setUp();
  type("a");
  writer.unsent(1);
  mock.timers.tick(0);
  type("b");
  writer.unsent(2);
  mock.timers.tick(0);
  assert.deepEqual(
    bundles.map((bundle) => bundle.unsent),
    [1, 2],
  );
  assert.equal(read(), "ab");
  mock.timers.reset();
});

test("what waits is stored the moment the line is lost", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { bundles, read, type, writer } = setUp();
  writer.urgent = false;
  type("a");
  writer.unsent(1);
  assert.equal(bundles.length, 0);
  writer.urgent = true;
  assert.equal(bundles.length, 1);
  assert.equal(read(), "a");
  mock.timers.reset();
});

test("changes count as kept only when the disk has said so", () => {
  const { bundles, told, type, writer } = setUp();
  type("a");
  writer.unsent(1);
  writer.flush();
  assert.equal(writer.storedUnsent, 0);
  bundles[0]?.end.oncomplete?.();
  assert.equal(writer.storedUnsent, 1);
  assert.equal(told(), 1);
  writer.stop();
});

test("a bundle that could not be stored is stored again, in front of what came after it", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { bundles, disk, read, told, type, writer } = setUp({ refuses: true });
  type("a");
  writer.unsent(1);
  mock.timers.tick(0);
  assert.equal(writer.storageWorks, false);
  assert.equal(told(), 1);
  type("b");
  writer.unsent(2);
  disk.refuses = false;
  mock.timers.tick(2500);
  assert.equal(read(), "ab");
  bundles[0]?.end.oncomplete?.();
  assert.equal(writer.storageWorks, true);
  assert.equal(writer.storedUnsent, 2);
  mock.timers.reset();
});

test("a bundle that the disk gave back late is not lost either", () => {
  const { bundles, type, writer } = setUp();
  type("a");
  writer.unsent(1);
  writer.flush();
  bundles[0]?.end.onabort?.();
  assert.equal(writer.storageWorks, false);
  writer.flush();
  assert.equal(bundles[1]?.updates.length, 1);
  writer.stop();
});

test("nothing new is nothing to store", () => {
  const { bundles, writer } = setUp();
  writer.unsent(0);
  writer.flush();
  writer.stop();
  assert.equal(bundles.filter((bundle) => bundle.updates.length > 0).length, 0);
});

test("what the copy itself brings is not stored again", () => {
  const { bundles, copy, doc, writer } = setUp();
  const other = new Y.Doc();
  other.getText("t").insert(0, "from the disk");
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), copy);
  writer.flush();
  assert.equal(bundles.flatMap((bundle) => bundle.updates).length, 0);
  writer.stop();
});
