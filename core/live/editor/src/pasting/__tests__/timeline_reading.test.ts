// When a pasted text is worth a preview, how the server is asked, and what becomes of an answer that never comes.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { holdsTimes, PATIENCE_MS, requestReading } from "../timeline_reading";

const page = globalThis as unknown as Record<string, unknown>;
let before: [unknown, unknown];

beforeEach(() => {
  before = [page.fetch, page.document];
  page.document = { baseURI: "http://debrief.test/room" };
});

afterEach(() => {
  [page.fetch, page.document] = before;
  mock.timers.reset();
});

const answers = (status: number, body: unknown): void => {
  page.fetch = () => Promise.resolve(new Response(JSON.stringify(body), { status }));
};

test("several lines with a time in one of them are worth a preview", () => {
  for (const text of [
    "10:02 mail late\n10:20 worker added",
    "gwen\n  9:14 AM\nmail late",
    "T+5 first error\nT+9 second",
    "10h02 : première alerte\nfin",
    "1793613720 a\n1793613721 b",
    "gwen [3 hours ago]\nmail late",
  ])
    assert.ok(holdsTimes(text), text);
});

test("one line, and lines without a time, go in as they always did", () => {
  for (const text of ["10:02 mail late", "10:02 mail late\n\n", "mail late\nworker added", "v1.2\nv1.3", ""])
    assert.ok(!holdsTimes(text), text);
});

test("a long line without a break takes no time", () => {
  const started = performance.now();
  holdsTimes(`${"1".repeat(200_000)}\n${"10".repeat(100_000)}`);
  assert.ok(performance.now() - started < 200);
});

test("an answer becomes rows, lines and questions", async () => {
  let asked: unknown;
  page.fetch = (address: URL, { body }: { body: string }) => {
    asked = [String(address), JSON.parse(body)];
    const rows = [{ at: "2026-11-02T10:02:00Z", who: "", text: "late", line: 1 }];
    return Promise.resolve(
      new Response(
        JSON.stringify({ rows, unparsed: ["x"], unparsed_lines: [{ line: 2, text: "x" }], assumed_zone: "UTC" }),
      ),
    );
  };
  const result = await requestReading("pm/1", "10:02 late\nx", "UTC", { year: "2026" });
  assert.deepEqual(asked, [
    "http://debrief.test/live/timeline/pm%2F1",
    { text: "10:02 late\nx", zone: "UTC", answers: { year: "2026" } },
  ]);
  assert.ok("reading" in result);
  assert.equal(result.reading.rows.length, 1);
  assert.deepEqual(result.reading.unparsed, [{ line: 2, text: "x" }]);
  assert.deepEqual([result.reading.questions, result.reading.assumedZone], [[], "UTC"]);
});

test("a refusal is its sentence, and so is a server that is gone", async () => {
  answers(429, { sentence: "That was too much at once. Wait a moment." });
  assert.deepEqual(await requestReading("pm", "a\nb", "UTC", {}), {
    sentence: "That was too much at once. Wait a moment.",
  });
  page.fetch = () => Promise.reject(new TypeError("no network"));
  const gone = await requestReading("pm", "a\nb", "UTC", {});
  assert.ok("sentence" in gone && gone.sentence.includes("did not answer"));
});

test("a server that never answers is given up", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  page.fetch = () => new Promise(() => undefined);
  const asked = requestReading("pm", "a\nb", "UTC", {});
  mock.timers.tick(PATIENCE_MS);
  assert.ok("sentence" in (await asked));
});

test("an answer of another shape is no rows", async () => {
  answers(200, { rows: "many", unparsed_lines: null });
  const result = await requestReading("pm", "a\nb", "UTC", {});
  assert.ok("reading" in result && result.reading.rows.length === 0 && result.reading.unparsed.length === 0);
});
