// Two soft sounds: one minute left, and time is over. Made by the browser; silent until somebody has touched the page,
// as browsers require, and muted for good with one click. Not here: when to play (threshold_chime).
import { type Signal, signal } from "../shared/signal";

const STORAGE_KEY = "debrief:sound";

function storedSetting(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

/** Whether sounds are on, for all parts of this page. */
export const soundOn: Signal<boolean> = signal(typeof localStorage === "undefined" ? false : storedSetting());
soundOn.subscribe((on) => {
  try {
    localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
  } catch {
    // A browser without storage forgets the choice at the next visit; that is all.
  }
});

let context: AudioContext | null = null;
let armed = false;

/** Gets the sound ready at the first touch or key, wherever it happens on the page. */
export function armSound(): void {
  if (armed || typeof AudioContext === "undefined") return;
  armed = true;
  const wake = (): void => {
    removeEventListener("pointerdown", wake, true);
    removeEventListener("keydown", wake, true);
    context = new AudioContext();
  };
  addEventListener("pointerdown", wake, { capture: true, passive: true });
  addEventListener("keydown", wake, true);
}

/** Plays once, also when the room and the shared screen are open side by side in one browser. */
export function chime(kind: "last_minute" | "overtime"): void {
  const audio = context;
  if (!soundOn.get() || !audio) return;
  const play = (): void => {
    void audio.resume();
    const notes = kind === "last_minute" ? [659.25] : [523.25, 392];
    for (const [i, hertz] of notes.entries()) playNote(audio, hertz, audio.currentTime + i * 0.28);
  };
  if (!navigator.locks) return play();
  void navigator.locks.request("debrief:chime", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    play();
    await new Promise((done) => setTimeout(done, 2000));
  });
}

function playNote(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.12, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 1);
}
