// Two soft sounds: one minute left, and time is over. Made by the browser; silent until somebody has touched the page,
// as browsers require. How loud they are is kept in the browser. Not here: when to play (threshold_chime).
import { type Signal, signal } from "../shared/signal";
import { atRest } from "../shared/typing_rest";

const STORAGE_KEY = "debrief:sound";
/** Half as loud as it can be: heard beside people who talk, and no alarm. */
export const DEFAULT_VOLUME = 50;

/** What an earlier visit chose, from 0 to 100. Older versions kept "on" or "off". */
export function storedVolume(read: (key: string) => string | null): number {
  try {
    const stored = read(STORAGE_KEY);
    if (stored === "off") return 0;
    const volume = stored === null ? Number.NaN : Number.parseInt(stored, 10);
    return volume >= 0 && volume <= 100 ? volume : DEFAULT_VOLUME;
  } catch {
    return DEFAULT_VOLUME;
  }
}

/** How loud the sounds are for all parts of this page, from 0 (none) to 100. */
export const soundVolume: Signal<number> = signal(
  storedVolume((key) => localStorage.getItem(key)), // even to ask whether there is a storage throws where it is denied
);
soundVolume.subscribe((volume) => {
  try {
    localStorage.setItem(STORAGE_KEY, String(volume));
  } catch {
    // A browser without storage forgets the choice at the next visit; that is all.
  }
});

/** A sound of one or two notes is over by then, and the device with it. */
const RINGS_MS = 2000;

let context: AudioContext | null = null;
let armed = false;
let ringing = 0;

/** After the first touch, whose answer should not wait for it: a slow processor takes 70 ms to make a context. */
const AFTER_TOUCH_MS = 1000;

/** Gets the sound ready soon after the first touch or key, wherever it happens on the page. */
export function armSound(): void {
  if (armed || typeof AudioContext === "undefined") return;
  armed = true;
  const stop = onTouches(() => {
    stop();
    setTimeout(() => atRest(makeContext), AFTER_TOUCH_MS);
  });
}

function makeContext(): void {
  const made = new AudioContext();
  context = made;
  // Stopped at once: a context that runs wakes two threads a hundred times a second, for a silence that nobody hears.
  const resume = (): Promise<void> =>
    made.resume().then(() => {
      stop();
      return ringing === 0 ? made.suspend() : undefined;
    });
  // Some browsers let it begin within a touch only, and answer once it was asked for in one.
  const stop = onTouches(() => void resume());
  void resume();
}

/** Returns what ends it. */
function onTouches(fn: () => void): () => void {
  const kinds = ["pointerdown", "keydown"];
  for (const kind of kinds) addEventListener(kind, fn, { capture: true, passive: true });
  return () => {
    for (const kind of kinds) removeEventListener(kind, fn, { capture: true });
  };
}

/** Plays once, also when the room and the shared screen are open side by side in one browser. */
export function chime(kind: "last_minute" | "overtime"): void {
  const audio = context;
  if (soundVolume.get() === 0 || !audio) return;
  if (!navigator.locks) return void ring(audio, kind);
  void navigator.locks.request("debrief:chime", { ifAvailable: true }, async (lock) => {
    if (lock) await ring(audio, kind);
  });
}

/** Resolves when it has faded. The device runs from the first sound to the end of the last. */
async function ring(audio: AudioContext, kind: "last_minute" | "overtime"): Promise<void> {
  ringing += 1;
  void audio.resume();
  const notes = kind === "last_minute" ? [659.25] : [523.25, 392];
  for (const [i, hertz] of notes.entries()) playNote(audio, hertz, audio.currentTime + i * 0.28);
  await new Promise((done) => setTimeout(done, RINGS_MS));
  ringing -= 1;
  if (ringing === 0) void audio.suspend();
}

/** The gain at a note's loudest. Loudness is felt in steps of a ratio, so the scale is a power: 0.12 at the half. */
export function peak(volume: number): number {
  return Math.max(0.0002, 0.48 * (volume / 100) ** 2);
}

function playNote(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(peak(soundVolume.get()), at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 1);
}
