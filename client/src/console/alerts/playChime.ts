import { alertSettings } from './alertSettings.ts';

/** Pitches in hertz: a fifth upwards, which is heard through talk and startles nobody. */
const notes = [659, 988] as const;
const noteSeconds = 0.22;
/** At full volume. */
const loudness = 0.28;

/** From the first note to the end of the last, and a little. */
const soundsForMs = 1_500;

let context: AudioContext | undefined;
/** A context that plays nothing keeps the device busy all the same. */
let resting = 0;

/**
 * A short tone; none where the browser has heard no click on this page yet.
 *
 * @param volume from 0 to 1
 */
export function playChime(volume = alertSettings.getState().volume): void {
  context ??= new AudioContext();
  const audio = context;
  if (audio.state === 'running') {
    playNotes(audio, volume);
    return;
  }
  const resumed = audio.resume();
  // Without a click it stays open until there is one, which is no time for a tone.
  if (navigator.userActivation.hasBeenActive) void resumed.then(() => playNotes(audio, volume));
}

function playNotes(audio: AudioContext, volume: number): void {
  notes.forEach((pitch, at) => playNote(audio, pitch, at * noteSeconds, volume * loudness));
  window.clearTimeout(resting);
  resting = window.setTimeout(() => void audio.suspend(), soundsForMs);
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
