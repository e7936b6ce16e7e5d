// Pictures of a row with an upload that a test answers: what is shown, what the document names, and what is undone.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { ensureLineText } from "../../document/line_text";
import { captionOf, evidenceKey, picturesIn } from "../../document/row_evidence";
import { addRow, isEmpty, type Row, rankAtEnd, rowAt, rowsRoot, setRemoved } from "../../document/rows_model";
import { testBoard } from "../../testing/board";
import { all, freshHost, one, type } from "../../testing/dom";
import { pastedPictures, picturesOf } from "../picture_files";
import { RowPictures } from "../row_pictures";
import type { SentPicture } from "../send_picture";

const ORIGIN = { other: "tab" };
const KEPT = (id: string): SentPicture => ({ id, sentence: "", again: false });
const file = (name = "image.png", kind = "image/png") => ({ name, type: kind, size: 3 }) as unknown as File;

function setUp() {
  const host = freshHost();
  const bench = testBoard();
  const root = rowsRoot(bench.doc, "timeline");
  const sent: { row: string; answer(found: SentPicture): void; progress(share: number): void }[] = [];
  let row: Row | null = null;
  const ensureRow = (): Row => {
    row ??= addRow(bench.doc, root, bench.board.connection.localOrigin, { id: "r1", rank: rankAtEnd(root) });
    return row;
  };
  const pictures = new RowPictures(
    {
      board: bench.board,
      row: () => row,
      ensureRow,
      touch: (target) => setRemoved(bench.doc, target, bench.board.connection.localOrigin, false),
      text: (key) => (row ? ensureLineText(bench.doc, row.map, key) : null),
    },
    (_meeting, target, _file, progress) =>
      new Promise((resolve) => void sent.push({ row: target, answer: resolve, progress })),
  );
  host.append(pictures.dom, pictures.button);
  root.observeDeep(() => pictures.show(true));
  const names = () => (row ? picturesIn(row.map) : []);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const bring = async (...ids: string[]) => {
    pictures.add(ids.map(() => file()));
    for (const id of ids) sent.at(-ids.length + ids.indexOf(id))?.answer(KEPT(id));
    await settle();
  };
  return { ...bench, host, root, pictures, sent, names, settle, bring, row: () => row, ensureRow };
}

test("a picture makes a row of the draft, shows that it is on its way, and is named once it is kept", async () => {
  const { host, pictures, sent, names, settle, row } = setUp();
  pictures.add([file()]);
  assert.equal(row()?.id, "r1");
  assert.equal(sent[0]?.row, "r1");
  assert.match(one(host, ".waiting").textContent ?? "", /Sending/);
  assert.deepEqual(names(), []);
  sent[0]?.progress(1);
  assert.match(one(host, ".waiting").textContent ?? "", /small and safe/);
  sent[0]?.answer(KEPT("a1"));
  await settle();
  assert.deepEqual(names(), ["a1"]);
  assert.equal(all(host, ".waiting").length, 0);
  assert.match(one<HTMLImageElement>(host, "img").src, /\/live\/evidence\/pm1\/a1$/);
});

test("the page is not left by mistake while a picture is on its way, and freely afterwards", async () => {
  const { pictures, sent, settle } = setUp();
  const leaves = (): boolean => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  assert.equal(leaves(), true);
  pictures.add([file(), file()]);
  assert.equal(leaves(), false);
  sent[0]?.answer(KEPT("a1"));
  await settle();
  assert.equal(leaves(), false, "one is still on its way");
  sent[1]?.answer({ id: null, sentence: "Too large.", again: false });
  await settle();
  assert.equal(leaves(), true);
});

test("what somebody else adds at the same moment stays, and undo takes back one's own", async () => {
  const { board, doc, names, bring, row } = setUp();
  await bring("a1");
  doc.transact(() => row()?.map.set(evidenceKey("b1"), true), ORIGIN);
  assert.deepEqual(names(), ["a1", "b1"]);
  board.undo.undo();
  assert.deepEqual(names(), ["b1"]);
  board.undo.redo();
  assert.deepEqual(names(), ["a1", "b1"]);
});

test("undo takes back one picture and not the words that were typed before it", async () => {
  const { board, doc, names, bring, ensureRow } = setUp();
  doc.transact(() => ensureRow().text.insert(0, "disk full"), board.connection.localOrigin);
  await bring("a1");
  board.undo.undo();
  assert.deepEqual([names(), ensureRow().text.toString()], [[], "disk full"]);
});

test("removing says so and gives it back with its caption", async () => {
  const { host, told, names, bring, row } = setUp();
  await bring("a1");
  type(one<HTMLInputElement>(host, "[data-picture] input"), "Free disk");
  assert.equal(captionOf(row()?.map as Y.Map<unknown>, "a1", "UTC"), "Free disk");
  one<HTMLButtonElement>(host, ".picture-remove").click();
  assert.deepEqual(names(), []);
  assert.equal(isEmpty(row() as Row), true, "a caption without its picture says nothing");
  assert.equal(told.at(-1)?.sentence, "Picture removed.");
  told.at(-1)?.act?.run();
  assert.deepEqual(names(), ["a1"]);
  assert.equal(one<HTMLImageElement>(host, "img").alt, "Free disk");
});

test("a row with a picture is not empty, and one that was removed meanwhile comes back", async () => {
  const { board, doc, root, pictures, sent, settle } = setUp();
  pictures.add([file()]);
  const row = rowAt(root, "r1") as Row;
  setRemoved(doc, row, board.connection.localOrigin, true);
  sent[0]?.answer(KEPT("a1"));
  await settle();
  assert.equal(row.map.get("removed"), false);
  assert.equal(isEmpty(row), false);
});

test("what was not kept says why; a lost one can be sent again, a refused one cannot", async () => {
  const { host, pictures, sent, names, settle } = setUp();
  pictures.add([file("a.svg", "image/svg+xml")]);
  sent[0]?.answer({ id: null, sentence: "Take a screenshot.", again: false });
  await settle();
  assert.equal(one(host, "[role=alert]").textContent, "Take a screenshot.");
  assert.deepEqual(
    all(host, ".failed button").map((button) => button.textContent),
    ["Leave it"],
  );
  one<HTMLButtonElement>(host, ".failed button").click();
  assert.equal(pictures.dom.hidden, true);
  pictures.add([file()]);
  sent[1]?.answer({ id: null, sentence: "The server did not answer.", again: true });
  await settle();
  one<HTMLButtonElement>(host, ".failed button").click();
  sent[2]?.answer(KEPT("a1"));
  await settle();
  assert.deepEqual(names(), ["a1"]);
});

test("whoever looks at another section by then is told, and the picture is kept all the same", async () => {
  const { pictures, told, sent, names, settle } = setUp();
  pictures.add([file(), file()]);
  pictures.dom.remove();
  sent[0]?.answer(KEPT("a1"));
  sent[1]?.answer({ id: null, sentence: "Too large.", again: false });
  await settle();
  assert.deepEqual(names(), ["a1"]);
  assert.equal(told.at(-1)?.sentence, "Too large.");
});

test("a viewer sees pictures and changes nothing", async () => {
  const { board, doc, host, pictures, sent, names, ensureRow } = setUp();
  doc.transact(() => ensureRow().map.set(evidenceKey("a1"), true), ORIGIN);
  board.readonly.set(true);
  pictures.add([file()]);
  assert.equal(sent.length, 0);
  assert.equal(one<HTMLButtonElement>(host, ".picture-remove").disabled, true);
  assert.equal(one<HTMLButtonElement>(host, ".picture-add").disabled, true);
  assert.deepEqual(names(), ["a1"]);
});

test("one that is no longer kept says so and cannot be enlarged", async () => {
  const { host, doc, bring } = setUp();
  await bring("a1");
  one(host, "img").dispatchEvent(new Event("error"));
  assert.match(one(host, "[data-picture]").textContent ?? "", /no longer kept/);
  one<HTMLButtonElement>(host, ".picture-open").click();
  assert.equal(all(host, "dialog").length, 0);
  doc.destroy();
});

test("what strangers put under such keys is left alone", () => {
  const map = new Y.Doc().getMap<unknown>("row");
  for (const [key, value] of [
    ["evidence.", true],
    ["evidence.../../x", true],
    ["evidence.b", "yes"],
    ["evidence.c", true],
    [`evidence.${"x".repeat(65)}`, true],
    ["evidence.a", true],
  ] as const)
    map.set(key, value);
  assert.deepEqual(picturesIn(map), ["a", "c"]);
});

test("without words a picture is called by the time of its row", () => {
  const map = new Y.Doc().getMap<unknown>("row");
  assert.equal(captionOf(map, "a", "UTC"), "Screenshot");
  map.set("at", "2026-11-20T01:14:00Z");
  assert.equal(captionOf(map, "a", "Europe/Berlin"), "Screenshot at 02:14");
});

test("text beside a picture wins; a picture is known by its type, or by its name where there is none", () => {
  const clipboard = (text: string, ...files: unknown[]) =>
    ({ files, getData: () => text }) as unknown as Pick<DataTransfer, "files" | "getData">;
  assert.equal(pastedPictures(clipboard("", file())).length, 1);
  assert.equal(pastedPictures(clipboard(" \n", file())).length, 1);
  assert.equal(pastedPictures(clipboard("CPU", file())).length, 0);
  assert.equal(pastedPictures(null).length, 0);
  const names = picturesOf(
    clipboard("", file("a.HEIC", ""), file("log.txt", "text/plain"), file("x.png", "text/plain")),
  );
  assert.deepEqual(
    names.map(({ name }) => name),
    ["a.HEIC"],
  );
});
