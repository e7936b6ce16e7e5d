// When a text is looked at: after a finished sentence or a pause, about my own words, and once more when the
// server had no time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { type HintClient, type HintResponse, makeHintClient } from "../hint_client";
import { HintRequester, type HintText } from "../hint_requester";
import { foundHints, isTyped, openHint, remoteChange, typedSpans } from "../hint_state";
import { endsSentence, PAUSE_MS } from "../hint_timing";

interface Bench {
  state: EditorState;
  asked: string[];
  appeared: number[];
  answered: boolean[];
  closer: boolean;
  asker: HintRequester;
  hints: HintClient;
  focus: boolean;
  do(spec: TransactionSpec): void;
  type(text: string): void;
  marks(): string[];
}

const PHRASES = ["human error", "should have known"];

/** A text with a server that knows two phrases. */
function bench(
  before = "",
  answer: (text: string, closer?: boolean) => HintResponse | Promise<HintResponse> = marked,
): Bench {
  const asked: string[] = [];
  const hints = makeHintClient(
    "/live/hints/p",
    async (_address, body) => {
      const { text, closer } = body as { text: string; closer?: boolean };
      asked.push(closer ? `closer: ${text}` : text);
      return answer(text, closer);
    },
    () => "http://h/",
    0,
  );
  const it: Bench = {
    state: EditorState.create({ doc: before, extensions: [typedSpans, foundHints, openHint] }),
    asked,
    appeared: [],
    answered: [],
    closer: false,
    hints,
    focus: true,
    asker: null as unknown as HintRequester,
    do(spec) {
      const tr = it.state.update(spec);
      it.state = tr.state;
      if (!tr.docChanged) return;
      it.asker.textChanged(tr.changes.desc);
      if (isTyped(tr)) it.asker.typed(endsSentence(it.state.sliceDoc()));
    },
    type(typedText) {
      it.do({ changes: { from: it.state.doc.length, insert: typedText } });
    },
    marks: () => it.state.field(foundHints).map(({ from, to }) => it.state.sliceDoc(from, to)),
  };
  const text = {
    state: () => it.state,
    hasFocus: () => it.focus,
    composing: () => false,
    effect: (...effects: Parameters<HintText["effect"]>) => it.do({ effects }),
  };
  it.asker = new HintRequester(
    hints,
    text,
    { field: "f", section: () => "s" },
    {
      closer: () => it.closer,
      appeared: (sure, unsure) => void (sure + unsure > 0 && it.appeared.push(sure)),
      answered: (ok) => void it.answered.push(ok),
    },
  );
  return it;
}

function marked(text: string): HintResponse {
  const hints = PHRASES.flatMap((typedText) => {
    const start = text.indexOf(typedText);
    return start < 0
      ? []
      : [
          {
            start,
            end: start + typedText.length,
            rule: typedText,
            category: "c",
            message: "m",
            question: "q",
            suggestions: [],
          },
        ];
  });
  return { status: 200, body: { hints } };
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a finished sentence is looked at while the next one is being typed; the next one is left alone", async () => {
  const it = bench();
  it.type("🚨 It was human error.");
  for (let i = 0; i < 8; i += 1) {
    await rest(60);
    it.type(i === 0 ? " He should have known" : " x");
  }
  assert.deepEqual(it.marks(), ["human error"]);
  assert.deepEqual(it.appeared, [1]);
  it.asker.destroy();
});

test("a pause is enough for a sentence without its end, and leaving the text is, too", async () => {
  const it = bench();
  it.type("It was human error");
  await rest(PAUSE_MS / 2);
  assert.deepEqual(it.asked, []);
  await rest(PAUSE_MS);
  assert.deepEqual(it.marks(), ["human error"]);
  const other = bench();
  other.type("It was human error");
  other.focus = false;
  other.asker.focusLeft();
  await rest(20);
  assert.deepEqual(other.marks(), ["human error"]);
  it.asker.destroy();
  other.asker.destroy();
});

test("words of others are never looked at, not even when I write beside them", async () => {
  const it = bench("It was human error. ");
  it.do({ changes: { from: 20, insert: "He should have known. " }, annotations: remoteChange.of(true) });
  await rest(PAUSE_MS + 100);
  assert.deepEqual(it.asked, []);
  it.type("The disk was full.");
  await rest(PAUSE_MS + 100);
  assert.ok(it.asked.length > 0);
  assert.deepEqual(it.marks(), []);
  it.asker.destroy();
});

test("what was dismissed stays away, and what is shown stays shown while the sentence goes on", async () => {
  const it = bench();
  it.type("It was human error");
  await rest(PAUSE_MS + 100);
  const shown = it.state.field(foundHints)[0];
  it.type(" and he should have known.");
  await rest(400);
  assert.deepEqual(it.marks(), ["human error", "should have known"]);
  assert.equal(it.state.field(foundHints)[0]?.hint, shown?.hint);
  assert.ok(shown);
  it.hints.dismiss("f", "Human  error", shown.hint, "not_blame");
  it.type(" So.");
  await rest(400);
  assert.deepEqual(it.marks(), ["should have known"]);
  assert.deepEqual(it.appeared, [1, 1]);
  it.asker.destroy();
});

test("a server that has no time is asked once more, and takes nothing away", async () => {
  let busy = false;
  const it = bench("", (text) => (busy ? { status: 429, body: { sentence: "Slow down." } } : marked(text)));
  it.type("It was human error.");
  await rest(400);
  busy = true;
  it.type(" He should have known.");
  await rest(PAUSE_MS + 300);
  assert.deepEqual(it.marks(), ["human error"]);
  busy = false;
  await rest(3100);
  assert.deepEqual(it.marks(), ["human error", "should have known"]);
  it.asker.destroy();
});

test("nothing is asked or shown any more once the text is gone", async () => {
  const it = bench();
  it.type("It was human error.");
  it.asker.destroy();
  await rest(PAUSE_MS + 100);
  assert.deepEqual([it.asked, it.marks()], [[], []]);
});

function unsureOf(text: string, closer?: boolean): HintResponse {
  const { body } = marked(text) as { body: { hints: object[] } };
  return { status: 200, body: { hints: closer ? body.hints.map((hint) => ({ ...hint, sure: false })) : [] } };
}

test("a closer look asks at once and says so each time, until it is over", async () => {
  const it = bench("", unsureOf);
  it.type("It was human error.");
  await rest(PAUSE_MS + 100);
  assert.deepEqual(it.marks(), []);
  it.closer = true;
  it.asker.lookAgain();
  await rest(20);
  assert.deepEqual(it.marks(), ["human error"]);
  assert.deepEqual(
    it.state.field(foundHints).map(({ hint }) => hint.unsure),
    [true],
  );
  it.type(" The disk was full.");
  await rest(PAUSE_MS + 100);
  assert.deepEqual(it.marks(), ["human error"]);
  it.closer = false;
  it.type(" So it went.");
  await rest(PAUSE_MS + 100);
  assert.deepEqual(it.marks(), []);
  assert.deepEqual(
    it.asked.map((query) => query.startsWith("closer: ")).filter((closer, i, all) => closer !== all[i - 1]),
    [false, true, false],
  );
  assert.deepEqual(it.appeared, [0]);
  it.asker.destroy();
});

test("an answer that comes when the closer look is over brings nothing that is unsure", async () => {
  let answer: (response: HintResponse) => void = () => undefined;
  const it = bench("", (text, closer) =>
    closer ? new Promise((resolve) => (answer = () => resolve(unsureOf(text, true)))) : unsureOf(text),
  );
  it.type("It was human error.");
  await rest(PAUSE_MS + 100);
  it.closer = true;
  it.asker.lookAgain();
  await rest(20);
  it.closer = false;
  answer({ status: 200, body: null });
  await rest(20);
  assert.deepEqual(it.marks(), []);
  it.asker.destroy();
});

test("where I typed nothing, a closer look asks nothing and is answered", async () => {
  const it = bench("It was human error.");
  it.closer = true;
  it.asker.lookAgain();
  await rest(20);
  assert.deepEqual([it.asked, it.answered], [[], [true]]);
  it.asker.destroy();
});
