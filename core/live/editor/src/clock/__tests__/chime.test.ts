// How loud the sounds are: kept from visit to visit, read from what older versions kept, and off means off.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { armSound, chime, DEFAULT_VOLUME, peak, soundVolume, storedVolume } from "../chime";

for (const [stored, volume] of [
  [null, DEFAULT_VOLUME],
  ["on", DEFAULT_VOLUME],
  ["off", 0],
  ["0", 0],
  ["80", 80],
  ["100", 100],
  ["101", DEFAULT_VOLUME],
  ["-5", DEFAULT_VOLUME],
  ["loud", DEFAULT_VOLUME],
  ["", DEFAULT_VOLUME],
] as const) {
  test(`${JSON.stringify(stored)} is a volume of ${volume}`, () => {
    assert.equal(
      storedVolume(() => stored),
      volume,
    );
  });
}

test("a browser that refuses its storage plays at the usual volume", () => {
  const refuse = (): never => {
    throw new DOMException("denied", "SecurityError");
  };
  assert.equal(storedVolume(refuse), DEFAULT_VOLUME);
});

test("the usual volume is as loud as the sounds have been, and each step is louder", () => {
  assert.equal(peak(DEFAULT_VOLUME).toFixed(3), "0.120");
  const steps = [0, 10, 20, 50, 80, 100].map(peak);
  for (const [i, step] of steps.entries()) assert.ok(i === 0 || step > (steps[i - 1] as number));
  assert.ok((steps.at(-1) as number) <= 0.5);
});

let touched = false;

/** A context that says what it was asked, and makes no sound. */
class FakeAudio {
  static made: FakeAudio[] = [];
  currentTime = 0;
  destination = {};
  state = "suspended";
  readonly #asked: (() => void)[] = [];

  constructor() {
    FakeAudio.made.push(this);
  }

  /** Answers once it was asked for within a touch, as some browsers do. */
  resume(): Promise<void> {
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    this.#asked.push(resolve);
    if (touched)
      for (const answer of this.#asked.splice(0)) {
        this.state = "running";
        answer();
      }
    return promise;
  }

  async suspend(): Promise<void> {
    this.state = "suspended";
  }

  createOscillator() {
    return { type: "", frequency: { value: 0 }, connect: (to: unknown) => to, start() {}, stop() {} };
  }

  createGain() {
    return {
      gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
      connect: (to: unknown) => to,
    };
  }
}

test("the device for sounds runs while one is heard, and not from the first key to the end of the meeting", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const events = new EventTarget();
  const page = {
    AudioContext: FakeAudio,
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  Object.assign(globalThis, page);
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  soundVolume.set(50);

  const touch = (): void => {
    touched = true;
    events.dispatchEvent(new Event("keydown"));
    touched = false;
  };

  armSound();
  touch();
  assert.equal(FakeAudio.made.length, 0, "the first key does not wait for it");
  touch();
  mock.timers.tick(1000);
  const [audio, second] = FakeAudio.made;
  assert.deepEqual([audio?.state, second], ["suspended", undefined]);
  const { suspend } = FakeAudio.prototype;
  let stopped = 0;
  FakeAudio.prototype.suspend = function () {
    stopped += 1;
    return suspend.call(this);
  };
  touch(); // here it may begin
  await settled();
  assert.deepEqual([audio?.state, stopped > 0], ["suspended", true]);
  stopped = 0;
  touch();
  await settled();
  assert.equal(stopped, 0, "it is asked for no more");
  touched = true; // has been allowed for good

  chime("last_minute");
  assert.equal(audio?.state, "running");
  mock.timers.tick(1000);
  chime("overtime"); // a second one while the first is heard
  mock.timers.tick(1100);
  await settled();
  assert.equal(audio?.state, "running");
  mock.timers.tick(1000);
  await settled();
  assert.equal(audio?.state, "suspended");
  mock.timers.reset();
});
