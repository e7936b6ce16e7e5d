// What the browser refuses, counted in bytes and not in letters.
import assert from "node:assert/strict";
import { test } from "node:test";
import table from "../../../../../../tests/cases/board_limits.json";
import { FIELD_BYTES, FILE_BYTES, longerThan, MAX_ENTRY_LENGTH, PASTE_BYTES, PICTURE_BYTES } from "../limits";

test("a paste just inside the limit passes and one byte more does not", () => {
  assert.ok(!longerThan("x".repeat(PASTE_BYTES), PASTE_BYTES));
  assert.ok(longerThan("x".repeat(PASTE_BYTES + 1), PASTE_BYTES));
});

test("letters of several bytes count as the bytes they are", () => {
  assert.ok(!longerThan("é".repeat(PASTE_BYTES / 2), PASTE_BYTES));
  assert.ok(longerThan("é".repeat(PASTE_BYTES / 2 + 1), PASTE_BYTES));
  assert.ok(longerThan("🔥".repeat(PASTE_BYTES / 4 + 1), PASTE_BYTES));
  assert.ok(!longerThan("", 0));
});

test("the numbers are those that the server is held to", () => {
  assert.deepEqual(
    {
      paste_bytes: PASTE_BYTES,
      field_bytes: FIELD_BYTES,
      file_bytes: FILE_BYTES,
      picture_bytes: PICTURE_BYTES,
      entry_characters: MAX_ENTRY_LENGTH,
    },
    {
      paste_bytes: table.paste_bytes,
      field_bytes: table.field_bytes,
      file_bytes: table.file_bytes,
      picture_bytes: table.picture_bytes,
      entry_characters: table.entry_characters,
    },
  );
});
