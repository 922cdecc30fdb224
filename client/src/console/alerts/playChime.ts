import { alertSettings } from './alertSettings.ts';

/** Pitches in hertz: a fifth upwards, which is heard through talk and startles nobody. */
const notes = [659, 988] as const;
const noteSeconds = 0.22;
/** At full volume. */
const loudness = 0.28;

let context: AudioContext | undefined;

/**
 * A short tone; none where the browser has heard no click on this page yet.
 *
 * @param volume from 0 to 1
 */
export function playChime(volume = alertSettings.getState().volume): void {
  context ??= new AudioContext();
  if (context.state !== 'running') {
    // Without a click the promise stays open for as long as that, so nothing waits for it.
    void context.resume();
    if (!navigator.userActivation.hasBeenActive) return;
  }
  const audio = context;
  notes.forEach((pitch, at) => playNote(audio, pitch, at * noteSeconds, volume * loudness));
}

function playNote(audio: AudioContext, pitch: number, afterSeconds: number, level: number): void {
  const oscillator = new OscillatorNode(audio, { frequency: pitch, type: 'sine' });
  const gain = new GainNode(audio, { gain: 0 });
  const start = audio.currentTime + afterSeconds;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(Math.max(level, 0.0001), start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + noteSeconds * 2);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + noteSeconds * 2);
}
